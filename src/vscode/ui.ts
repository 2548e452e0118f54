import * as vscode from 'vscode';

/** A row of a pick list. */
export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface PickOptions<T> {
  readonly title: string;
  readonly placeholder?: string;
  /** The list stays while the user looks at something else, e.g. at the report beside it; only Escape closes it. */
  readonly stays?: boolean;
  /** Called as the user moves through the list. */
  readonly onActive?: (value: T) => void;
}

/** A row of a list that changes while it is open; its buttons stand for values of their own. */
export interface LiveChoice<T> extends Choice<T> {
  readonly buttons?: readonly (vscode.QuickInputButton & { readonly value: T })[];
}

/** A list that is open. */
export interface LiveList<T> {
  /** What is typed. */
  readonly text: string;
  /** Aborted when the list is closed. */
  readonly signal: AbortSignal;
  /** Shows these rows; `busy` while more are on their way. */
  show(choices: readonly LiveChoice<T>[], busy?: boolean): void;
  /** Types in the user's place. */
  type(text: string): void;
  close(): void;
}

export interface LiveOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly text?: string;
  /** What is typed filters the rows; otherwise the rows follow from the text, and all of them are shown. */
  readonly filters: boolean;
  /** Given for the arrow that leads back. */
  readonly back?: T;
  /** Called when the list opens, and when the text changes. */
  readonly onText: (list: LiveList<T>) => void;
  /** A row or button was chosen. @returns true to close the list with that value */
  readonly onPick: (value: T, list: LiveList<T>) => boolean;
}

export interface InputOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** The problem as a sentence, or undefined when the text will do. */
  readonly validate?: (text: string) => string | undefined;
}

export interface FileOptions {
  readonly title: string;
  /** Of the button. */
  readonly action: string;
  /** What is proposed: a file to write, or a folder to choose from. */
  readonly start?: vscode.Uri;
  /** Label -> endings without the dot. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** How far work is: 0 to 100, never less than before, and what is being done where that is news. */
export type ProgressReport = (percent: number, message?: string) => void;

/** Every question that we put to the user, behind one door, so that a test can answer in the user's place. */
export interface Ui {
  info(message: string, ...actions: string[]): Promise<string | undefined>;
  warn(message: string, ...actions: string[]): Promise<string | undefined>;
  error(message: string, ...actions: string[]): Promise<string | undefined>;
  /** Modal: the answer, or undefined for Cancel. */
  confirm(message: string, detail: string, ...actions: string[]): Promise<string | undefined>;
  pick<T>(
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
    options: PickOptions<T>,
  ): Promise<T | undefined>;
  /** A list that changes while it is open: what comes late is shown when it comes. */
  live<T>(options: LiveOptions<T>): Promise<T | undefined>;
  input(options: InputOptions): Promise<string | undefined>;
  /** Where to write a file; asks itself before one is overwritten. */
  saveFile(options: FileOptions): Promise<vscode.Uri | undefined>;
  /** Files that exist. */
  openFiles(options: FileOptions): Promise<readonly vscode.Uri[] | undefined>;
  /** Runs work; what takes longer than a moment stands behind a cancellable notification. */
  progress<T>(title: string, work: (signal: AbortSignal, report: ProgressReport) => Promise<T>): Promise<T>;
}

/** VS Code's own dialogs. */
export const vscodeUi: Ui = {
  info: async (message, ...actions) => vscode.window.showInformationMessage(message, ...actions),
  warn: async (message, ...actions) => vscode.window.showWarningMessage(message, ...actions),
  error: async (message, ...actions) => vscode.window.showErrorMessage(message, ...actions),
  confirm: async (message, detail, ...actions) =>
    vscode.window.showWarningMessage(message, { modal: true, detail }, ...actions),
  pick: (choices, options) => pick(choices, options),
  live: async options => (await import('./values/index')).liveList(options),
  input: async options => {
    const { validate } = options;
    return vscode.window.showInputBox({
      title: options.title,
      prompt: options.prompt,
      ignoreFocusOut: true,
      password: options.password ?? false,
      ...(options.value === undefined ? {} : { value: options.value }),
      ...(options.placeholder === undefined ? {} : { placeHolder: options.placeholder }),
      ...(validate === undefined ? {} : { validateInput: text => validate(text) }),
    });
  },
  saveFile: async ({ title, action, start, filters }) =>
    vscode.window.showSaveDialog({
      title,
      saveLabel: action,
      filters: dialogFilters(filters),
      ...(start === undefined ? {} : { defaultUri: start }),
    }),
  openFiles: async ({ title, action, start, filters }) =>
    vscode.window.showOpenDialog({
      title,
      openLabel: action,
      canSelectMany: true,
      filters: dialogFilters(filters),
      ...(start === undefined ? {} : { defaultUri: start }),
    }),
  progress: async (title, work) => {
    const abort = new AbortController();
    let percent = 0;
    let show: ((increment: number, message: string | undefined) => void) | undefined;
    const running = work(abort.signal, (now, message) => {
      const increment = Math.max(0, now - percent);
      percent += increment;
      show?.(increment, message);
    });
    if (await endsSoon(running)) return running;
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        show = (increment, message) =>
          progress.report({ increment, ...(message === undefined ? {} : { message }) });
        if (percent > 0) show(percent, undefined);
        const listening = token.onCancellationRequested(() => abort.abort());
        try {
          return await running;
        } finally {
          listening.dispose();
        }
      },
    );
  },
};

/**
 * Work that is over at once shows no progress: what only flashes up tells nobody anything, and of several notifications
 * at once VS Code shows the first three.
 */
async function endsSoon(work: Promise<unknown>): Promise<boolean> {
  const over = work.then(
    () => true,
    () => true,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), 300);
  });
  const isOver = await Promise.race([over, late]);
  clearTimeout(timer);
  return isOver;
}

function dialogFilters(filters: FileOptions['filters']): Record<string, string[]> {
  return Object.fromEntries(Object.entries(filters).map(([label, endings]) => [label, [...endings]]));
}

async function pick<T>(
  choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  options: PickOptions<T>,
): Promise<T | undefined> {
  const { onActive } = options;
  const picked = await vscode.window.showQuickPick<Choice<T>>(choices, {
    title: options.title,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: options.stays ?? false,
    ...(options.placeholder === undefined ? {} : { placeHolder: options.placeholder }),
    ...(onActive === undefined
      ? {}
      : { onDidSelectItem: (item: string | Choice<T>) => typeof item !== 'string' && onActive(item.value) }),
  });
  return picked?.value;
}
