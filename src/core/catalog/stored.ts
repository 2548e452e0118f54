import { isArray, isObject } from '../json';
import type { Attribute, Catalog, Entity, Option, Procedure, State, Team, Unresolved, User } from './model';

/** Says whether a value is what it should be. */
export type Guard<T> = (value: unknown) => value is T;

/** One guard for each field of `T`; every field must have one, so a field added to the model cannot be forgotten here. */
type Guards<T> = { readonly [K in keyof Required<T>]: (value: unknown) => boolean };

const text = (value: unknown): boolean => typeof value === 'string';
const bool = (value: unknown): boolean => typeof value === 'boolean';
const number = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const oneOf =
  (...allowed: readonly unknown[]) =>
  (value: unknown): boolean =>
    allowed.includes(value);
/** What the settings say is put over what was read, and never stored with it. */
const never = (value: unknown): boolean => value === undefined;
const maybe =
  (guard: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || guard(value);

function list(guard: (value: unknown) => boolean): (value: unknown) => boolean {
  return value => isArray(value) && value.every(guard);
}

function object<T>(guards: Guards<T>): Guard<T> {
  const fields = Object.entries<(value: unknown) => boolean>(guards);
  return (value: unknown): value is T =>
    isObject(value) &&
    fields.every(([field, guard]) => guard(Object.hasOwn(value, field) ? value[field] : undefined));
}

const dataType = oneOf('string', 'integer', 'float', 'boolean', 'json');
const option = object<Option>({
  value: value => text(value) || number(value),
  label: maybe(text),
  description: maybe(text),
});
const attribute = object<Attribute>({
  id: maybe(text),
  shortId: text,
  name: text,
  description: maybe(text),
  type: text,
  dataType: maybe(dataType),
  required: bool,
  hidden: bool,
  derived: bool,
  options: maybe(list(option)),
  learnt: maybe(oneOf(true)),
  corrected: never,
});
const state = object<State>({
  id: maybe(text),
  shortId: text,
  name: text,
  description: maybe(text),
  color: maybe(text),
  role: maybe(oneOf('start', 'completed')),
});
const team = object<Team>({ id: maybe(text), name: maybe(text) });
const unresolved = object<Unresolved>({ kind: text, count: number, examples: list(text) });

export const isProcedure = object<Procedure>({
  key: text,
  id: maybe(text),
  shortId: text,
  name: text,
  description: maybe(text),
  entity: maybe(text),
  attributes: list(attribute),
  attributesFrom: oneOf('config', 'list', 'none'),
  attributesMissing: maybe(number),
  states: list(state),
  statesMissing: maybe(number),
  primaryKey: maybe(text),
  primaryIdentifier: maybe(text),
  keyPlace: never,
  corrected: never,
});
export const isEntity = object<Entity>({
  key: text,
  id: maybe(text),
  shortId: maybe(text),
  name: text,
  attributes: list(attribute),
  attributesMissing: maybe(number),
});
export const isUser = object<User>({
  id: maybe(text),
  username: maybe(text),
  name: text,
  email: maybe(text),
  isActive: bool,
  isDeleted: bool,
});

/** The first line of a cached catalog: whose it is, and how many lines of what follow. */
export interface Header extends Pick<
  Catalog,
  'version' | 'fetchedAt' | 'team' | 'unresolved' | 'usersPartial'
> {
  readonly format: 'chakra-catalog';
  readonly connection: string;
  readonly origin: string;
  readonly procedures: number;
  readonly entities: number;
  readonly users: number;
}

export const isHeader = object<Header>({
  format: oneOf('chakra-catalog'),
  version: oneOf(1),
  connection: text,
  origin: text,
  fetchedAt: number,
  team: value => value === null || team(value),
  unresolved: list(unresolved),
  procedures: number,
  entities: number,
  users: number,
  usersPartial: maybe(oneOf(true)),
});
