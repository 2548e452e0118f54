import type { Json, JsonObject } from '../../json';
import type { Attribute, Option } from '../model';
import { attributeType, isEnumType, isNumericEnum } from '../types';
import { flagsOf } from './attributeFlags';
import type { ConfigRows } from './configRows';
import { flag, isGone } from './flags';
import { identify, type Writable } from './identity';
import type { Issues } from './issues';
import { readOptions, type OptionsHow } from './options';
import type { AttributeFields } from './spellings';
import { cleanDescription, cleanName } from './text';
import type { TypeIndex, Typed } from './typeIndex';

/** Turns one attribute of the config into ours. */
export class AttributeReader {
  /** Attributes that call themselves primary key, or primary identifier. */
  readonly primaryKeys = new Set<Attribute>();
  readonly primaryIdentifiers = new Set<Attribute>();

  constructor(
    private readonly types: TypeIndex,
    private readonly rows: ConfigRows,
    private readonly issues: Issues,
  ) {}

  /**
   * @param key the key that a map has the attribute under
   * @param derived it stands in a list of derived attributes
   * @returns null for a deleted one, undefined when it has no short id (which is counted)
   */
  read(
    item: JsonObject,
    fields: AttributeFields,
    key: string | undefined,
    derived: boolean,
  ): Attribute | null | undefined {
    if (isGone(fields)) return null;
    const { id, shortId } = identify(fields, key);
    const name = cleanName(fields.name);
    if (shortId === undefined) {
      this.issues.note('attributeWithoutShortId', name ?? id);
      return undefined;
    }
    const row = this.rows.find(id, shortId, fields.settings);
    const own = flagsOf(fields);
    const configured = row === undefined ? undefined : flagsOf(row);
    const typed = this.types.resolve(fields);
    const options = this.options(item, fields, typed, row);
    const description = cleanDescription(fields.description ?? row?.description);
    const attribute: Writable<Attribute> = {
      shortId,
      name: name ?? cleanName(shortId) ?? '?',
      type: typed.type,
      required: own.required ?? configured?.required ?? false,
      hidden: own.hidden ?? configured?.hidden ?? false,
      derived: derived || (own.derived ?? configured?.derived ?? false),
    };
    // Stores, not spreads: this runs 50,000 times for a large team, and a spread is many times slower.
    if (id !== undefined) attribute.id = id;
    if (description !== undefined) attribute.description = description;
    if (typed.dataType !== undefined) attribute.dataType = typed.dataType;
    if (options !== undefined) attribute.options = options;
    if (flag(fields.primaryKey) === true) this.primaryKeys.add(attribute);
    if (flag(fields.primaryIdentifier) === true) this.primaryIdentifiers.add(attribute);
    return attribute;
  }

  /** An attribute of which only the short id is known. */
  bare(shortId: string): Attribute {
    return {
      shortId,
      name: cleanName(shortId) ?? '?',
      type: '',
      required: false,
      hidden: false,
      derived: false,
    };
  }

  private options(
    item: JsonObject,
    fields: AttributeFields,
    typed: Typed,
    row: AttributeFields | undefined,
  ): readonly Option[] | undefined {
    const how = optionsOf(typed.type);
    return (
      readOptions(fields.options, how) ??
      (how.maps ? readOptions(underType(item, fields, typed), how) : undefined) ??
      readOptions(row?.options, how) ??
      typed.options
    );
  }
}

/** How options of an attribute of that type are to be read. */
export function optionsOf(type: string): OptionsHow {
  const maps = attributeType(type) === undefined || isEnumType(type);
  return { numeric: isNumericEnum(type), maps };
}

/** Settings under the name of the type: `{ type: "stringEnum", stringEnum: { options: [] } }`. */
function underType(item: JsonObject, fields: AttributeFields, typed: Typed): Json | undefined {
  for (const word of [typed.type, fields.type, fields.attributeType]) {
    if (typeof word !== 'string' || word === '' || !Object.hasOwn(item, word)) continue;
    const value = item[word];
    if (value !== undefined && typeof value === 'object') return value;
  }
  return undefined;
}
