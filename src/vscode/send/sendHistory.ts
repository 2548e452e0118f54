import path from 'node:path';
import * as vscode from 'vscode';
import { processPath } from '../../core/api/path';
import type { CreatedProcess } from '../../core/api/process';
import type { ApiResult } from '../../core/api/result';
import type { HistoryEnd } from '../../core/history/entry';
import type { HistoryDoor } from '../history/door';
import type { History } from '../history/index';
import type { Log } from '../log';
import type { SendFacts } from './ledger';
import type { Told } from './report';
import type { Target } from './target';

/** A send that the history keeps, if it does. Nothing here throws: a history that cannot be written is no reason not to send. */
export interface KeptSend {
  end(result: ApiResult<CreatedProcess>, told: Told): Promise<void>;
  /** The request threw, before or after it had left. */
  broke(isOut: boolean, reason: string): Promise<void>;
}

/** Where a send and the history of sends meet. */
export class SendHistory {
  constructor(
    private readonly door: HistoryDoor,
    private readonly log: Log,
  ) {}

  /** @param name the procedure's */
  async begin(target: Target, name: string, facts: SendFacts, body: Uint8Array): Promise<KeptSend> {
    const history = await this.door.load().catch((error: unknown) => {
      this.log.error('History', error);
      return undefined;
    });
    const id = await history?.begin(
      factsOf(target, name, facts),
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(body),
    );
    return new Kept(history, id, facts.at);
  }
}

class Kept implements KeptSend {
  constructor(
    private readonly history: History | undefined,
    private readonly id: string | undefined,
    private readonly at: number,
  ) {}

  async end(result: ApiResult<CreatedProcess>, told: Told): Promise<void> {
    const { text, status, durationMs = this.#elapsed() } = told;
    const processId = result.ok ? result.value.id : undefined;
    const end: HistoryEnd = {
      kind: result.ok ? 'created' : result.failure.effect === 'unknown' ? 'unknown' : 'notCreated',
      text,
      durationMs,
      ...(status === undefined ? {} : { status }),
      ...(processId === undefined ? {} : { processId }),
    };
    await this.history?.end(this.id, end, told.body);
  }

  async broke(isOut: boolean, reason: string): Promise<void> {
    const end: HistoryEnd = isOut
      ? {
          kind: 'unknown',
          text: vscode.l10n.t('Unknown: the send broke off ({0}).', reason),
          durationMs: this.#elapsed(),
        }
      : {
          kind: 'notCreated',
          text: vscode.l10n.t('Nothing was sent ({0}).', reason),
          durationMs: this.#elapsed(),
        };
    await this.history?.end(this.id, end, undefined);
  }

  #elapsed(): number {
    return Math.max(0, Date.now() - this.at);
  }
}

function factsOf({ document, binding, connection }: Target, name: string, facts: SendFacts) {
  const shortId = facts.shortId ?? binding.shortId;
  return {
    at: facts.at,
    connection: { id: connection.id, name: connection.name, kind: connection.kind },
    procedure: { key: binding.procedureKey, shortId, name },
    document: { name: path.posix.basename(document.uri.path), uri: document.uri.toString() },
    ...(facts.key === undefined ? {} : { key: String(facts.key.value) }),
    request: `POST ${connection.baseUrl}${processPath(shortId)}`,
  };
}
