import { c, csharp, dart, go, java, objectiveC, ocaml, swift } from './compiled';
import type { Snippet } from './request';
import { http, javascript, php, python, r, ruby, shell } from './scripts';

/** The languages that ChakraHQ's own pages show (page api-11530135), in the order of the list that the user sees. */
export const snippets: readonly Snippet[] = [
  ...[shell, http, javascript, python, java, go, php, csharp],
  ...[c, ruby, r, swift, objectiveC, ocaml, dart],
];
