import path from 'node:path';
import * as vscode from 'vscode';
import { snippets } from '../../core/snippets/languages';
import type { Snippet } from '../../core/snippets/request';
import { tokenVariable } from '../../core/snippets/request';
import { isLarge } from '../editor/large';
import type { Schemas } from '../editor/schemas';
import { holdsLines } from '../lines';
import { requestOf } from '../send/targetRequest';
import type { Target } from '../send/target';
import type { Ui } from '../ui';
import { findingText } from '../words/findings';
import { plain } from '../words/plain';

const usedKey = 'chakra.copyAs';

/** Copies the request that a send of a payload would make, as a program in a language that the user picks. */
export class CopyAs {
  constructor(
    private readonly ui: Ui,
    private readonly global: vscode.Memento,
    private readonly schemas: Schemas,
  ) {}

  async copy(target: Target): Promise<void> {
    const { document, connection } = target;
    const name = plain(path.posix.basename(document.uri.path));
    if (holdsLines(document)) {
      void this.ui.info(
        vscode.l10n.t(
          '{0} holds JSON lines, which no single request takes as they are. Chakra: Bulk Create sends them.',
          name,
        ),
      );
      return;
    }
    if (isLarge(document)) {
      void this.ui.info(
        vscode.l10n.t(
          '{0} is too large for a program that holds it as a text. Chakra: Bulk Create sends large files.',
          name,
        ),
      );
      return;
    }
    const snippet = await this.#pick();
    if (snippet === undefined) return;
    await this.global.update(usedKey, snippet.id);
    await vscode.env.clipboard.writeText(snippet.write(requestOf(this.schemas, target)));
    const { checkPayload } = await import('../../core/payload/index');
    const [finding] = checkPayload(document.getText(), {}).filter(
      ({ code, blocks }) => blocks && code !== 'isArray',
    );
    if (finding !== undefined) {
      void this.ui.warn(
        vscode.l10n.t(
          'Copied as {0}, but the payload cannot be sent like this. Line {1}: {2}',
          snippet.name,
          document.positionAt(finding.offset).line + 1,
          plain(findingText(finding)),
        ),
      );
      return;
    }
    if (connection.kind === 'sandbox') {
      void this.ui.info(
        vscode.l10n.t(
          'Copied as {0}. The sandbox answers only this window: put in the base URL of a real connection before you run it.',
          snippet.name,
        ),
      );
      return;
    }
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Copied as {0}; it reads the token from {1}', snippet.name, tokenVariable),
      5_000,
    );
  }

  /** The one used last stands on top: most people need one. */
  async #pick(): Promise<Snippet | undefined> {
    const used = this.global.get<unknown>(usedKey);
    const last = snippets.filter(({ id }) => id === used);
    return this.ui.pick(
      [...last, ...snippets.filter(({ id }) => id !== used)].map(snippet => ({
        label: snippet.name,
        description: snippet.by,
        value: snippet,
      })),
      {
        title: vscode.l10n.t('Copy the request as…'),
        placeholder: vscode.l10n.t('The token is read from {0} when it runs', tokenVariable),
      },
    );
  }
}
