import * as vscode from 'vscode';
import { Disposables } from '../../events';
import type { BulkDoor } from '../door';
import type { RunNode } from './nodes';
import type { RunTree } from './tree';

/** The view of runs: thin, since what it shows is loaded only when there is something to show. */
export class RunsView implements vscode.TreeDataProvider<RunNode>, vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<RunNode | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  #tree: RunTree | undefined;

  constructor(private readonly door: BulkDoor) {
    const view = this.#held.add(
      vscode.window.createTreeView('chakra.runs', { treeDataProvider: this, showCollapseAll: true }),
    );
    const isSeen = () => view.visible && vscode.window.state.focused;
    const lookAgain = () => {
      this.#tree?.setVisible(isSeen());
      // Another window may have begun the first run.
      if (this.#tree === undefined && isSeen()) this.#changed.fire(undefined);
    };
    this.#held.add(view.onDidChangeVisibility(lookAgain));
    this.#held.add(vscode.window.onDidChangeWindowState(lookAgain));
    this.#held.add(
      door.onDidLoad(({ tree }) => {
        this.#tree = tree;
        this.#held.add(tree.onDidChange(node => this.#changed.fire(node)));
        this.#held.add(
          tree.onDidWant(node => {
            // A row that has just gone cannot be shown; the view is.
            view.reveal(node, { select: true, focus: true, expand: true }).then(undefined, () => undefined);
          }),
        );
        tree.setVisible(isSeen());
        this.#changed.fire(undefined);
      }),
    );
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (this.#tree === undefined && (await this.door.journals()).length === 0) return [];
    return (await this.door.load()).tree.children(node);
  }

  async getTreeItem(node: RunNode): Promise<vscode.TreeItem> {
    return (await this.door.load()).tree.item(node);
  }

  getParent(node: RunNode): RunNode | undefined {
    return this.#tree?.parent(node);
  }

  dispose(): void {
    this.#held.dispose();
  }
}
