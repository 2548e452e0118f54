import type { Json, JsonObject } from '../../../src/core/json';

/** One process, or an array of them as for Bulk Create. */
export type Shape = 'process' | 'array';

export const attributeCount = 400;
/** Attributes that no payload holds, so that their names are offered: the last ones. */
const left = 20;

/** Types of the attributes in turn: attribute 0, 12, 24 … is the first. */
export const types = [
  'string',
  'integer',
  'stringEnum',
  'datetime',
  'boolean',
  'photo',
  'text',
  'multiStringEnum',
  'user',
  'date',
  'externalObject',
  'decimal',
];

/** A payload of so many characters, written as VS Code formats it. */
export function typingPayload(shape: Shape, characters: number): string {
  if (shape === 'array') return `[\n${entries(characters).join(',\n')}\n]\n`;
  return `${JSON.stringify(process(characters), undefined, 2)}\n`;
}

/** With all attributes but the last: texts of some pages, and one object of thousands of rows. */
function process(characters: number): JsonObject {
  const numbers = Array.from({ length: attributeCount - left }, (_, number) => number);
  const large = numbers.find(number => number > 60 && types[number % types.length] === 'externalObject');
  const rows = Array.from({ length: Math.round((characters * 0.3) / 135) }, (_, row) => ({
    row,
    item: `Item ${row}`,
    price: row * 1.25,
    isPaid: row % 2 === 0,
  }));
  const word = 'A sentence that somebody wrote. ';
  const texts = numbers.filter(number => types[number % types.length] === 'text').length;
  const text = word.repeat(Math.round((characters * 0.7) / texts / word.length));
  const data = Object.fromEntries(
    numbers.map(number => [`attribute_${number}`, number === large ? { rows } : valueOf(number, text)]),
  );
  return {
    state: 'STATE_1',
    data,
    status: 'OPEN',
    nextActionAt: 1_767_225_600_000,
    assignedTo: 'person.1@example.com',
  };
}

function* each(characters: number): Generator<string> {
  let length = 0;
  for (let entry = 0; length < characters; entry++) {
    const numbers = Array.from({ length: types.length * 2 }, (_, number) => number);
    const data = Object.fromEntries(numbers.map(number => [`attribute_${number}`, valueOf(number, 'Text')]));
    const all = {
      data,
      state: 'STATE_1',
      nextActionAt: 1_767_225_600_000,
      assignedTo: `person.${entry % 2_000}@example.com`,
    };
    const text = JSON.stringify(all, undefined, 2).replace(/^/gm, '  ');
    length += text.length + 2;
    yield text;
  }
}

function entries(characters: number): string[] {
  return [...each(characters)];
}

function valueOf(number: number, text: string): Json {
  switch (types[number % types.length]) {
    case 'string':
      return `Value ${number}`;
    case 'text':
      return text;
    case 'integer':
      return number;
    case 'stringEnum':
      return 'VALUE_1';
    case 'multiStringEnum':
      return ['VALUE_1', 'VALUE_2'];
    case 'datetime':
    case 'date':
      return 1_767_225_600_000;
    case 'boolean':
      return true;
    case 'photo':
      return `photo ${number}`;
    case 'user':
      return `person.${number}@example.com`;
    case 'externalObject':
      return { city: 'Lyon', size: number };
    default:
      return 1.5;
  }
}
