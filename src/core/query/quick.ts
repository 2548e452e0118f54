import { looksLikeId } from '../api/ids';
import type { JsonObject } from '../json';
import { kindOf } from '../schema/kind';
import { fieldOf, type QueryContext } from './fields';
import { tokens } from './tokens';
import { readValue } from './value';
import { whereOf } from './where';

/** What a bare value may be: to be found without naming a field. */
export type QuickFind =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'field'; readonly field: string; readonly value: string; readonly where: JsonObject };

/**
 * The ways to find a process by nothing but a value: its id where the text looks like one, the primary key, the primary identifier, an
 * e-mail or phone attribute where it looks like that. None for what is a query.
 */
export function quickFinds(typed: string, context: QueryContext): readonly QuickFind[] {
  const text = typed.trim();
  if (text === '' || text.startsWith('{')) return [];
  if (tokens(text).some(({ kind }) => kind === 'operator')) return [];
  const { procedure } = context;
  // A field, and a blank behind it: the query goes on.
  if (/\s$/.test(typed) && fieldOf(procedure, text).known) return [];
  const byKind = (kind: string) =>
    procedure.attributes.filter(attribute => kindOf(attribute) === kind).map(({ shortId }) => shortId);
  const fields = [
    procedure.primaryKey,
    ...(text.includes('@') ? byKind('email') : []),
    ...(/^\+?[\d ()/.-]{6,}$/.test(text) ? byKind('phone') : []),
    procedure.primaryIdentifier,
  ].filter(field => field !== undefined);
  return [
    ...(looksLikeId(text) && text.includes('-') ? [{ kind: 'id' as const, id: text }] : []),
    ...[...new Set(fields)].flatMap(name => {
      const field = fieldOf(procedure, name);
      const value = readValue(field, text, false, context);
      if (value.length === 0) return [];
      const where = whereOf({ kind: 'condition', field: field.name, operator: '=', values: [value] });
      return [{ kind: 'field' as const, field: field.name, value: text, where }];
    }),
  ];
}
