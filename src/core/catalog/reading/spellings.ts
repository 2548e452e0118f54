import { Vocabulary, type FieldsOf } from './vocabulary';

/**
 * The field names that are tried, best first. The config's fields are not documented (section 7 of service-facts): all of them but the
 * root's are assumptions. Case, `_`, `-` and blanks do not count, so `short_id` needs no line of its own.
 */

/** A link may end in what it holds: `state`, `stateId`, `stateShortId` … */
function link(...words: string[]): string[] {
  return ['', 'Id', 'ShortId', 'Uuid', 'Ref'].flatMap(end => words.map(word => word + end));
}

function links(...words: string[]): string[] {
  return ['s', 'Ids', 'ShortIds', 'List', 'Refs', 'Map'].flatMap(end => words.map(word => word + end));
}

const ID = ['id', 'uuid', 'guid'];
const SHORT_ID = ['shortId', 'shortIdentifier', 'sid', 'slug', 'key', 'code', 'apiName'];
const NAME = ['name', 'title', 'label', 'displayName', 'displayLabel'];
const DESCRIPTION = ['description', 'desc', 'helpText', 'help', 'hint', 'tooltip'];
const GONE = {
  marks: ['isDeleted', 'deleted', 'deletedAt', 'isArchived', 'archived', 'archivedAt', 'isTrashed'],
  lifecycle: ['status', 'lifecycle', 'lifecycleStatus'],
};
const IDENTITY = { id: ID, shortId: SHORT_ID, name: NAME, description: DESCRIPTION };
const OPTIONS = [
  'enumOptions',
  'options',
  'enum',
  'enumValues',
  'choices',
  'allowedValues',
  'possibleValues',
  'selectOptions',
  'picklistValues',
  'dropdownOptions',
  'optionList',
  'optionMap',
  'values',
];
/** Settings of an attribute kept beside its own fields: an object, or the id of a row of the config's `attributeConfig`. */
const SETTINGS = [
  'config',
  'configuration',
  'settings',
  'attributeConfig',
  'typeConfig',
  'enumConfig',
  'meta',
  'metadata',
  'properties',
  'validation',
  'validations',
  'rules',
  'constraints',
];
const ATTRIBUTE_LISTS = [...links('attribute'), 'attributeDefinitions', ...links('field')];
const DERIVED_LISTS = [...links('derivedAttribute', 'calculatedAttribute')];

/** Top level of the config (keys of page api-11531312, and a few that it may omit). */
export const ROOT = new Vocabulary(
  { team: ['team', 'organization', 'organisation'] },
  {
    procedures: links('procedure'),
    entities: ['entities', ...links('entity')],
    attributeTypes: links('attributeType'),
    attributes: links('attribute'),
    derivedAttributes: DERIVED_LISTS,
    attributeGroups: links('attributeGroup'),
    attributeConfig: [
      'attributeConfig',
      'attributeConfigs',
      'attributeConfigurations',
      'procedureAttributes',
      'entityAttributes',
    ],
    states: [...links('state'), ...links('procedureState')],
    rest: [
      'roles',
      'pods',
      'taskTypes',
      'forms',
      'formFields',
      'formActionButtons',
      'stateTasks',
      'userProfiles',
      'skillTypes',
      'users',
    ],
  },
);

const PROCEDURE_ONE = {
  ...IDENTITY,
  entity: link('entity', 'recordEntity'),
  startState: link('defaultStartState', 'startState', 'initialState', 'defaultState', 'startingState'),
  completedState: link(
    'defaultCompletedState',
    'completedState',
    'defaultCompleteState',
    'completeState',
    'finalState',
    'endState',
  ),
  primaryKey: link('primaryKey', 'primaryKeyAttribute'),
  primaryIdentifier: link('primaryIdentifier', 'primaryIdentifierAttribute', 'titleAttribute'),
  stateGraph: ['stateGraph', 'stateFlow', 'stateTransitions'],
};

const OWNER_MANY = {
  ...GONE,
  attributes: [
    ...ATTRIBUTE_LISTS,
    'standardAttributes',
    'customAttributes',
    'procedureAttributes',
    'entityAttributes',
    'attributeConfig',
    'attributeConfigs',
  ],
  derivedAttributes: DERIVED_LISTS,
  groups: [...links('attributeGroup'), ...links('group')],
  required: ['required', ...links('requiredAttribute', 'mandatoryAttribute', 'requiredField')],
  hidden: links('hiddenAttribute', 'hiddenField'),
};

/** A procedure; also what an entity has of it. */
export const PROCEDURE = new Vocabulary(
  PROCEDURE_ONE,
  {
    ...OWNER_MANY,
    states: [...links('state'), ...links('procedureState')],
    settings: ['config', 'configuration', 'settings', 'schema', 'definition', 'workflow', 'stateMachine'],
  },
  ['settings'],
  [
    'attributes',
    'derivedAttributes',
    'groups',
    'required',
    'hidden',
    'states',
    'startState',
    'completedState',
    'primaryKey',
    'primaryIdentifier',
    'stateGraph',
    'entity',
  ],
);

