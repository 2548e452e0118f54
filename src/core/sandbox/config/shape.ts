import type { Json, JsonObject } from '../../json';
import type { SandboxChoices } from '../choices';
import type { Identified } from '../team/model';

const markup =
  ' <img src=x onerror=alert(1)> [x](command:workbench.action.quit) **b** `c` $(trash) \n# h "&amp;';

/** A text for people as the config has it. */
export function text(choices: SandboxChoices, plain: string): string {
  return choices.texts === 'hostile' ? plain + markup : plain;
}

/** The name (under the chosen key) and the description. */
export function named(choices: SandboxChoices, name: string, description?: string): JsonObject {
  return {
    ...(choices.names === 'none' ? {} : { [choices.names]: text(choices, name) }),
    ...(description === undefined ? {} : { description: text(choices, description) }),
  };
}

/** A reference to another config object. */
export function ref(choices: SandboxChoices, to: Identified): string {
  return choices.references === 'uuid' ? to.id : to.shortId;
}

/** Marks such as `isRequired: true` or `required: true`. */
export function marks(choices: SandboxChoices, set: Readonly<Record<string, boolean>>): JsonObject {
  const spell = (word: string) =>
    choices.marks === 'plain' ? word : `is${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return Object.fromEntries(Object.entries(set).map(([word, on]) => [spell(word), on]));
}

/** Objects with an `id` as an array or as a map keyed by it. */
export function collectionOf(choices: SandboxChoices, items: readonly JsonObject[]): Json {
  if (choices.configShape === 'arrays') return items;
  return Object.fromEntries(
    items.map(item => {
      const { id, ...rest } = item;
      return [typeof id === 'string' ? id : '', choices.configShape === 'maps' ? item : rest];
    }),
  );
}
