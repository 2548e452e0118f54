import type { User } from '../catalog/model';
import { statuses } from '../catalog/process';
import { kindOf } from '../schema/kind';
import { readMoment } from '../values/when';
import { fieldsOf, type QueryContext, type QueryField } from './fields';
import { expectedAfter, type Expected } from './read';
import { operators, tokens, written, type Operator } from './tokens';

/** Something that a query can go on with. */
export interface Suggestion {
  readonly kind: 'field' | 'operator' | 'value' | 'connector';
  /** As it is written. */
  readonly label: string;
  /** A name for people: of an attribute, state, user, option. */
  readonly name?: string;
  /** Of a field: its attribute's type. Of a user: who cannot log in. */
  readonly note?: 'inactive' | 'start' | 'completed';
  readonly operator?: Operator;
  /** Epoch ms of a value that is a time. */
  readonly at?: number;
  /** The whole query with it, ready to be typed on. */
  readonly text: string;
}

const mostShown = 60;
const times = ['today', 'yesterday', '7 days ago', '30 days ago', '1 hour ago'];
const later = ['tomorrow', 'in 7 days'];

/** What can stand next, or in place of the word that is being typed at the end. Nothing for a query that is JSON. */
export function suggest(text: string, context: QueryContext): readonly Suggestion[] {
  if (text.trim().startsWith('{')) return [];
  const last = tokens(text).at(-1);
  const typing =
    last?.kind === 'word' && !last.closed && last.offset + last.length === text.length ? last : undefined;
  const head = typing === undefined ? text : text.slice(0, typing.offset);
  const expected = expectedAfter(head, context);
  if (expected === undefined) return [];
  const before = head === '' || /[\s([]$/.test(head) ? head : `${head} `;
  const partial = (typing?.text ?? '').toLowerCase();
  return candidates(expected, context, partial)
    .map(candidate => ({ ...candidate, text: `${before}${candidate.label} ` }))
    .map(suggestion => ({ suggestion, rank: rank(suggestion, partial) }))
    .filter(({ rank: at }) => at < noMatch)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostShown)
    .map(({ suggestion }) => suggestion);
}

type Candidate = Omit<Suggestion, 'text'>;

function candidates(expected: Expected, context: QueryContext, partial: string): readonly Candidate[] {
  switch (expected.kind) {
    case 'field':
      return fieldsOf(context.procedure).map(({ name, attribute }) => ({
        kind: 'field',
        label: written(name),
        ...(attribute === undefined ? {} : { name: attribute.name }),
      }));
    case 'operator':
      return operatorsOf(expected.field).map(operator => ({ kind: 'operator', label: operator, operator }));
    case 'value':
      return valuesOf(expected.field, context, partial);
    case 'connector':
      return ['and', 'or', ...(expected.open ? [')'] : [])].map(label => ({ kind: 'connector', label }));
  }
}

/** What is one of a few values has no order. */
function operatorsOf({ kind }: QueryField): readonly Operator[] {
  return ['status', 'state', 'user', 'option'].includes(kind) ? ['=', '!='] : operators;
}

function valuesOf(
  field: QueryField,
  { procedure, users, now }: QueryContext,
  partial: string,
): readonly Candidate[] {
  switch (field.kind) {
    case 'status':
      return statuses.map(label => ({ kind: 'value', label }));
    case 'state':
      return procedure.states.map(({ shortId, name, role }) => ({
        kind: 'value',
        label: written(shortId),
        name,
        ...(role === undefined ? {} : { note: role }),
      }));
    case 'user':
      return userCandidates(users, partial);
    case 'option':
      return (field.attribute?.options ?? []).map(({ value, label }) => ({
        kind: 'value',
        label: written(String(value)),
        ...(label === undefined ? {} : { name: label }),
      }));
    case 'time':
      return timesOf(times, now);
    case 'epoch':
      return timesOf([...times, ...later], now);
    default:
      return field.attribute !== undefined && kindOf(field.attribute) === 'boolean'
        ? ['true', 'false'].map(label => ({ kind: 'value', label }))
        : [];
  }
}

/** Of so many users, whoever comes first among those that fit: all of them would be ranked at every letter that is typed. */
const mostRanked = 2_000;

function userCandidates(users: readonly User[], partial: string): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const { username, name, email, isActive, isDeleted } of users) {
    if (username === undefined || isDeleted) continue;
    const called = [name, ...(email === undefined || email === username ? [] : [email])].join(' · ');
    if (users.length > mostRanked && !`${username} ${called}`.toLowerCase().includes(partial)) continue;
    const note = isActive ? {} : { note: 'inactive' as const };
    found.push({ kind: 'value', label: written(username), name: called, ...note });
    if (found.length === mostRanked) break;
  }
  return found;
}

function timesOf(texts: readonly string[], now: number): readonly Candidate[] {
  return texts.flatMap(text => {
    const moment = readMoment(text, now);
    return moment === undefined ? [] : [{ kind: 'value' as const, label: written(text), at: moment.at }];
  });
}

const noMatch = 4;

/** What begins like it first, then what holds it; a name counts as its short id does. */
function rank({ label, name }: Candidate, partial: string): number {
  if (partial === '') return 0;
  const texts = [label.replace(/^"/, '').toLowerCase(), (name ?? '').toLowerCase()];
  if (texts[0] === partial) return 0;
  if (texts[0]?.startsWith(partial) === true) return 1;
  if (texts[1]?.split(/[\s·]+/).some(word => word.startsWith(partial)) === true) return 2;
  return texts.some(text => text.includes(partial)) ? 3 : noMatch;
}
