import type { Json, JsonObject } from '../../json';
import type { SandboxChoices } from '../choices';
import { attributeTypes, typeLabel, type TypeName } from '../team/attributeTypes';
import { uuidOf, type AttributeDef, type EntityDef, type ProcedureDef } from '../team/model';
import { collectionOf, marks, named, ref } from './shape';

type Owner = ProcedureDef | EntityDef;

const typeNames = Object.keys(attributeTypes) as TypeName[];

const typeIds = Object.fromEntries(typeNames.map(type => [type, uuidOf(`attributeType:${type}`)])) as Record<
  TypeName,
  string
>;

/** Attributes of an owner that the config shows: standard or derived ones. */
export function shown(
  choices: SandboxChoices,
  owner: Owner,
  which: 'standard' | 'derived',
): readonly AttributeDef[] {
  return owner.attributes.filter(one => {
    const apart = one.derive !== undefined && choices.derived === 'derivedAttributes';
    return apart === (which === 'derived') && (!one.deleted || choices.deleted === 'present');
  });
}

/** One attribute; `ownerField` is written when attributes refer to their owner. */
export function attributeJson(
  choices: SandboxChoices,
  one: AttributeDef,
  owner: Owner,
  ownerField: 'procedure' | 'entity',
): JsonObject {
  return {
    id: one.id,
    shortId: one.shortId,
    ...named(choices, one.name, one.description),
    ...typeOf(choices, one.type),
    ...marks(choices, {
      required: one.required === true,
      hidden: one.hidden === true,
      deleted: one.deleted === true,
      ...(choices.derived === 'flag' && { derived: one.derive !== undefined }),
    }),
    ...(choices.attributeLinks === 'attribute' && { [ownerField]: ref(choices, owner) }),
    ...optionsOf(choices, one),
  };
}

/** What a procedure or an entity says about its attributes. */
export function linksOf(
  choices: SandboxChoices,
  owner: Owner,
  ownerField: 'procedure' | 'entity',
): JsonObject {
  if (choices.attributeLinks !== 'procedure' && choices.attributeLinks !== 'inline') return {};
  const standard = shown(choices, owner, 'standard');
  const derived = shown(choices, owner, 'derived');
  const held = (all: readonly AttributeDef[]): Json =>
    choices.attributeLinks === 'inline'
      ? collectionOf(
          choices,
          all.map(one => attributeJson(choices, one, owner, ownerField)),
        )
      : all.map(one => ref(choices, one));
  const ids = choices.linkField === 'attributeIds';
  return {
    [choices.linkField]: held(standard),
    ...(derived.length > 0 && { [ids ? 'derivedAttributeIds' : 'derivedAttributes']: held(derived) }),
  };
}

/** The `attributeTypes` of the config. */
export function attributeTypesJson(choices: SandboxChoices): JsonObject[] {
  return typeNames.map(type => {
    const word = wordOf(choices, type);
    const datatype = attributeTypes[type];
    return {
      id: typeIds[type],
      ...(choices.typeEntries === 'shortId' ? { shortId: word, name: typeLabel(type) } : { name: word }),
      ...(datatype !== null && { datatype }),
    };
  });
}

/** The `attributeConfig` of the config: the options, where they are kept there. */
export function attributeConfigJson(choices: SandboxChoices, all: readonly AttributeDef[]): JsonObject[] {
  if (choices.options !== 'attributeConfig') return [];
  return all.flatMap(one =>
    one.options === undefined
      ? []
      : [
          {
            id: uuidOf(`attributeConfig:${one.id}`),
            attribute: ref(choices, one),
            options: one.options.map(({ value, label }) => ({ value, ...named(choices, label) })),
          },
        ],
  );
}

function optionsOf(choices: SandboxChoices, one: AttributeDef): JsonObject {
  if (one.options === undefined || choices.options === 'attributeConfig') return {};
  if (choices.options === 'enum') return { enum: one.options.map(option => option.value) };
  const key = choices.names === 'name' ? 'label' : choices.names;
  return {
    options: one.options.map(({ value, label }) =>
      key === 'none' ? { value } : { value, ...named({ ...choices, names: key }, label) },
    ),
  };
}

function typeOf(choices: SandboxChoices, type: TypeName): JsonObject {
  const value = choices.typeField.endsWith('Id') ? typeIds[type] : wordOf(choices, type);
  return choices.typeField.startsWith('type') ? { type: value } : { attributeType: value };
}

function wordOf(choices: SandboxChoices, type: TypeName): string {
  return choices.typeWords === 'names' ? type : typeLabel(type);
}
