import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { Lookalikes } from '../values/alike';
import type { Attribute, Catalog, Procedure } from './model';
import { attributeType } from './types';

interface Place {
  /** Of the key or value in the text of the settings file, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

/** What is said of a team in the settings and does not fit what the service says; `near`: short ids that may be meant. */
export type SettingFinding = Place &
  (
    | { readonly code: 'noProcedure'; readonly shortId: string; readonly near: readonly string[] }
    | {
        readonly code: 'newAttribute' | 'noKeyAttribute';
        readonly shortId: string;
        readonly procedure: string;
        readonly near: readonly string[];
      }
    /** An option that the type of its attribute cannot have. */
    | { readonly code: 'optionKind'; readonly type: string; readonly wants: 'number' | 'string' }
  );

/**
 * Looks at `chakra.procedures` and `chakra.payloads` in the text of a settings or workspace file. What breaks the schema of the settings is
 * VS Code's to say, and left out here.
 * @param catalog as the service has it, without corrections
 */
export function settingFindings(text: string, catalog: Catalog): readonly SettingFinding[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) return [];
  const settings = [root, findNodeAtLocation(root, ['settings'])].filter(node => node !== undefined);
  const procedures = new Lookalikes(catalog.procedures, ({ shortId, name }) => [shortId, name]);
  return settings.flatMap(node => [
    ...entriesOf(node, 'chakra.procedures').flatMap(([key, value]) =>
      ofProcedure(key, value, catalog, procedures),
    ),
    ...entriesOf(node, 'chakra.payloads').flatMap(([, value]) =>
      isText(value) && find(catalog.procedures, value.value) === undefined
        ? [noProcedure(value, procedures)]
        : [],
    ),
  ]);
}

function ofProcedure(
  key: Text,
  value: Node,
  catalog: Catalog,
  procedures: Lookalikes<Procedure>,
): readonly SettingFinding[] {
  const procedure = find(catalog.procedures, key.value);
  // With a name it is one that the user adds.
  if (procedure === undefined)
    return inside(value, 'name') === undefined ? [noProcedure(key, procedures)] : [];
  const corrected = entriesOf(value, 'attributes');
  const known = new Lookalikes(procedure.attributes, ({ shortId, name }) => [shortId, name]);
  const isWhole = procedure.attributesFrom === 'config' && procedure.attributesMissing === undefined;
  const isUnknown = (text: Text) => isWhole && find(procedure.attributes, text.value) === undefined;
  const about = (code: 'newAttribute' | 'noKeyAttribute', text: Text) => ({
    code,
    ...placeOf(text),
    shortId: text.value,
    procedure: procedure.name,
    near: nearTo(text, known),
  });
  const primaryKey = inside(value, 'primaryKey');
  return [
    ...(isText(primaryKey) &&
    isUnknown(primaryKey) &&
    primaryKey.value !== procedure.primaryKey &&
    !corrected.some(([held]) => held.value === primaryKey.value)
      ? [about('noKeyAttribute', primaryKey)]
      : []),
    ...corrected.flatMap(([text, one]) => [
      ...(isUnknown(text) ? [about('newAttribute', text)] : []),
      ...wrongOptions(one, find(procedure.attributes, text.value)),
    ]),
  ];
}

function noProcedure(text: Text, procedures: Lookalikes<Procedure>): SettingFinding {
  return { code: 'noProcedure', ...placeOf(text), shortId: text.value, near: nearTo(text, procedures) };
}

function wrongOptions(value: Node, attribute: Attribute | undefined): readonly SettingFinding[] {
  const said = inside(value, 'type');
  const word = isText(said) ? said.value : attribute?.type;
  const type = word === undefined ? undefined : (attributeType(word)?.type ?? word);
  const wants = type === undefined ? undefined : wantedBy(type);
  if (type === undefined || wants === undefined) return [];
  // A type that only the config has gives way to options of another kind; one that stands beside them is meant.
  if (!isText(said) && attribute?.options === undefined) return [];
  return (inside(value, 'options')?.children ?? [])
    .map(option => inside(option, 'value') ?? option)
    .filter(({ type: kind }) => (kind === 'string' || kind === 'number') && kind !== wants)
    .map(option => ({ code: 'optionKind', ...placeOf(option), type, wants }));
}

function wantedBy(type: string): 'number' | 'string' | undefined {
  if (/^(integer|float|multiInteger|multiFloat)Enum$/.test(type)) return 'number';
  return /^(s|multiS)tringEnum$/.test(type) ? 'string' : undefined;
}

type Text = Omit<Node, 'value'> & { readonly value: string };

function isText(node: Omit<Node, 'value'> | undefined): node is Text {
  return node?.type === 'string' && 'value' in node && node.value !== '';
}

/** The entries of an object below a node; none where there is no object. Keys that are being typed are left out. */
function entriesOf(node: Node, key: string): readonly (readonly [Text, Node])[] {
  return (inside(node, key)?.children ?? []).flatMap(({ children: [name, value] = [] }) =>
    isText(name) && value !== undefined ? [[name, value] as const] : [],
  );
}

function inside(node: Node, key: string): Node | undefined {
  return node.type === 'object' ? findNodeAtLocation(node, [key]) : undefined;
}

function find<T extends { readonly shortId: string }>(all: readonly T[], shortId: string): T | undefined {
  return all.find(one => one.shortId === shortId);
}

function nearTo<T extends { readonly shortId: string }>(
  { value }: Text,
  known: Lookalikes<T>,
): readonly string[] {
  const same = known.same(value);
  return (same.length > 0 ? same : known.near(value)).map(({ shortId }) => shortId);
}

function placeOf({ offset, length }: Node): Place {
  return { offset, length };
}
