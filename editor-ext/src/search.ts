import { constants } from 'node:fs';
import { access, chmod, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const FILE = process.platform === 'win32' ? 'tthc.exe' : 'tthc';

export type Search = { found: string; place: 'setting' | 'extension' | 'PATH' } | { wrongSetting: string } | { bundled: string };

/** The server: setting, else in the extension, else on PATH. A setting that is wrong is not passed over. */
export async function findServer(setting: string, extensionPath: string): Promise<Search> {
  if (setting) {
    const file = setting.replace(/^~(?=[/\\])/, homedir());
    return (await isProgram(file)) ? { found: file, place: 'setting' } : { wrongSetting: file };
  }
  const bundled = path.join(extensionPath, 'server', FILE);
  // Packed on Windows, an archive does not say which file is a program.
  if (await isProgram(bundled, constants.F_OK)) {
    if (!(await isProgram(bundled))) await chmod(bundled, 0o755).catch(() => {});
    if (await isProgram(bundled)) return { found: bundled, place: 'extension' };
  }
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    // Not from folders that depend on where the editor was started.
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, FILE);
    if (await isProgram(file)) return { found: file, place: 'PATH' };
  }
  return { bundled };
}

async function isProgram(file: string, mode = constants.X_OK): Promise<boolean> {
  try {
    await access(file, mode);
    return path.isAbsolute(file) && (await stat(file)).isFile();
  } catch {
    return false;
  }
}
