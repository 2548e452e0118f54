import * as vscode from 'vscode';
import { Disposables } from '../../events';
import { plain } from '../../words/plain';
import { fileName, goingOf, stateText, statusText } from '../../words/runWords';
import { stateOf } from './facts';
import type { Runs } from './runs';

/** How far the runs of this window are; hidden while none is open. */
export class RunStatus implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #item = this.#held.add(
    vscode.window.createStatusBarItem('chakra.runs', vscode.StatusBarAlignment.Left, 9),
  );

  constructor(private readonly runs: Runs) {
    this.#item.name = vscode.l10n.t('Chakra runs');
    this.#held.add(runs.onDidChange(() => this.#update()));
    this.#update();
  }

  dispose(): void {
    this.#held.dispose();
  }

  #update(): void {
    const open = this.runs.driven();
    const states = open.map(stateOf);
    const text = statusText(states);
    if (text === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = text;
    // The one that its words are about, as far as there is one.
    const run = goingOf(open);
    this.#item.command = run && { command: 'chakra.showRun', title: '', arguments: [{ run: run.id }] };
    const tooltip = open
      .map(run => `${plain(fileName(run.book.run))}: ${stateText(stateOf(run))}`)
      .join('\n');
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: vscode.l10n.t('Chakra runs: {0}', tooltip) };
    this.#item.show();
  }
}
