/** Everything the documents leave open about a config, each with the ways it may have been chosen. The first of each is the plain one. */
export const SWITCHES = {
  envelope: ['none', '_data', 'data', 'list'],
  collections: ['array', 'mapById', 'mapByShortId', 'wrapped'],
  keys: ['camel', 'snake', 'pascal'],
  attributes: [
    'idsOnOwner',
    'shortIdsOnOwner',
    'refsOnOwner',
    'linksOnOwner',
    'mapOnOwner',
    'inline',
    'inlineMap',
    'ownerId',
    'ownerShortId',
    'ownerObject',
    'ownerList',
    'genericOwner',
    'byOwner',
    'rows',
    'groupsOfOwner',
    'groupsWithOwner',
    'groupOnAttribute',
  ],
  types: ['uuid', 'shortId', 'name', 'label', 'object', 'noTypes'],
  required: ['flag', 'text', 'number', 'presence', 'optional', 'listOfIds', 'listOfShortIds', 'settings'],
  derived: ['list', 'listOnOwner', 'flag', 'kind'],
  options: [
    'objects',
    'keyName',
    'map',
    'jsonText',
    'settings',
    'underType',
    'rowArray',
    'rowMap',
    'rowOptions',
  ],
  states: [
    'inline',
    'inlineMap',
    'ids',
    'shortIds',
    'claims',
    'byOwner',
    'rows',
    'otherKey',
    'workflow',
    'graph',
  ],
  order: ['listed', 'order', 'position'],
  roles: ['id', 'shortId', 'object', 'flags', 'word'],
  primary: ['id', 'shortId', 'object', 'flags'],
  entity: ['id', 'shortId', 'object'],
  gone: ['flag', 'time', 'word'],
} as const satisfies Record<string, readonly string[]>;

export type Switch = keyof typeof SWITCHES;
export type Shape = { readonly [S in Switch]: (typeof SWITCHES)[S][number] };

export const plainShape = Object.fromEntries(
  Object.entries(SWITCHES).map(([name, values]) => [name, values[0]]),
) as Shape;

/** Few shapes that hold any two choices together at least once. */
export function pairwise(): Shape[] {
  const names = Object.keys(SWITCHES) as Switch[];
  const open = new Set<string>();
  const pair = (a: Switch, x: string, b: Switch, y: string) =>
    a < b ? `${a}=${x} ${b}=${y}` : `${b}=${y} ${a}=${x}`;
  names.forEach((a, index) => {
    for (const b of names.slice(index + 1)) {
      for (const x of SWITCHES[a]) for (const y of SWITCHES[b]) open.add(pair(a, x, b, y));
    }
  });
  const shapes: Shape[] = [];
  for (const wanted of open) {
    const chosen = new Map(wanted.split(' ').map(part => part.split('=') as [Switch, string]));
    for (const name of names) {
      if (chosen.has(name)) continue;
      const gain = (value: string) =>
        [...chosen].filter(([b, y]) => open.has(pair(name, value, b, y))).length;
      chosen.set(name, [...SWITCHES[name]].sort((x, y) => gain(y) - gain(x))[0]!);
    }
    for (const [a, x] of chosen) for (const [b, y] of chosen) open.delete(pair(a, x, b, y));
    shapes.push(Object.fromEntries(chosen) as unknown as Shape);
  }
  return shapes;
}
