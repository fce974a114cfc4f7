import { type ExtensionContext, ThemeColor, type StatusBarItem, StatusBarAlignment, commands, window, workspace } from 'vscode';
import { Server, type Status } from './server';
import { t } from './messages';

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('tthc');
  const item = window.createStatusBarItem('tthc.server', StatusBarAlignment.Right, 100);
  item.name = 'tthc';
  const files = workspace.createFileSystemWatcher('**/*.tthc');
  const running = new Server(context.extensionPath, log, files, (status) => show(item, status));
  server = running;
  context.subscriptions.push(
    log,
    item,
    files,
    commands.registerCommand('tthc.restartServer', () => running.restart()),
    commands.registerCommand('tthc.showLog', () => log.show()),
    workspace.onDidGrantWorkspaceTrust(() => running.restart()),
    workspace.onDidChangeConfiguration((change) => {
      if (['tthc.server.path', 'tthc.locale'].some((name) => change.affectsConfiguration(name))) running.restart();
    }),
  );
  void commands.executeCommand('setContext', 'tthc.active', true);
  running.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

function show(item: StatusBarItem, status: Status): void {
  const [text, tooltip, command, background] = look(status);
  item.text = text;
  item.tooltip = [tooltip, 'at' in status ? status.at : ''].filter(Boolean).join('\n');
  item.accessibilityInformation = { label: tooltip };
  item.command = command;
  item.backgroundColor = background && new ThemeColor(`statusBarItem.${background}Background`);
  item.show();
}

function look(status: Status): [text: string, tooltip: string, command: string, background?: 'warning' | 'error'] {
  switch (status.is) {
    case 'starting':
      return ['$(sync~spin) tthc', t('tthc language server: starting'), 'tthc.showLog'];
    case 'running':
      return [`tthc ${status.version}`.trim(), t('tthc language server {0}: running', status.version), 'tthc.showLog'];
    case 'stopped':
      return ['$(circle-slash) tthc', t('tthc language server: stopped'), 'tthc.restartServer'];
    case 'missing':
      return ['$(warning) tthc', t('tthc language server: not found'), 'tthc.restartServer', 'warning'];
    case 'failed':
      return ['$(error) tthc', t('tthc language server: failed'), 'tthc.showLog', 'error'];
    case 'untrusted':
      return [
        '$(shield) tthc',
        t('tthc language server: off, because this workspace is not trusted'),
        'workbench.trust.manage',
      ];
    case 'virtual':
      return [
        '$(circle-slash) tthc',
        t('tthc language server: off, because these files are not on disk'),
        'tthc.showLog',
      ];
  }
}
