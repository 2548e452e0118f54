import type { JsonObject } from '../json';
import { asText } from '../json';

/** When a send began, and how the service's clock stands to ours. */
export interface Since {
  /** Begin of the send, epoch ms by this machine's clock. */
  readonly at: number;
  /** This machine's clock when the answer of List came. */
  readonly localTime: number;
  /** The `Date` of that answer. Without it the clocks are taken to agree. */
  readonly serverTime?: number;
}

/** `Date` headers have whole seconds, and clocks are read a moment apart. */
const toleranceMs = 2_000;

/** True when a process says that it was created after the send began, by the service's own clock. */
export function createdSince(process: JsonObject, since: Since): boolean {
  const createdAt = time(process['createdAt']);
  if (createdAt === undefined) return false;
  const ahead = since.serverTime === undefined ? 0 : since.serverTime - since.localTime;
  return createdAt >= since.at + ahead - toleranceMs;
}

/** The id of a process, as a text. */
export function processId(process: JsonObject): string | undefined {
  const { id } = process;
  return typeof id === 'number' ? String(id) : asText(id);
}

/** Epoch ms in objects (page api-11531337), ISO text in filters (docs:api/process/list): both are read. */
function time(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const parsed = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}
