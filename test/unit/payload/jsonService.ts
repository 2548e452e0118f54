import { createRequire } from 'node:module';
import type * as JsonService from 'vscode-json-languageservice';
import type { JSONSchema } from 'vscode-json-languageservice';
import { buildSchema } from '../../../src/core/schema/build';
import { forEditor } from '../../../src/core/schema/forEditor';
import { schemaWords, unknownOptionText, unknownStateText } from '../../../src/vscode/words/schemaWords';
import { acme, lead } from '../schema/sample';

/** The library of VS Code's JSON editor. Its names are not seen by `import`. */
export const library = createRequire(import.meta.url)('vscode-json-languageservice') as typeof JsonService;

/** As VS Code's JSON editor serves a payload of the sample procedure. */
export function jsonService(): JsonService.LanguageService {
  const service = library.getLanguageService({ clientCapabilities: library.ClientCapabilities.LATEST });
  const say = { state: (ids: readonly string[]) => unknownStateText('Lead', ids), option: unknownOptionText };
  const schema = forEditor(buildSchema(lead, acme, schemaWords), say) as JSONSchema;
  service.configure({ schemas: [{ uri: 'x:/schema.json', fileMatch: ['*'], schema }] });
  return service;
}
