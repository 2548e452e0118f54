import * as vscode from 'vscode';
import { Disposables } from '../../events';
import type { FamilyView, RunView } from '../types';
import { RunFacts } from './facts';
import {
  causeItem,
  damagedItem,
  familyItem,
  jobItem,
  moreItem,
  runItem,
  unknownItem,
  verdictItem,
} from './items';
import type { RunNode } from './nodes';
import { causeKey, familyChildren, nodeId, rootNode, runChildren, verdictChildren } from './nodes';
import type { Runs } from './runs';

/** What the view of runs shows. */
export class RunTree implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<RunNode | undefined>());
  /** Undefined: all of it. */
  readonly onDidChange = this.#changed.event;
  readonly #wanted = this.#held.add(new vscode.EventEmitter<RunNode>());
  /** A row that the user wants to see. */
  readonly onDidWant = this.#wanted.event;
  readonly #facts = new RunFacts();
  /** VS Code knows a row by its object. */
  readonly #nodes = new Map<string, RunNode>();

  constructor(private readonly runs: Runs) {
    this.#held.add(runs.onDidChange(run => this.#update(run)));
  }

  /** While it is visible, what other windows do is seen within seconds. */
  setVisible(visible: boolean): void {
    this.runs.watch(visible);
  }

  async children(node?: RunNode): Promise<RunNode[]> {
    const nodes = node === undefined ? await this.#root() : this.#below(node);
    return nodes.map(one => this.#keep(one));
  }

  parent(node: RunNode): RunNode | undefined {
    if (node.type !== 'run' || node.root) return undefined;
    const family = this.runs.familyOf(node.run);
    return family && this.#keep(rootNode(family));
  }

  /** The row of a run's family. */
  rootOf(runId: string): RunNode | undefined {
    const family = this.runs.familyOf(runId);
    return family && this.#keep(rootNode(family));
  }

  /** Shows the row of a run. */
  show(runId: string): void {
    const root = this.rootOf(runId);
    if (root === undefined) return;
    const own: RunNode = { type: 'run', run: runId, root: false };
    this.#wanted.fire(root.type === 'family' ? this.#keep(own) : root);
  }

  item(node: RunNode): vscode.TreeItem {
    const item = this.#item(node) ?? new vscode.TreeItem('');
    item.id = nodeId(node);
    return item;
  }

  dispose(): void {
    this.#held.dispose();
  }

  async #root(): Promise<RunNode[]> {
    const families = await this.runs.families();
    const damaged = [...this.runs.unreadable.keys()].map((run): RunNode => ({ type: 'damaged', run }));
    return [...families.map(rootNode), ...damaged];
  }

  #below(node: RunNode): RunNode[] {
    switch (node.type) {
      case 'family': {
        const family = this.#family(node.family);
        return family === undefined ? [] : familyChildren(family);
      }
      case 'run': {
        const run = this.runs.find(node.run);
        return run === undefined ? [] : runChildren(run);
      }
      case 'verdict': {
        const run = this.runs.find(node.run);
        return run === undefined ? [] : verdictChildren(run, node.verdict, this.#facts.causes(run));
      }
      default:
        return [];
    }
  }

  #item(node: RunNode): vscode.TreeItem | undefined {
    switch (node.type) {
      case 'family': {
        const family = this.#family(node.family);
        return family && familyItem(family, this.#facts.ofFamily(family));
      }
      case 'familyVerdict': {
        const family = this.#family(node.family);
        return family && verdictItem(node.verdict, family.tally[node.verdict], false);
      }
      case 'damaged':
        return damagedItem(this.runs.unreadable.get(node.run));
      case 'more':
        return moreItem(node.count, node.what);
      default: {
        const run = this.runs.find(node.run);
        return run && this.#itemOf(run, node);
      }
    }
  }

  #itemOf(
    run: RunView,
    node: Exclude<RunNode, { readonly type: 'family' | 'familyVerdict' | 'damaged' | 'more' }>,
  ): vscode.TreeItem | undefined {
    switch (node.type) {
      case 'run': {
        const { tally } = run.book;
        const family = node.root ? this.runs.familyOf(run.id) : undefined;
        const facts = family && this.#facts.ofFamily(family);
        return runItem(run, node.root, facts ?? { tally, unseen: false, rest: false });
      }
      case 'verdict':
        return verdictItem(node.verdict, run.book.tally[node.verdict], true);
      case 'cause': {
        const cause = this.#facts.causes(run).find(one => causeKey(one) === node.cause);
        return cause && causeItem(cause);
      }
      case 'job':
        return jobItem(run, node.chunk);
      case 'unknown':
        return unknownItem(run, node.chunk);
    }
  }

  #family(id: string): FamilyView | undefined {
    return this.runs.family(id);
  }

  #keep(node: RunNode): RunNode {
    const id = nodeId(node);
    const known = this.#nodes.get(id);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(node)) return known;
    this.#nodes.set(id, node);
    return node;
  }

  #update(run: RunView | undefined): void {
    const root = run && this.rootOf(run.id);
    if (root === undefined) {
      this.#nodes.clear();
      // What cannot be read is told by the view, which asks for the same.
      this.#noteAny().catch(() => undefined);
    }
    this.#changed.fire(root);
  }

  /** Without a connection the view is only there when it has something to show: package.json asks for the key. */
  async #noteAny(): Promise<void> {
    const any = (await this.runs.families()).length + this.runs.unreadable.size > 0;
    await vscode.commands.executeCommand('setContext', 'chakra.hasRuns', any);
  }
}
