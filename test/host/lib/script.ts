import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type {
  Choice,
  FileOptions,
  InputOptions,
  LiveChoice,
  LiveList,
  LiveOptions,
  PickOptions,
  Ui,
} from '../../../src/vscode/ui';

/**
 * `file`: a dialog for a file to write or files to open; its answer is a path, or several with a line each. `live`: a list that changes while
 * it is open; each answer is one step in it: a text to type when it begins with `⌨`, else the row to choose as soon as it is there, of which
 * `⏵` and a number press a button.
 */
export type Kind = 'info' | 'warn' | 'error' | 'confirm' | 'pick' | 'live' | 'input' | 'file';

/** Something that the extension said or asked. */
export interface Said {
  readonly kind: Kind;
  readonly text: string;
  readonly detail: string;
  readonly options: readonly string[];
}

type Answer = string | ((options: readonly string[]) => string | undefined) | undefined;

interface Expectation {
  readonly kind: Kind;
  readonly text: RegExp;
  readonly answer: Answer;
}

/**
 * Stands in for the user: answers each question as the test has planned, in the order of the plan, and remembers all that
 * was said. A modal, a list or an input that nobody planned fails the test; a notification may pass.
 */
export class Script implements Ui {
  readonly said: Said[] = [];
  readonly unplanned: string[] = [];
  /** Why inputs did not take a text. */
  readonly refused: string[] = [];
  readonly #plan: Expectation[] = [];
  readonly #allowed: Expectation[] = [];
  readonly #waiting: { wanted: RegExp; found: (said: Said) => void }[] = [];
  /** Aborts the next progress at once when set. */
  onProgress: ((abort: AbortController, title: string) => void) | undefined;

  /** Plans an answer: the label of a button or choice, the text to type, or undefined for Escape. */
  plan(kind: Kind, text: RegExp, answer: Answer): this {
    this.#plan.push({ kind, text, answer });
    return this;
  }

  /** Plans an answer that may never be asked for. */
  allow(kind: Kind, text: RegExp, answer: Answer): this {
    this.#allowed.push({ kind, text, answer });
    return this;
  }

  /** Waits until something is said that fits. */
  async heard(wanted: RegExp): Promise<Said> {
    const earlier = this.said.find(({ text }) => wanted.test(text));
    if (earlier !== undefined) return earlier;
    return new Promise(found => this.#waiting.push({ wanted, found }));
  }

  /** Fails when something was asked that was not planned, or planned and not asked. */
  done(): void {
    assert.deepEqual(this.unplanned, []);
    assert.deepEqual(
      this.#plan.map(({ kind, text }) => `${kind} ${String(text)}`),
      [],
      'planned, but never asked',
    );
  }

  info = async (message: string, ...actions: string[]) => this.#answer('info', message, '', actions);
  warn = async (message: string, ...actions: string[]) => this.#answer('warn', message, '', actions);
  error = async (message: string, ...actions: string[]) => this.#answer('error', message, '', actions);
  confirm = async (message: string, detail: string, ...actions: string[]) =>
    this.#answer('confirm', message, detail, actions);

  pick = async <T>(
    choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
    options: PickOptions<T>,
  ): Promise<T | undefined> => {
    const all = await choices;
    const labels = all.map(({ label }) => label);
    const answer = await this.#answer('pick', options.title, options.placeholder ?? '', labels);
    return all.find(({ label }) => label === answer)?.value;
  };

  live = async <T>(options: LiveOptions<T>): Promise<T | undefined> =>
    new Promise<T | undefined>((resolve, reject) => {
      const abort = new AbortController();
      let shown: readonly LiveChoice<T>[] = [];
      let wanted: string | undefined;
      const close = (value?: T) => {
        abort.abort();
        resolve(value);
      };
      const choose = () => {
        const [label = '', button] = wanted?.split('⏵') ?? [];
        const row = wanted === undefined ? undefined : shown.find(one => one.label.includes(label));
        if (row === undefined || abort.signal.aborted) return;
        wanted = undefined;
        const value = button === undefined ? row.value : row.buttons![Number(button)]!.value;
        if (options.onPick(value, list)) close(value);
        else step();
      };
      const list: LiveList<T> & { text: string } = {
        text: options.text ?? '',
        signal: abort.signal,
        show: choices => {
          shown = choices;
          choose();
        },
        type: text => {
          list.text = text;
          options.onText(list);
        },
        close: () => close(),
      };
      // A step at a time, each behind what the last one has set off.
      const step = () =>
        void this.#answer('live', options.title, options.placeholder, []).then(answer => {
          if (abort.signal.aborted) return;
          if (answer === undefined) {
            close();
            return;
          }
          if (answer === '⌫' && options.back !== undefined) {
            close(options.back);
            return;
          }
          if (!answer.startsWith('⌨')) {
            wanted = answer;
            choose();
            return;
          }
          list.type(answer.slice(1));
          step();
        }, reject);
      options.onText(list);
      step();
    });

  input = async (options: InputOptions): Promise<string | undefined> => {
    const typed = await this.#answer('input', options.title, options.prompt, []);
    const problem = typed === undefined ? undefined : options.validate?.(typed);
    if (problem === undefined) return typed;
    // The box does not take the text: the user reads why and gives up.
    this.refused.push(problem);
    return undefined;
  };

  saveFile = async ({ title, start }: FileOptions): Promise<vscode.Uri | undefined> => {
    const answer = await this.#answer('file', title, start?.fsPath ?? '', []);
    return answer === undefined ? undefined : vscode.Uri.file(answer);
  };

  openFiles = async ({ title, start }: FileOptions): Promise<readonly vscode.Uri[] | undefined> => {
    const answer = await this.#answer('file', title, start?.fsPath ?? '', []);
    return answer?.split('\n').map(file => vscode.Uri.file(file));
  };

  progress: Ui['progress'] = async (title, work) => {
    const abort = new AbortController();
    this.onProgress?.(abort, title);
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () =>
      work(abort.signal, () => undefined),
    );
  };

  async #answer(
    kind: Kind,
    text: string,
    detail: string,
    options: readonly string[],
  ): Promise<string | undefined> {
    const said = { kind, text, detail, options };
    this.said.push(said);
    for (const one of this.#waiting.filter(({ wanted }) => wanted.test(text))) {
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      one.found(said);
    }
    const fits = (one: Expectation) => one.kind === kind && one.text.test(text);
    const at = this.#plan.findIndex(fits);
    const planned = at < 0 ? this.#allowed.find(fits) : this.#plan.splice(at, 1)[0];
    if (planned === undefined) {
      if (kind === 'confirm' || kind === 'pick' || kind === 'live' || kind === 'input' || kind === 'file')
        this.unplanned.push(`${kind}: ${text} ${detail}`);
      return Promise.resolve(undefined);
    }
    const answer = typeof planned.answer === 'function' ? planned.answer(options) : planned.answer;
    if (answer !== undefined && options.length > 0) {
      const chosen = options.find(option => option.includes(answer));
      assert.ok(chosen !== undefined, `${kind} "${text}" offers ${options.join(' | ')}, not ${answer}`);
      return chosen;
    }
    return answer;
  }
}
