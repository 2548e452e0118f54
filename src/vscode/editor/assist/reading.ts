import type { Node } from 'jsonc-parser';
import type * as vscode from 'vscode';
import type { Procedure } from '../../../core/catalog/model';
import { untidyOf, type Untidy } from '../../../core/payload/edits';
import { findFixes, type Fixes } from '../../../core/payload/fixes';
import { readTree, type ReadTree } from '../../../core/payload/readTree';
import { runInSlices } from '../../../core/slices';
import { holdsLines } from '../../lines';
import type { Known } from '../schemas';

interface Read {
  readonly version: number;
  readonly text: string;
  readonly inLines: boolean;
  readonly stop: AbortController;
  /** Read when it is asked for: one that nobody awaits would reject unheard. */
  tree?: Promise<ReadTree>;
  fixes?: { readonly of: Procedure; readonly catalog: unknown; readonly found: Promise<Fixes> };
}

/**
 * What is read of the payload that the user is at, once for each version of it and in slices: VS Code asks at every move of
 * the cursor and of the mouse. What a change has made useless is stopped.
 */
export class PayloadReading {
  readonly #read = new WeakMap<vscode.TextDocument, Read>();

  /** Rejects when the document changes meanwhile: the answer is no longer wanted. */
  async tree(
    document: vscode.TextDocument,
  ): Promise<{ readonly text: string; readonly root?: Node | undefined }> {
    const read = this.#of(document);
    const { root } = await treeOf(read);
    return { text: read.text, root };
  }

  /** All quick fixes of the document. Rejects like {@link tree}. */
  async fixes(document: vscode.TextDocument, { procedure, catalog }: Known): Promise<Fixes> {
    const read = this.#of(document);
    if (read.fixes?.of !== procedure || read.fixes.catalog !== catalog)
      read.fixes = { of: procedure, catalog, found: this.#find(read, { procedure, catalog }) };
    return read.fixes.found;
  }

  /** Comments and trailing commas. Rejects like {@link tree}. */
  async untidy(document: vscode.TextDocument): Promise<Untidy> {
    const read = this.#of(document);
    const { scan } = await treeOf(read);
    return untidyOf(read.text, scan);
  }

  /** What the document says now has been read, or is being read. */
  has(document: vscode.TextDocument): boolean {
    const last = this.#read.get(document);
    return last?.tree !== undefined && isOf(last, document);
  }

  async #find(read: Read, { procedure, catalog }: Known): Promise<Fixes> {
    const { root } = await treeOf(read);
    if (root === undefined) return { single: [], all: new Map() };
    const work = findFixes(read.text, root, procedure, { catalog, procedure });
    return runInSlices(work, { signal: read.stop.signal });
  }

  #of(document: vscode.TextDocument): Read {
    const last = this.#read.get(document);
    const { version } = document;
    if (last !== undefined && isOf(last, document)) return last;
    last?.stop.abort();
    const read: Read = {
      ...{ version, text: document.getText(), inLines: holdsLines(document) },
      stop: new AbortController(),
    };
    this.#read.set(document, read);
    return read;
  }
}

/** Another language mode leaves the version as it is, and may make JSON lines of a document. */
function isOf({ version, inLines }: Read, document: vscode.TextDocument): boolean {
  return version === document.version && inLines === holdsLines(document);
}

function treeOf(read: Read): Promise<ReadTree> {
  return (read.tree ??= runInSlices(readTree(read.text, read.inLines), { signal: read.stop.signal }));
}
