// What src/vscode needs of VS Code where it is tested in plain Node.
export const l10n = {
  t(message: string, ...args: (string | number | boolean)[]): string {
    return message.replace(/\{(\d+)\}/g, (_, n: string) => String(args[Number(n)]));
  },
};

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

const windowState = new EventEmitter<{ focused: boolean }>();

export const window = { onDidChangeWindowState: windowState.event };

/** The user comes to the window. */
export function focusWindow(): void {
  windowState.fire({ focused: true });
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  /** Of two positions, or of the line and character of each. */
  constructor(...ends: [Position, Position] | [number, number, number, number]) {
    const [a, b] = ends;
    if (typeof a === 'number') {
      const [, , line, character] = ends as [number, number, number, number];
      [this.start, this.end] = [new Position(a, b as number), new Position(line, character)];
    } else [this.start, this.end] = [a, b as Position];
  }

  get isEmpty(): boolean {
    return this.start.line === this.end.line && this.start.character === this.end.character;
  }
}

/** The texts that are put in place of others. */
export class WorkspaceEdit {
  readonly replaced: { readonly range: Range; readonly text: string }[] = [];

  replace(_uri: unknown, range: Range, text: string): void {
    this.replaced.push({ range, text });
  }
}

export class Diagnostic {
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

export const CodeActionTriggerKind = { Invoke: 1, Automatic: 2 };

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2 };

export const CompletionItemKind = { User: 25 };

export const Uri = {
  parse: (text: string) => ({ path: text, toString: () => text }),
  file: (path: string) => ({ scheme: 'file', path, fsPath: path, toString: () => `file://${path}` }),
};

export const ViewColumn = { One: 1, Beside: -2 };

export const Disposable = {
  from: (...all: readonly { dispose(): void }[]) => ({ dispose: () => all.forEach(one => one.dispose()) }),
};

/** A document as far as tests need one. */
export interface StubDocument {
  readonly uri: { readonly scheme: string; readonly path: string; toString(): string };
  getText(): string;
}

/** What tests let happen to documents. */
export const happens = {
  opened: new EventEmitter<StubDocument>(),
  closed: new EventEmitter<StubDocument>(),
  changed: new EventEmitter<{ document: StubDocument; contentChanges: readonly unknown[] }>(),
  renamed: new EventEmitter<unknown>(),
  saved: new EventEmitter<StubDocument>(),
};

/** Nothing is set: every setting has its default. No document is open until a test says so. */
export const workspace = {
  getConfiguration: (): { get: () => unknown } => ({ get: () => undefined }),
  textDocuments: [] as StubDocument[],
  onDidOpenTextDocument: happens.opened.event,
  onDidCloseTextDocument: happens.closed.event,
  onDidChangeTextDocument: happens.changed.event,
  onDidRenameFiles: happens.renamed.event,
  onDidSaveTextDocument: happens.saved.event,
  getWorkspaceFolder: (): unknown => undefined,
};

export const ConfigurationTarget = { Global: 1, Workspace: 2 };

export const commands = { executeCommand: async () => Promise.resolve(undefined) };

export class CancellationError extends Error {}

export const languages = {
  createDiagnosticCollection: (): Record<'set' | 'delete' | 'dispose', (...args: unknown[]) => void> => ({
    set: () => undefined,
    delete: () => undefined,
    dispose: () => undefined,
  }),
};

export const QuickPickItemKind = { Separator: -1, Default: 0 };

export class ThemeIcon {
  constructor(readonly id: string) {}
}

export const env = { clipboard: { writeText: async () => Promise.resolve() } };