/** An attribute, a link to one with flags of its own, or a row of `attributeConfig`. */
export const ATTRIBUTE = new Vocabulary(
  {
    ...IDENTITY,
    link: link('attribute', 'field'),
    attributeType: [...link('attributeType'), 'attributeTypeName', 'fieldType', 'inputType'],
    type: link('type'),
    dataType: ['dataType', 'valueType', 'primitiveType'],
    required: ['isRequired', 'required', 'mandatory', 'isMandatory'],
    optional: ['isOptional', 'optional'],
    hidden: ['isHidden', 'hidden'],
    visible: ['isVisible', 'visible'],
    derived: ['isDerived', 'derived', 'isCalculated', 'calculated', 'isComputed', 'computed'],
    kind: ['kind', 'category', 'attributeKind', 'attributeCategory'],
    primaryKey: ['isPrimaryKey', 'primaryKey'],
    primaryIdentifier: ['isPrimaryIdentifier', 'primaryIdentifier'],
    options: OPTIONS,
  },
  {
    ...GONE,
    presence: ['presence', 'requirement', 'visibility', 'requiredness'],
    procedures: [...link('procedure'), ...links('procedure')],
    entities: [...link('entity'), 'entities', ...links('entity')],
    owners: [...link('owner', 'parent', 'resource', 'belongsTo')],
    groups: [...link('attributeGroup', 'group'), ...links('attributeGroup', 'group')],
    members: ATTRIBUTE_LISTS,
    settings: SETTINGS,
  },
  ['settings'],
  ['dataType', 'required', 'optional', 'hidden', 'visible', 'derived', 'options', 'presence', 'description'],
);

/** A group of attributes. */
export const GROUP = new Vocabulary(
  { id: ID, shortId: SHORT_ID },
  {
    ...GONE,
    members: [...ATTRIBUTE_LISTS, ...DERIVED_LISTS],
    procedures: [...link('procedure'), ...links('procedure')],
    entities: [...link('entity'), 'entities', ...links('entity')],
    owners: [...link('owner', 'parent', 'resource', 'belongsTo')],
  },
);

/** An entry of `attributeTypes`. */
export const ATTRIBUTE_TYPE = new Vocabulary(
  {
    id: ID,
    shortId: [...SHORT_ID, 'type'],
    name: NAME,
    base: ['baseType', 'base', 'parentType', 'kind'],
    dataType: ['dataType', 'valueType', 'primitiveType'],
    options: OPTIONS,
  },
  { settings: SETTINGS },
  ['settings'],
  ['options', 'dataType'],
);

/** A state, or a link to one. */
export const STATE = new Vocabulary(
  {
    ...IDENTITY,
    link: link('state'),
    color: ['color', 'colour', 'colorCode', 'hexColor', 'backgroundColor'],
    order: ['order', 'index', 'position', 'sequence', 'sortOrder', 'displayOrder', 'rank'],
    start: [
      'isDefaultStart',
      'isDefaultStartState',
      'isStart',
      'isStartState',
      'isInitial',
      'isInitialState',
      'isDefault',
    ],
    completed: [
      'isDefaultCompleted',
      'isDefaultCompletedState',
      'isCompleted',
      'isCompletedState',
      'isFinal',
      'isFinalState',
      'isTerminal',
      'isEnd',
    ],
    role: ['role', 'stateType', 'type', 'kind', 'category'],
    attributeType: [...link('attributeType'), 'dataType'],
  },
  { ...GONE, procedures: [...link('procedure'), ...links('procedure'), 'owner', 'ownerId', 'resourceId'] },
);

/** One choice of an enum attribute. */
export const OPTION = new Vocabulary(
  {
    value: ['value', 'key', 'shortId', 'code', 'id'],
    name: ['name'],
    label: ['label', 'title', 'displayName', 'displayValue', 'text'],
    description: DESCRIPTION,
  },
  GONE,
);

/** A list of options in a wrapper. */
export const OPTION_LISTS = new Vocabulary({ list: [...OPTIONS, 'items', 'list', 'data'] }, {});

/** Anything that names another thing by an object. */
export const REFERENCE = new Vocabulary(
  { id: ID, shortId: SHORT_ID, name: NAME, link: link('attribute', 'state', 'procedure', 'entity') },
  {},
);

/** A state graph that lists its states. */
export const STATE_GRAPH = new Vocabulary({}, { states: [...links('state'), 'nodes', 'vertices'] });

/** A user (fields of page api-11531149, and a few more). */
export const USER = new Vocabulary(
  {
    id: [...ID, 'userId'],
    username: ['username', 'login', 'loginName'],
    name: ['displayName', 'fullName', 'name'],
    firstName: ['firstName', 'givenName'],
    middleName: ['middleName'],
    lastName: ['lastName', 'familyName', 'surname'],
    email: ['primaryEmail', 'email', 'emailAddress', 'emails'],
    isActive: ['isActive', 'active', 'isEnabled', 'enabled'],
  },
  GONE,
);

/** An entry of a user's e-mail addresses. */
export const USER_EMAIL = new Vocabulary({ email: ['email', 'normalizedEmail', 'address', 'value'] }, {});

export type UserFields = FieldsOf<typeof USER>;
export type ProcedureFields = FieldsOf<typeof PROCEDURE>;
export type AttributeFields = FieldsOf<typeof ATTRIBUTE>;
export type StateFields = FieldsOf<typeof STATE>;
