import type { Node } from 'jsonc-parser';
import { fieldsOf, valueOf } from '../payload/tree';

/** A value of a text: numbers have their digits there. */
export interface Side {
  readonly text: string;
  readonly root: Node;
}

/** Whether two values mean the same, however they are written: all digits of numbers count, the order of keys does not. */
export function isSame(one: Node, { text }: Side, other: Node, { text: others }: Side): boolean {
  const same = (a: Node, b: Node): boolean => {
    if (a.type !== b.type) return false;
    if (a.type === 'number') return decimal(raw(text, a)) === decimal(raw(others, b));
    if (a.type === 'array') {
      const [left, right] = [a.children ?? [], b.children ?? []];
      return left.length === right.length && left.every((item, at) => isAlike(item, right[at]));
    }
    if (a.type !== 'object') return valueOf(a) === valueOf(b);
    const [left, right] = [fieldsOf(a), fieldsOf(b)];
    return left.size === right.size && [...left].every(([key, value]) => isAlike(value, right.get(key)));
  };
  const isAlike = (a: Node, b: Node | undefined) => b !== undefined && same(a, b);
  return same(one, other);
}

function raw(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}

/** A number as its digits and the power of ten after them: `1.0`, `1` and `10e-1` are all `1e0`. */
export function decimal(number: string): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/.exec(number);
  if (found === null) return number;
  const [, sign = '', whole = '', part = '', power = '0'] = found;
  const digits = (whole + part).replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  if (short === '') return '0';
  return `${sign}${short}e${Number(power) - part.length + digits.length - short.length}`;
}
