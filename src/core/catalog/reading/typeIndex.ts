import { isObject, type Json } from '../../json';
import type { DataType, Option } from '../model';
import { attributeType, dataTypeOf, isEnumType, isNumericEnum } from '../types';
import type { Issues } from './issues';
import { readOptions } from './options';
import { ATTRIBUTE_TYPE, type AttributeFields } from './spellings';
import { asKey, cleanName, looksMachineMade } from './text';
import { plain } from './vocabulary';

/** What is known of an attribute's type; `type` is '' when nothing is. */
export interface Typed {
  readonly type: string;
  readonly dataType?: DataType;
  /** Options that come with the type itself. */
  readonly options?: readonly Option[];
}

const UNKNOWN: Typed = { type: '' };
const WORD_LENGTH = 100;
/** Words in the place of a type that say how an attribute comes about (help:sales/lead/add-lead-attributes), not what it holds. */
const KINDS = new Set(['standard', 'derived', 'custom', 'system', 'default']);

/** The config's `attributeTypes`, and the documented types for what is not in there. */
export class TypeIndex {
  private readonly byKey = new Map<string, Typed>();
  private readonly byName = new Map<string, Typed>();
  private readonly words = new Map<string, Typed | undefined>();

  constructor(private readonly issues: Issues) {}

  /** Takes one entry of `attributeTypes`; in a map, `uuid: "text"` will do. */
  add(item: Json, key: string | undefined): void {
    if (!isObject(item)) {
      const name = typeof item === 'string' ? item : key;
      if (name === undefined) this.issues.note('notAnObject', 'attributeTypes');
      else this.keep([key, name], named([name]));
      return;
    }
    const fields = ATTRIBUTE_TYPE.read(item);
    const [id, shortId, base] = [fields.id, fields.shortId, fields.base].map(asKey);
    const name = cleanName(fields.name, WORD_LENGTH);
    const typed = named(
      [shortId, name, base, key].filter(word => word !== undefined && !looksMachineMade(word)),
    );
    const dataType = typed.dataType ?? dataTypeOf(asKey(fields.dataType) ?? '');
    const options = readOptions(fields.options, {
      numeric: isNumericEnum(typed.type),
      maps: isEnumType(typed.type),
    });
    this.keep([id, key, shortId, name], {
      type: typed.type,
      ...(dataType && { dataType }),
      ...(options && { options }),
    });
  }

  /** The type of an attribute, by whatever its fields say. */
  resolve(fields: AttributeFields): Typed {
    let unknown: string | undefined;
    for (const value of [fields.attributeType, fields.type]) {
      if (value === undefined) continue;
      const found = isObject(value) ? this.ofObject(value) : this.ofWord(asKey(value));
      if (found !== undefined) return found.dataType ? found : this.withDataType(found, fields.dataType);
      const word = isObject(value) ? undefined : asKey(value);
      if (word !== undefined && !KINDS.has(word.toLowerCase())) unknown ??= word;
    }
    if (unknown === undefined) return this.withDataType(UNKNOWN, fields.dataType);
    if (!looksMachineMade(unknown)) return this.withDataType(named([unknown]), fields.dataType);
    this.issues.note('attributeTypeNotFound', unknown);
    return this.withDataType(UNKNOWN, fields.dataType);
  }

  private ofObject(value: Json): Typed | undefined {
    if (!isObject(value)) return undefined;
    const fields = ATTRIBUTE_TYPE.read(value);
    for (const key of [fields.id, fields.shortId, fields.name, fields.base]) {
      const found = this.ofWord(asKey(key));
      if (found !== undefined) return found;
    }
    const word = [fields.shortId, fields.name]
      .map(asKey)
      .find(key => key !== undefined && !looksMachineMade(key));
    return word === undefined ? undefined : this.withDataType(named([word]), fields.dataType);
  }

  private ofWord(word: string | undefined): Typed | undefined {
    if (word === undefined) return undefined;
    if (this.words.has(word)) return this.words.get(word);
    const found = this.byKey.get(word) ?? this.byName.get(plain(word)) ?? attributeType(word);
    if (this.words.size < 5000) this.words.set(word, found);
    return found;
  }

  private withDataType(typed: Typed, value: Json | undefined): Typed {
    const word = asKey(value);
    if (word === undefined) return typed;
    const dataType = dataTypeOf(word) ?? attributeType(word)?.dataType;
    const type = typed.type === '' ? (attributeType(word)?.type ?? '') : typed.type;
    return { ...typed, type, ...(dataType && { dataType }) };
  }

  private keep(keys: readonly (string | undefined)[], typed: Typed): void {
    for (const key of keys) {
      if (key === undefined) continue;
      if (!this.byKey.has(key)) this.byKey.set(key, typed);
      const name = plain(key);
      if (name !== '' && !this.byName.has(name)) this.byName.set(name, typed);
    }
  }
}

/** The documented type that one of the words names, else the first word as it stands. */
function named(words: readonly (string | undefined)[]): Typed {
  for (const word of words) {
    const known = word === undefined ? undefined : attributeType(word);
    if (known !== undefined) return known;
  }
  return { type: cleanName(words[0], WORD_LENGTH) ?? '' };
}
