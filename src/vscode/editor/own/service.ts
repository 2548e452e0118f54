import {
  ClientCapabilities,
  ErrorCode,
  getLanguageService,
  TextDocument,
  type CompletionList,
  type Diagnostic,
  type JSONSchema,
  type Position,
} from 'vscode-json-languageservice';
import type { Problem } from '../../../core/payload/listProblems';

/** Its codes of what is no JSON; a schema's are below, and what is wrong with one itself above. */
const [firstOfJson, lastOfJson]: readonly [number, number] = [
  ErrorCode.UnexpectedEndOfComment,
  ErrorCode.SchemaResolveError,
];

const textUri = 'text:/payload.json';

/** The service of VS Code's JSON editor, for short texts and one schema at a time. */
export class JsonService {
  readonly #service;

  /** @param schema as the JSON editor would be given it */
  constructor(schema: string) {
    // What a text names in `$schema` is ours as well, whatever it says.
    const schemaRequestService = async () => Promise.resolve(schema);
    this.#service = getLanguageService({
      clientCapabilities: ClientCapabilities.LATEST,
      schemaRequestService,
    });
    const parsed = JSON.parse(schema) as JSONSchema;
    this.#service.configure({
      validate: true,
      schemas: [{ uri: 'text:/schema.json', fileMatch: [textUri], schema: parsed }],
    });
  }

  async complete(text: string, position: Position): Promise<CompletionList | null> {
    const document = TextDocument.create(textUri, 'json', 1, text);
    return this.#service.doComplete(document, position, this.#service.parseJSONDocument(document));
  }

  /** @param isServed the JSON editor serves the document too, without our schema: then what is no JSON is said already */
  async check(text: string, isServed: boolean): Promise<readonly Problem[]> {
    const document = TextDocument.create(textUri, 'json', 1, text);
    const found = await this.#service.doValidation(document, this.#service.parseJSONDocument(document), {
      comments: isServed ? 'ignore' : 'error',
    });
    return found
      .filter(({ code }) => !isServed || !isOfJson(code))
      .map(({ message, range }) => {
        const offset = document.offsetAt(range.start);
        const length = document.offsetAt(range.end) - offset;
        return { message: typeof message === 'string' ? message : message.value, offset, length };
      });
  }
}

/** True for what the text has against JSON itself, and not against the schema. */
function isOfJson(code: Diagnostic['code']): boolean {
  return typeof code === 'number' && code >= firstOfJson && code < lastOfJson;
}
