import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import { isArray, isObject, type Json } from '../../core/json';
import type { Mapping } from '../../core/table/mapping';
import type { Target } from '../../core/table/model';
import { sameTarget, unknownTarget, type TargetInfo } from '../../core/table/targets';
import type { Goal, Said } from './setup';

const storeKey = 'chakra.tables';
const mostKept = 100;

/** What the user made of a table's columns; found again by procedure and header. */
export interface Remembered {
  readonly mapping: Mapping;
  readonly reading: Said;
}

/**
 * Remembers mappings in the global state: short ids of attributes, and a hash of the header, which may hold anything. The order of the columns
 * does not count; the targets are kept in the order of their names.
 */
export class TableMemory {
  constructor(private readonly global: vscode.Memento) {}

  find(goal: Goal, names: readonly string[], targets: readonly TargetInfo[]): Remembered | undefined {
    const stored = this.#all()[keyOf(goal, names)];
    if (!isObject(stored) || !isArray(stored['targets']) || stored['targets'].length !== names.length)
      return undefined;
    const mapping = names.map((): TargetInfo | undefined => undefined);
    const order = inOrder(names);
    for (const [at, target] of stored['targets'].entries()) mapping[order[at] ?? 0] = infoOf(target, targets);
    return { mapping, reading: saidOf(stored['reading']) };
  }

  async remember(goal: Goal, names: readonly string[], { mapping, reading }: Remembered): Promise<void> {
    const key = keyOf(goal, names);
    const others = Object.entries(this.#all()).filter(([held]) => held !== key);
    const own = { targets: inOrder(names).map(column => mapping[column]?.target ?? null), reading };
    // Last in, so that the oldest go first.
    await this.global.update(storeKey, Object.fromEntries([...others.slice(1 - mostKept), [key, own]]));
  }

  #all(): Readonly<Record<string, Json>> {
    const stored = this.global.get<unknown>(storeKey);
    return isObject(stored) ? stored : {};
  }
}

function keyOf({ connection, procedure }: Goal, names: readonly string[]): string {
  const sorted = inOrder(names).map(column => names[column]);
  const text = JSON.stringify([connection.id, procedure.key, sorted]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The columns in the order of their names; of the same name, as they stand. */
function inOrder(names: readonly string[]): readonly number[] {
  const name = (column: number) => names[column] ?? '';
  return names
    .map((_, column) => column)
    .sort((a, b) => (name(a) < name(b) ? -1 : Number(name(a) > name(b))));
}

/** What the config holds no longer may be sent all the same: the user once said so. */
function infoOf(stored: Json, targets: readonly TargetInfo[]): TargetInfo | undefined {
  const target = targetOf(stored);
  if (target === undefined) return undefined;
  const known = targets.find(info => sameTarget(info.target, target));
  if (known !== undefined || target.at === 'field' || target.at === 'key') return known;
  return unknownTarget(target.at, target.shortId);
}

function targetOf(stored: Json): Target | undefined {
  if (!isObject(stored)) return undefined;
  const { at, shortId } = stored;
  if (typeof shortId !== 'string') return undefined;
  if (at === 'key' || at === 'data' || at === 'record') return { at, shortId };
  const isField =
    shortId === 'status' || shortId === 'state' || shortId === 'assignedTo' || shortId === 'nextActionAt';
  return at === 'field' && isField ? { at, shortId } : undefined;
}

function saidOf(stored: Json | undefined): Said {
  if (!isObject(stored)) return {};
  const { dates, zone, decimal } = stored;
  return {
    ...(dates === 'day' || dates === 'month' || dates === 'text' ? { dates } : {}),
    ...(zone === 'utc' || zone === 'local' || zone === 'text' ? { zone } : {}),
    ...(decimal === ',' || decimal === '.' || decimal === 'text' ? { decimal } : {}),
  };
}
