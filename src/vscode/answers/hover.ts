import type * as vscode from 'vscode';
import { findBound } from '../../core/catalog/find';
import type { CatalogService } from '../catalog/service';
import type { ReadOnlyDocuments } from '../documents';
import type { PayloadReading } from '../editor/assist/index';
import { isLarge } from '../editor/large';

/** Says what the ids and times of an answer are, from the config of the connection that gave it. */
export class AnswerHover implements vscode.HoverProvider {
  #reading: PayloadReading | undefined;

  constructor(
    private readonly documents: ReadOnlyDocuments,
    private readonly catalogs: CatalogService,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const about = this.documents.answer(document.uri);
    const catalog = about && this.catalogs.peek(about.connection).catalog;
    const procedure = catalog && findBound(catalog, about);
    if (catalog === undefined || procedure === undefined || isLarge(document)) return undefined;
    const { answerHoverAt, PayloadReading } = await import('../editor/assist/index');
    this.#reading ??= new PayloadReading();
    return answerHoverAt(this.#reading, document, position, { procedure, catalog });
  }
}
