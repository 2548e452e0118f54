/** What a connection leads to: decides how careful we are before a send. */
export type ConnectionKind = 'production' | 'test' | 'sandbox';

/** A named way to one team's data. The token is not part of it: it stays in SecretStorage. */
export interface Connection {
  /** Opaque; never reused. */
  readonly id: string;
  readonly name: string;
  /** Without a trailing slash. Empty for the sandbox, whose port is chosen when it starts. */
  readonly baseUrl: string;
  /** The only origin that may ever receive the token. */
  readonly origin: string;
  readonly kind: ConnectionKind;
}

/** The embedded server: always in the list, started by its first use. */
export const sandboxConnection: Connection = {
  id: 'sandbox',
  name: 'Sandbox',
  baseUrl: '',
  origin: 'sandbox:',
  kind: 'sandbox',
};

/** The documented base URL (page api-11530135). */
export const defaultBaseUrl = 'https://api.chakrahq.com';
