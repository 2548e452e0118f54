import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { Finding } from '../../core/payload/finding';
import type { Schemas } from '../editor/schemas';
import { settings } from '../settings';
import type { Choice, Ui } from '../ui';
import { findingText } from '../words/findings';
import { plain } from '../words/plain';
import { findingsOf } from './findings';
import type { Target } from './target';

const sendAnyway = Symbol('send');

const notChecked: Finding = {
  code: 'notChecked',
  params: {},
  severity: 'warning',
  blocks: false,
  offset: 0,
  length: 0,
  path: [],
};

/** Checks a payload before it is sent, by itself: the editor's own Problems can be silenced by the user. */
export class Checker {
  constructor(
    private readonly ui: Ui,
    private readonly schemas: Schemas,
  ) {}

  /**
   * What is to be said before a send. The config is waited for, cancellably; where it stays away that is a finding, since
   * the payload then goes out unchecked.
   */
  async findings(document: vscode.TextDocument, binding: Binding): Promise<readonly Finding[]> {
    await this.#waitForConfig(binding);
    const isChecked = (await this.schemas.validator(binding)) !== undefined;
    const findings = await findingsOf(this.schemas, document, binding);
    return isChecked ? findings : [notChecked, ...findings];
  }

  async #waitForConfig(binding: Binding): Promise<void> {
    if (await this.schemas.isKnown(binding)) return;
    await this.ui.progress(vscode.l10n.t('Reading the config for {0}…', plain(binding.name)), async signal =>
      this.schemas.wait(binding, signal),
    );
  }

  /** The command *Check*: the same findings as before a send, and nothing is sent. */
  async check({ document, binding }: Target): Promise<void> {
    await this.#waitForConfig(binding);
    // Several processes are no fault of a payload: Bulk Create takes them.
    const findings = (await findingsOf(this.schemas, document, binding)).filter(
      ({ code }) => code !== 'isArray',
    );
    if (findings.length > 0) {
      await this.showFindings(document, findings, false);
      return;
    }
    const name = plain(this.schemas.nameOf(binding));
    const known = this.schemas.procedure(binding);
    if (known === undefined) {
      void this.ui.warn(
        vscode.l10n.t(
          'The JSON is well-formed. It was not checked against {0}: the config of the connection is not there, or no longer has this procedure. Refresh the procedures.',
          name,
        ),
      );
    } else if (known.attributesFrom === 'none') {
      void this.ui.warn(
        vscode.l10n.t(
          'Nothing to mend, but the attributes were not checked: the config does not say which attributes {0} has.',
          name,
        ),
      );
    } else {
      void this.ui.info(vscode.l10n.t('Nothing to mend: the payload fits {0}.', name));
    }
  }

  /**
   * Lists findings; moving through the list moves through the document.
   * @returns true when the user chose to send all the same, which is offered only where nothing blocks
   */
  async showFindings(
    document: vscode.TextDocument,
    findings: readonly Finding[],
    maySend: boolean,
  ): Promise<boolean> {
    const blocked = findings.some(({ blocks }) => blocks) || (settings.strictChecks() && findings.length > 0);
    const choices: Choice<Finding | typeof sendAnyway>[] = findings.map(finding => {
      const [what, remedy] = sentences(plain(findingText(finding)));
      return {
        label: `${finding.severity === 'error' ? '$(error)' : '$(warning)'} ${what}`,
        description: vscode.l10n.t('line {0}', document.positionAt(finding.offset).line + 1),
        // A row is cut off at its end: the remedy has one of its own.
        ...(remedy === undefined ? {} : { detail: remedy }),
        value: finding,
      };
    });
    if (maySend && !blocked) {
      choices.push({ label: `$(cloud-upload) ${vscode.l10n.t('Send Anyway')}`, value: sendAnyway });
    }
    const picked = await this.ui.pick(choices, {
      title: blocked
        ? vscode.l10n.t('{0} to mend before this can be sent', findings.length)
        : vscode.l10n.t('{0} to look at before sending', findings.length),
      placeholder: vscode.l10n.t('Pick one to go there'),
      onActive: value => {
        if (value !== sendAnyway) reveal(document, value);
      },
    });
    if (picked === sendAnyway) return true;
    if (picked !== undefined) await jump(document, picked);
    return false;
  }
}

/** The first sentence, and the rest where there is one. */
function sentences(text: string): [string, string?] {
  const [, first, rest] = /^(.+?[.!?])\s+(\S.*)$/s.exec(text) ?? [];
  return first === undefined || rest === undefined ? [text] : [first, rest];
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Finding): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

function reveal(document: vscode.TextDocument, finding: Finding): void {
  const editor = vscode.window.visibleTextEditors.find(candidate => candidate.document === document);
  if (editor === undefined) return;
  const range = rangeOf(document, finding);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function jump(document: vscode.TextDocument, finding: Finding): Promise<void> {
  await vscode.window.showTextDocument(document, { selection: rangeOf(document, finding) });
}
