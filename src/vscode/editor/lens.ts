import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import { holdsEntries } from '../bulk/arrays';
import type { Connections } from '../connections/store';
import { Disposables } from '../events';
import type { SendLedger, SendRecord } from '../send/ledger';
import { placeOf } from '../send/ledger';
import type { Sending } from '../send/sending';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { timeText } from '../words/times';
import type { Bindings } from './bindings';
import { isLarge, isLargeToCheck } from './large';
import type { SchemaReach } from './reach';
import type { Schemas } from './schemas';

/** The code lens on line 1 of a payload: what will happen and where, and what became of the last send. */
export class PayloadLens implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(
    private readonly connections: Connections,
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly sending: Sending,
    private readonly ledger: SendLedger,
    private readonly reach: SchemaReach,
  ) {
    const fire = () => this.#changed.fire();
    this.#held.add(connections.onDidChange(fire));
    this.#held.add(bindings.onDidChange(fire));
    this.#held.add(schemas.onDidChange(fire));
    this.#held.add(sending.onDidChange(fire));
    this.#held.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (!focused) return;
        // Another window may have sent the same document.
        ledger.lookAgain();
        fire();
      }),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { uri } = document;
    const binding = this.bindings.get(uri);
    if (binding === undefined) return [];
    const connection = this.connections.find(binding.connectionId);
    const procedure = this.schemas.procedure(binding);
    const name = plain(this.schemas.nameOf(binding));
    const change = lens(vscode.l10n.t('Change procedure'), 'chakra.changeProcedure', uri);
    if (connection === undefined) {
      return [
        lens(
          `$(warning) ${vscode.l10n.t('The connection of this payload was removed')}`,
          'chakra.changeProcedure',
          uri,
        ),
        change,
      ];
    }
    const away = this.connections.active()?.id !== connection.id;
    const size = sizeLens(document, this.reach);
    if (holdsEntries(document)) {
      const [bulk, check] = bulkLenses(name, connection, away, uri);
      return [bulk, change, check, ...size];
    }
    const where = away
      ? vscode.l10n.t('Create in {0} ({1}: not the active connection)', name, connectionText(connection))
      : vscode.l10n.t('Create in {0} ({1})', name, connectionText(connection));
    // A ledger that cannot be read is told by the send, which then sends nothing; the lens must not go.
    const record = await this.ledger
      .known(uri.toString(), placeOf(binding, procedure))
      .catch(() => undefined);
    const refusedAt = this.sending.refusedAt(uri, binding);
    return [
      this.sending.isOut(uri)
        ? lens(
            `$(sync~spin) ${vscode.l10n.t('Creating in {0} ({1})…', name, connectionText(connection))}`,
            '',
            uri,
          )
        : lens(`$(cloud-upload) ${where}`, 'chakra.sendPayload', uri),
      change,
      lens(vscode.l10n.t('Check'), 'chakra.checkPayload', uri),
      lens(vscode.l10n.t('Show request'), 'chakra.showRequest', uri),
      ...(refusedAt === undefined || this.sending.isOut(uri)
        ? []
        : [lens(`$(error) ${vscode.l10n.t('Not created {0}', timeText(refusedAt))}`, '', uri)]),
      ...(record === undefined || this.sending.isOut(uri) ? [] : [lastSend(record, uri)]),
      ...size,
    ];
  }

  dispose(): void {
    this.#held.dispose();
  }
}

/** What a payload is too large for: nobody shall wait for hints that never come. */
function sizeLens(document: vscode.TextDocument, reach: SchemaReach): readonly vscode.CodeLens[] {
  const { uri } = document;
  if (isLarge(document)) {
    const title = vscode.l10n.t('Large: no quick fixes');
    const why = vscode.l10n.t(
      'Quick fixes are for payloads of up to 4 million characters. Completion and hovers go on, and Check reads all of it.',
    );
    return [lens(`$(info) ${title}`, 'chakra.checkPayload', uri, why)];
  }
  if (!reach.isBeyond(document) || holdsEntries(document) || !isLargeToCheck(document)) return [];
  const title = vscode.l10n.t('Large: checked when you ask for it');
  const why = vscode.l10n.t(
    'In this version of VS Code, payloads of more than 200,000 characters are neither completed nor checked while you type. Check reads all of it; from VS Code 1.131 on both are done.',
  );
  return [lens(`$(info) ${title}`, 'chakra.checkPayload', uri, why)];
}

/** Of an array, or JSON lines: what Create does not take. */
function bulkLenses(
  name: string,
  connection: Connection,
  away: boolean,
  uri: vscode.Uri,
): readonly [bulk: vscode.CodeLens, check: vscode.CodeLens] {
  const where = away
    ? vscode.l10n.t('Bulk create in {0} ({1}: not the active connection)', name, connectionText(connection))
    : vscode.l10n.t('Bulk create in {0} ({1})', name, connectionText(connection));
  return [
    lens(`$(cloud-upload) ${where}`, 'chakra.bulkCreate', uri),
    lens(vscode.l10n.t('Check'), 'chakra.checkPayload', uri),
  ];
}

function lastSend(record: SendRecord, uri: vscode.Uri): vscode.CodeLens {
  const when = timeText(record.at);
  if (record.state !== 'created') {
    return lens(
      `$(question) ${vscode.l10n.t('Sent {0}, outcome unknown: look', when)}`,
      'chakra.lookForProcess',
      uri,
    );
  }
  return record.id === undefined
    ? lens(`$(pass) ${vscode.l10n.t('Created {0}', when)}`, '', uri)
    : lens(
        `$(pass) ${vscode.l10n.t('Created {0}: copy id', when)}`,
        'chakra.copyProcessId',
        uri,
        plain(record.id),
      );
}

function lens(title: string, command: string, uri: vscode.Uri, tooltip?: string): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
    // VS Code paints a blank behind an icon with no width: only one that does not break is seen.
    title: title.replace(/^(\$\([\w~-]+\)) /, '$1\u00a0'),
    command,
    arguments: [uri],
    ...(tooltip === undefined ? {} : { tooltip }),
  });
}
