import { attributeId, keyed, labelled, plainItem, type Item, type Parts } from './items';
import type { Shape } from './switches';
import { procedures, uuid, type Draft, type TeamAttribute, type TeamOwner } from './team';

/** Ties the attributes of a procedure or an entity to it, in the way of the shape. */
export function linkAttributes(
  shape: Shape,
  parts: Parts,
  kind: 'procedure' | 'entity',
  id: string,
  owner: TeamOwner,
  rest: Draft,
): void {
  const apart = shape.derived === 'list' || shape.derived === 'listOnOwner';
  const listed = owner.attributes.filter(attribute => !apart || !attribute.derived);
  const derived = owner.attributes.filter(attribute => apart && attribute.derived);
  const ids = (of: readonly TeamAttribute[]) => of.map(attribute => attributeId(owner, attribute.shortId));
  const claim: Draft = {};
  const items = (of: readonly TeamAttribute[], list: Item[]) => {
    for (const attribute of of) list.push(attributeItem(shape, parts, kind, owner, attribute, claim));
    return list;
  };
  if (shape.derived === 'listOnOwner') rest['derivedAttributes'] = ids(derived);
  const all = shape.derived === 'list' ? [...listed, ...derived] : listed;
  switch (shape.attributes) {
    case 'idsOnOwner':
      rest['attributeIds'] = ids(all);
      break;
    case 'shortIdsOnOwner':
      rest['attributes'] = all.map(attribute => attribute.shortId);
      break;
    case 'refsOnOwner':
      rest['attributeList'] = ids(all).map(ref => ({ id: ref }));
      break;
    case 'linksOnOwner':
      rest['fields'] = ids(all).map((ref, index) => ({ attributeId: ref, order: index }));
      break;
    case 'mapOnOwner':
      rest['attributes'] = Object.fromEntries(ids(all).map(ref => [ref, true]));
      break;
    case 'inline':
      rest['attributes'] = items(listed, []).map(plainItem);
      if (apart) rest['derivedAttributes'] = items(derived, []).map(plainItem);
      return;
    case 'inlineMap':
      rest['attributes'] = keyed(items(listed, []), 'id');
      if (apart) rest['derivedAttributes'] = keyed(items(derived, []), 'shortId');
      return;
    case 'ownerId':
      claim[`${kind}Id`] = id;
      break;
    case 'ownerShortId':
      claim[kind] = owner.shortId;
      break;
    case 'ownerObject':
      claim[kind] = { id, name: owner.name };
      break;
    case 'ownerList':
      claim[kind === 'entity' ? 'entities' : 'procedureIds'] = [id];
      break;
    case 'genericOwner':
      Object.assign(claim, { resource: kind, resourceId: id });
      break;
    case 'byOwner':
      parts.attributesByOwner[id] = items(listed, []).map(plainItem);
      claim[kind] = id;
      items(derived, parts.derived);
      return;
    case 'rows':
      for (const ref of ids(all)) parts.rows.push({ [kind]: id, attribute: ref });
      break;
    case 'groupsOfOwner':
      parts.groups.push({ id: uuid('group', owner.shortId), name: 'All', attributes: ids(all) });
      rest['attributeGroups'] = [uuid('group', owner.shortId)];
      break;
    case 'groupsWithOwner':
      parts.groups.push({ id: uuid('group', owner.shortId), name: 'All', [kind]: id, attributes: ids(all) });
      break;
    case 'groupOnAttribute':
      parts.groups.push({ id: uuid('group', owner.shortId), name: 'All', [kind]: id });
      claim['attributeGroup'] = uuid('group', owner.shortId);
      break;
  }
  items(listed, parts.attributes);
  items(derived, parts.derived);
}

function attributeItem(
  shape: Shape,
  parts: Parts,
  kind: string,
  owner: TeamOwner,
  attribute: TeamAttribute,
  claim: Draft,
): Item {
  const id = attributeId(owner, attribute.shortId);
  const rest: Draft = {
    name: attribute.name,
    ...claim,
    ...typeOf(shape, attribute),
    ...presenceOf(shape, attribute),
  };
  if (attribute.hidden && shape.required !== 'presence') rest['isHidden'] = true;
  if (attribute.derived && shape.derived === 'flag') rest['isDerived'] = true;
  if (attribute.derived && shape.derived === 'kind') rest['kind'] = 'DERIVED';
  const procedure =
    kind === 'procedure' ? procedures.find(({ shortId }) => shortId === owner.shortId) : undefined;
  if (shape.primary === 'flags') {
    if (procedure?.primaryKey === attribute.shortId) rest['isPrimaryKey'] = true;
    if (procedure?.primaryIdentifier === attribute.shortId) rest['isPrimaryIdentifier'] = true;
  }
  addOptions(shape, parts, id, attribute, rest);
  return { id, shortId: attribute.shortId, rest };
}

function typeOf(shape: Shape, { type }: TeamAttribute): Draft {
  switch (shape.types) {
    case 'uuid':
      return { attributeType: uuid('type', type) };
    case 'shortId':
      return { type };
    case 'name':
      return { attributeTypeName: type };
    case 'label':
      return { kind: 'standard', type: labelled(type) };
    case 'object':
      return { type: { id: uuid('type', type), name: labelled(type) } };
    case 'noTypes':
      return { type: type.toUpperCase() };
  }
}

function presenceOf(shape: Shape, { required, hidden }: TeamAttribute): Draft {
  const is = required ?? false;
  switch (shape.required) {
    case 'flag':
      return { isRequired: is };
    case 'text':
      return { required: String(is) };
    case 'number':
      return { mandatory: is ? 1 : 0 };
    case 'presence':
      return { presence: hidden ? 'HIDDEN' : is ? 'required' : 'optional' };
    case 'optional':
      return { isOptional: !is };
    case 'settings':
      return { validation: { required: is } };
    case 'listOfIds':
    case 'listOfShortIds':
      return {};
  }
}

function addOptions(
  shape: Shape,
  parts: Parts,
  id: string,
  { options, type }: TeamAttribute,
  rest: Draft,
): void {
  if (options === undefined) return;
  const objects = options.map(option => ({ ...option }));
  const map = Object.fromEntries(
    options.map(option => [String(option.value), option.label ?? String(option.value)]),
  );
  switch (shape.options) {
    case 'objects':
      rest['options'] = [...objects, { value: 'OLD', isDeleted: true }];
      break;
    case 'keyName':
      rest['enumValues'] = options.map(({ value, label }) => ({
        key: value,
        name: label ?? String(value),
      }));
      break;
    case 'map':
      rest['enumOptions'] = map;
      break;
    case 'jsonText':
      rest['enum'] = JSON.stringify(objects);
      break;
    case 'settings':
      rest['config'] = { choices: objects };
      break;
    case 'underType':
      rest[type] = { options: objects };
      break;
    case 'rowArray':
      parts.rows.push({ id: uuid('row', id), attributeId: id, options: objects });
      break;
    case 'rowMap':
      parts.config[id] = { values: objects };
      break;
    case 'rowOptions':
      parts.config[id] = objects;
      break;
  }
}
