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
  constructor(
    readonly start: Position,
    readonly end: Position,
  ) {}
}

export const ViewColumn = { One: 1, Beside: -2 };

/** Nothing is set: every setting has its default. */
export const workspace = { getConfiguration: () => ({ get: () => undefined }) };
