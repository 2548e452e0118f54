import { parseTree, type Node } from 'jsonc-parser';
import type { Catalog, Procedure } from '../catalog/model';
import { indented } from '../payload/indent';
import { fieldsOf, valueOf } from '../payload/tree';
import { findUser } from '../values/describe';
import { isSame, type Side } from './same';

/** What was sent, and what the service has of it, as texts that can be compared line by line. */
export interface Compared {
  readonly sent: string;
  readonly held: string;
}

/**
 * Puts a process beside the payload that made it: the same fields in the same order, ids turned back into what a request takes, values as they are written on each
 * side (so that big numbers survive). What the service has added in `data` follows. Undefined where one of them is no object.
 * @param answer the body of Fetch Process By Id
 */
export function compared(
  payload: string,
  answer: string,
  procedure: Procedure,
  catalog: Pick<Catalog, 'users'>,
): Compared | undefined {
  const sent = sideOf(payload, parseTree(payload));
  const root = parseTree(answer);
  const held = sideOf(answer, root && processIn(root));
  if (sent === undefined || held === undefined) return undefined;
  const left: [string, string][] = [];
  const right: [string, string][] = [];
  for (const [key, value] of fieldsOf(sent.root)) {
    if (key === '$schema') continue;
    const raw = slice(sent, value);
    const there = heldField(key, value, sent, held, procedure, catalog);
    left.push([key, raw]);
    if (there !== undefined) right.push([key, there]);
  }
  return { sent: objectText(left), held: objectText(right) };
}

function heldField(
  key: string,
  sent: Node,
  was: Side,
  held: Side,
  procedure: Procedure,
  catalog: Pick<Catalog, 'users'>,
): string | undefined {
  const field = fieldsOf(held.root).get(key);
  const data = fieldsOf(held.root).get('data');
  if (key === 'data' && field !== undefined) return sorted(field, held, sent, was);
  // The primary key may have been sent at the top level; the service has it in `data`.
  if (field === undefined) {
    const moved = key === procedure.primaryKey && data ? fieldsOf(data).get(key) : undefined;
    return moved && written(moved, held, sent, was);
  }
  const wanted: unknown = valueOf(sent);
  const value: unknown = valueOf(field);
  if (typeof wanted === 'string' && typeof value === 'string') {
    const taken = requestForm(key, wanted, value, procedure, catalog);
    if (taken !== undefined) return JSON.stringify(taken);
  }
  return written(field, held, sent, was);
}

/** A value as the service has it, in the manner in which it was sent where it is the same: `1.0` and `1` are no difference, nor is the order of keys. */
function written(node: Node, side: Side, sent: Node | undefined, was: Side): string {
  return sent !== undefined && isSame(sent, was, node, side) ? slice(was, sent) : slice(side, node);
}

/** What a request would say for an id of an answer, in the manner in which it was said (page docs:data-model/process). */
function requestForm(
  key: string,
  sent: string,
  held: string,
  { states }: Procedure,
  { users }: Pick<Catalog, 'users'>,
): string | undefined {
  if (key === 'state') return states.find(({ id }) => id === held)?.shortId;
  if (key !== 'assignedTo' || sent === held) return undefined;
  const user = findUser(users, held);
  return user !== undefined && findUser(users, sent) === user ? sent : user?.username;
}

/** The attributes in the order of the payload, then those that were not sent. */
function sorted(held: Node, side: Side, sent: Node, was: Side): string {
  const [all, before] = [fieldsOf(held), fieldsOf(sent)];
  const order = [...before.keys()].filter(key => all.has(key));
  const keys = new Set([...order, ...all.keys()]);
  const fields = [...keys].flatMap(key => {
    const value = all.get(key);
    return value === undefined ? [] : [[key, written(value, side, before.get(key), was)] as const];
  });
  return objectText(fields);
}

/** Where an answer has the process: in `_data`, bare, or one level below (what is not documented is read tolerantly). */
function processIn(root: Node): Node | undefined {
  const within = (node: Node | undefined, key: string) => node && fieldsOf(node).get(key);
  const data = within(root, '_data') ?? root;
  const first = data.type === 'array' ? data.children?.[0] : undefined;
  const all = [first, within(data, 'process'), data, within(data, 'data')];
  return all.find(node => node?.type === 'object' && within(node, 'data') !== undefined);
}

function sideOf(text: string, root: Node | undefined): Side | undefined {
  return root?.type === 'object' ? { text, root } : undefined;
}

function slice({ text }: Side, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

function objectText(fields: readonly (readonly [string, string])[]): string {
  return indented(`{${fields.map(([key, raw]) => `${JSON.stringify(key)}:${raw}`).join(',')}}`);
}
