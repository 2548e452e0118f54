import { isArray, isObject, type Json } from '../../../json';
import { compileRule, type Making } from './compile';
import { notes, type Part } from './flatten';
import { Members, Rule, type Member } from './rule';

/** Makes what is known of the keys of an object; undefined where it takes more than that to say that one is right. */
export function compileMembers(parts: readonly Part[], making: Making, depth: number): Members | undefined {
  const members = new Members(
    depth,
    parts.every(part => part.get('additionalProperties') !== false),
  );
  const named = new Map<string, Json[]>();
  const required = new Set<string>();
  for (const part of parts) {
    const others = part.get('additionalProperties') ?? true;
    const wanted = part.get('required') ?? [];
    if (typeof others !== 'boolean' || !isNames(wanted)) return undefined;
    for (const [name, schema] of Object.entries(propertiesOf(part))) {
      const known = named.get(name);
      if (known === undefined) named.set(name, [schema]);
      else known.push(schema);
    }
    for (const name of wanted) required.add(name);
  }
  for (const [name, schemas] of named) {
    const outside = parts.some(
      part => part.get('additionalProperties') === false && !Object.hasOwn(propertiesOf(part), name),
    );
    members.add(name, compileRule(outside ? [...schemas, false] : schemas, making, depth + 1));
  }
  for (const name of required) {
    const member = members.named(name) ?? (members.open ? members.add(name, new Rule(depth + 1)) : undefined);
    if (member === undefined) return undefined;
    member.required = 1;
    members.required++;
  }
  const isConditional = (part: Part): boolean => part.has('if') || part.has('else');
  return parts.filter(isConditional).every(part => addCondition(members, part)) ? members : undefined;
}

function propertiesOf(part: Part): Readonly<Record<string, Json>> {
  const properties = part.get('properties');
  return isObject(properties) ? properties : {};
}

function isNames(value: Json | undefined): value is readonly string[] {
  return isArray(value) && value.every(name => typeof name === 'string');
}

/** If a key is not there, others must be. @returns false for a condition of another kind */
function addCondition(members: Members, part: Part): boolean {
  const condition = part.get('if');
  if (!isObject(condition) || Object.keys(condition).join() !== 'required') return false;
  const { required } = condition;
  if (!isNames(required) || required.length !== 1) return false;
  const [unless] = required.map(name => members.named(name));
  if (unless === undefined) return false;
  const needs: Member[] = [];
  if (!collectNeeds(part.get('else'), members, needs)) return false;
  members.conditions.push({ unless, needs });
  return true;
}

/** The members that a schema of nothing but required keys wants, on all levels; where it wants some only if there is an object, that is wanted, too. */
function collectNeeds(schema: Json | undefined, members: Members | undefined, needs: Member[]): boolean {
  if (!isObject(schema) || members === undefined) return false;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'required' && isNames(value)) {
      for (const name of value) {
        const member = members.named(name);
        if (member === undefined) return false;
        needs.push(member);
      }
    } else if (keyword === 'properties' && isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (!collectNeeds(inner, members.named(name)?.rule.members, needs)) return false;
      }
    } else if (!notes.has(keyword)) {
      return false;
    }
  }
  return true;
}
