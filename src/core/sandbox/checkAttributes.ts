import { isArray, type Json, type JsonObject } from '../json';
import type { Problem } from './answers';
import type { SandboxChoices } from './choices';
import type { Findings } from './findings';
import { attributeTypes, type DataType } from './team/attributeTypes';
import type { AttributeDef } from './team/model';

/**
 * Checks `data` or `record.data` (`at`) against the attributes of its procedure or entity.
 * @returns the attributes that are to be stored, as they were received
 */
export function checkAttributes(
  choices: SandboxChoices,
  values: JsonObject,
  attributes: readonly AttributeDef[],
  at: string,
  findings: Findings,
): JsonObject {
  const problem = (key: string, rest: string): Problem => ({
    message: `Attribute '${key}' ${rest}`,
    path: `${at}.${key}`,
    attribute: key,
  });
  const kept: [string, Json][] = [];
  for (const [key, value] of Object.entries(values)) {
    const attribute = attributes.find(one => one.shortId === key && !one.deleted);
    if (attribute === undefined || attribute.derive) {
      const rest = attribute ? 'is calculated and cannot be set.' : 'does not exist.';
      findings.add(problem(key, rest), choices.unknownKeys);
      continue;
    }
    kept.push([key, value]);
    const expected = choices.wrongTypes === 'refused' ? mismatch(attribute, value) : undefined;
    if (expected !== undefined) findings.add(problem(key, `must be ${expected}.`));
  }
  for (const { shortId, required, deleted } of choices.missingRequired === 'refused' ? attributes : []) {
    const value = Object.hasOwn(values, shortId) ? values[shortId] : null;
    if (required && !deleted && (value === null || value === ''))
      findings.add(problem(shortId, 'is required.'));
  }
  return Object.fromEntries(kept);
}

/** What was expected, where a value does not fit the attribute's type; null fits everything. */
function mismatch(attribute: AttributeDef, value: Json): string | undefined {
  if (value === null) return undefined;
  const datatype: DataType | null = attributeTypes[attribute.type];
  // Only the types of docs:data-model/attribute have a data type; the wire format of the others is undocumented.
  switch (datatype) {
    case null:
      return undefined;
    case 'string':
      return typeof value === 'string' || (attribute.type === 'multiPhotos' && isArray(value))
        ? undefined
        : 'a string';
    case 'integer':
      return Number.isInteger(value) ? undefined : 'an integer';
    case 'float':
      return typeof value === 'number' ? undefined : 'a number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'json':
      return optionMismatch(attribute, value);
  }
}

function optionMismatch(attribute: AttributeDef, value: Json): string | undefined {
  const values: readonly Json[] = (attribute.options ?? []).map(option => option.value);
  const oneOf = values.map(option => JSON.stringify(option)).join(', ');
  if (!attribute.type.startsWith('multi')) return values.includes(value) ? undefined : `one of ${oneOf}`;
  return isArray(value) && value.every(item => values.includes(item)) ? undefined : `an array of ${oneOf}`;
}
