/** A request to be made elsewhere, as a send would make it. */
export interface SnippetRequest {
  readonly url: string;
  /** The text whose UTF-8 bytes are the body; without lone surrogates, which have none. */
  readonly body: string;
}

/** A programming language or tool that a request can be copied as. */
export interface Snippet {
  /** Kept as what was used last; never changes. */
  readonly id: string;
  /** Its own name, which no language of people translates. */
  readonly name: string;
  /** What it is done with, e.g. a library. */
  readonly by: string;
  /** Of a file that holds it, without the dot. */
  readonly ending: string;
  /** The whole text. The token stands in it only as the variable {@link tokenVariable} of the environment. */
  readonly write: (request: SnippetRequest) => string;
}

/** The variable of the environment that holds the token when a snippet runs. */
export const tokenVariable = 'CHAKRA_TOKEN';
