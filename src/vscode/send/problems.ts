import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { ServiceMessage } from '../../core/api/result';
import type { Procedure } from '../../core/catalog/model';
import type { Bindings } from '../editor/bindings';
import { Disposables } from '../events';
import { PayloadProblems, placeMessages, type SaidProblem } from './payloadProblems';
import { placeOfSaid } from './responses';
import type { Target } from './target';

/** What the service said of a payload. */
export interface Said {
  readonly messages: readonly ServiceMessage[];
  /** Only what it says of an attribute or a path is about the payload. */
  readonly isOfFields: boolean;
  readonly severity: vscode.DiagnosticSeverity;
  readonly procedure: Procedure | undefined;
  /** The document of the answer, where all messages stand in this order. */
  readonly answer: vscode.Uri | undefined;
}

interface Shown {
  readonly uri: vscode.Uri;
  readonly binding: Binding;
  readonly problems: PayloadProblems;
  readonly said: Said;
}

/**
 * What the service said of payloads, as Problems. Those that name an attribute or a path stand in the answer, too, while it is on the screen; there only
 * as a pointer, so that nothing is counted as two errors.
 */
export class ServiceProblems implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #collection = this.#held.add(vscode.languages.createDiagnosticCollection('chakra'));
  readonly #shown = new Map<string, Shown>();
  /** Answers that point to their payload now. */
  readonly #pointing = new Set<string>();

  constructor(private readonly bindings: Pick<Bindings, 'get' | 'onDidChange'>) {
    this.#held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri)));
    this.#held.add(
      vscode.workspace.onDidChangeTextDocument(change => {
        const shown = this.#shown.get(change.document.uri.toString());
        if (shown?.problems.edit(change) === true) this.#publish(shown);
      }),
    );
    this.#held.add(
      vscode.window.tabGroups.onDidChangeTabs(() => {
        for (const shown of this.#shown.values()) {
          const { answer } = shown.said;
          if (answer !== undefined && isOnScreen(answer) !== this.#pointing.has(answer.toString()))
            this.#publishAnswer(shown);
        }
      }),
    );
    this.#held.add(bindings.onDidChange(() => this.#leaveOthers()));
  }

  show({ document, binding }: Pick<Target, 'document' | 'binding'>, said: Said): void {
    const { uri } = document;
    this.clear(uri);
    const problem = (range: vscode.Range, text: string, at: number) => {
      const made = new vscode.Diagnostic(range, text, said.severity);
      made.source = vscode.l10n.t('ChakraHQ');
      if (said.answer !== undefined)
        made.relatedInformation = [
          related(said.answer, placeOf(said, at), vscode.l10n.t('The answer of the service')),
        ];
      return made;
    };
    const all = placeMessages(document, said.messages, said.procedure, problem).filter(
      one => !said.isOfFields || said.messages[one.said]?.field !== undefined,
    );
    if (all.length === 0) return;
    const problems = new PayloadProblems(all, document, said.procedure);
    const shown = { uri, binding, problems, said };
    this.#shown.set(uri.toString(), shown);
    this.#publish(shown);
  }

  /** Takes an older answer's Problems away: they say nothing of the next send. */
  clear(uri: vscode.Uri): void {
    const shown = this.#shown.get(uri.toString());
    if (shown === undefined) return;
    this.#shown.delete(uri.toString());
    this.#collection.delete(uri);
    const { answer } = shown.said;
    if (answer === undefined) return;
    this.#pointing.delete(answer.toString());
    this.#collection.delete(answer);
  }

  dispose(): void {
    this.#held.dispose();
  }

  #publish(shown: Shown): void {
    this.#collection.set(
      shown.uri,
      shown.problems.now.map(({ problem }) => problem),
    );
    this.#publishAnswer(shown);
  }

  #publishAnswer({ uri, problems, said }: Shown): void {
    const { answer } = said;
    if (answer === undefined) return;
    if (!isOnScreen(answer)) {
      this.#pointing.delete(answer.toString());
      this.#collection.delete(answer);
      return;
    }
    this.#pointing.add(answer.toString());
    this.#collection.set(
      answer,
      problems.now.filter(({ isNamed }) => isNamed).map(one => pointer(uri, one, placeOf(said, one.said))),
    );
  }

  /** A payload of another procedure now is not what the service spoke of. */
  #leaveOthers(): void {
    for (const { uri, binding } of [...this.#shown.values()]) {
      const now = this.bindings.get(uri);
      if (now?.connectionId !== binding.connectionId || now.shortId !== binding.shortId) this.clear(uri);
    }
  }
}

/** Of a message in the document of the answer, to what it is about. */
function pointer(payload: vscode.Uri, { problem: { message, range } }: SaidProblem, at: vscode.Range) {
  const made = new vscode.Diagnostic(at, message, vscode.DiagnosticSeverity.Information);
  made.source = vscode.l10n.t('ChakraHQ');
  made.relatedInformation = [related(payload, range, vscode.l10n.t('In the payload'))];
  return made;
}

function placeOf({ messages }: Said, at: number): vscode.Range {
  const { line, from, to } = placeOfSaid(messages, at);
  return new vscode.Range(line, from, line, to);
}

function related(uri: vscode.Uri, range: vscode.Range, text: string): vscode.DiagnosticRelatedInformation {
  return new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), text);
}

/** In a tab: VS Code keeps a document for a while when its tab is gone. */
function isOnScreen(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
  );
}
