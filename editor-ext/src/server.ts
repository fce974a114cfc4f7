import { type ChildProcess, spawn } from 'node:child_process';
import { type FileSystemWatcher, type OutputChannel, commands, window, workspace } from 'vscode';
import { CloseAction, ErrorCodes, LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { locale, t } from './messages';
import { findServer } from './search';

export type Status =
  | { is: 'starting'; at: string }
  | { is: 'running'; at: string; version: string }
  | { is: 'stopped' | 'missing' | 'failed' | 'untrusted' | 'virtual' };

class Client extends LanguageClient {
  protected override getLocale(): string {
    return locale();
  }
  /** To the log only: what a reader must know is said once, by `Server`. */
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The one `tthc lsp` process and the client that speaks with it. */
export class Server {
  private client: Client | undefined;
  private process: ChildProcess | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly extensionPath: string,
    private readonly log: OutputChannel,
    private readonly files: FileSystemWatcher,
    private readonly show: (status: Status) => void,
  ) {}

  /** Ends the server, if one runs, and starts the one that the settings now name. */
  restart(): void {
    this.last = this.last.then(() => this.end()).then(() => this.start());
  }

  stop(): Promise<void> {
    return (this.last = this.last.then(() => this.end()));
  }

  private async end(): Promise<void> {
    const { client, process } = this;
    this.client = this.process = undefined;
    // A client that has not come up cannot be stopped; its process can.
    const told = await client?.stop().then(() => true, () => false);
    if (told) setTimeout(() => process?.kill(), 2000);
    else process?.kill();
  }

  private async start(): Promise<void> {
    if (!workspace.isTrusted) return this.show({ is: 'untrusted' });
    const folders = workspace.workspaceFolders ?? [];
    if (folders.length && !folders.some(({ uri }) => uri.scheme === 'file')) return this.show({ is: 'virtual' });

    const setting = workspace.getConfiguration('tthc').get<string>('server.path', '').trim();
    const search = await findServer(setting, this.extensionPath);
    if (!('found' in search)) {
      const message =
        'wrongSetting' in search
          ? t(
              'The setting tthc.server.path names {0}, which is not a program that can be run. Correct it, or leave it empty to use the server in the extension or the one on PATH.',
              search.wrongSetting,
            )
          : t(
              'The tthc language server was not found: no checks, hovers or completion; highlighting and snippets work. Looked in: (1) the setting tthc.server.path, which is empty; (2) the extension, {0}; (3) PATH.',
              search.bundled,
            );
      this.show({ is: 'missing' });
      return this.tell(message, t('Open Settings'), t('Try Again'));
    }
    this.log.appendLine(`${search.found} lsp (${search.place})`);
    this.connect(search.found);
  }

  /** Does not wait for the server's answer: a server that never answers can still be restarted. */
  private connect(at: string): void {
    let answered = false;
    let failed = false;
    const fail = (message: string) => {
      failed = true;
      this.process?.kill();
      this.show({ is: 'failed' });
      this.tell(message, t('Show Log'), t('Open Settings'));
    };
    const notStarted = (why: string) =>
      fail(t('The tthc language server did not start: {0}. Highlighting and snippets work.', why));
    const launch = () =>
      new Promise<ChildProcess>((resolve, reject) => {
        const child = spawn(at, ['lsp']);
        child.on('error', reject);
        child.once('spawn', () => resolve((this.process = child)));
        child.once('exit', (code, signal) => this.log.appendLine(`${at} lsp: ${signal ?? `exit code ${code}`}`));
      });
    const client: Client = new Client('tthc', 'tthc', launch, {
      documentSelector: [{ language: 'tthc', scheme: 'file' }],
      initializationOptions: { locale: locale() },
      synchronize: { fileEvents: this.files },
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (error, message, count) => restarts.error(error, message, count),
        closed: async () => {
          const end = { action: CloseAction.DoNotRestart, handled: true };
          if (this.client !== client || failed) return end;
          if (!answered) {
            notStarted(t('it ended before it answered'));
            return end;
          }
          const { action } = await restarts.closed();
          if (action === CloseAction.DoNotRestart) {
            fail(t('The tthc language server ended again and again and was not started any more.'));
          }
          return { action, handled: true };
        },
      },
    });
    const restarts = client.createDefaultErrorHandler(4);
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client || failed) return;
      if (newState === State.Starting) this.show({ is: 'starting', at });
      if (newState === State.Stopped && answered) this.show({ is: 'stopped' });
      if (newState === State.Running) {
        answered = true;
        this.show({ is: 'running', at, version: client.initializeResult?.serverInfo?.version ?? '' });
      }
    });
    client.start().catch((error: Error & { code?: unknown }) => {
      if (this.client !== client || failed) return;
      notStarted(error.code === ErrorCodes.MessageWriteError ? t('it ended before it answered') : error.message);
    });
  }

  /** A message with its buttons; not waited for, so that it can stay open. */
  private tell(message: string, ...buttons: string[]): void {
    this.log.appendLine(message);
    void window.showWarningMessage(message, ...buttons).then((button) => {
      if (button === t('Open Settings')) void commands.executeCommand('workbench.action.openSettings', 'tthc.server.path');
      if (button === t('Show Log')) this.log.show();
      if (button === t('Try Again')) this.restart();
    });
  }
}
