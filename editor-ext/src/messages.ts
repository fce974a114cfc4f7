import { env, workspace } from 'vscode';
import vi from '../l10n/bundle.l10n.vi.json';

export type Locale = 'vi' | 'en';

/** The language of the server and of the notifications: the setting, else what VS Code or the system speaks. */
export function locale(): Locale {
  const chosen = workspace.getConfiguration('tthc').get<string>('locale');
  if (chosen === 'vi' || chosen === 'en') return chosen;
  // VS Code has no Vietnamese language pack of its own: its display language alone says little.
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const system = LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return [env.language, system].some((language) => /^vi(?![a-z])/i.test(language)) ? 'vi' : 'en';
}

/** The message in that language; `vscode.l10n` would follow the display language only. */
export function t(message: keyof typeof vi, ...values: string[]): string {
  const text = locale() === 'vi' ? vi[message] : message;
  return text.replace(/\{(\d)\}/g, (_, at) => values[Number(at)] ?? '');
}
