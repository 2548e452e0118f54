import type { ApiFailure } from '../../core/api/result';
import type { Catalog } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';

/** What is known of a connection's catalog. A failure may stand beside an older catalog: it is still usable. */
export interface CatalogState {
  readonly catalog?: Catalog;
  readonly loading: boolean;
  readonly failure?: ApiFailure;
  /** Why the users could not be read by the last refresh, which read the config. */
  readonly usersFailure?: ApiFailure | undefined;
  /** The last refresh ended with an error of the extension, which is in the log. */
  readonly broken?: true;
  /** When the last refresh failed, epoch ms. */
  readonly failedAt?: number;
}

/** What could not be read although no command was waiting for it. */
export interface FailureBehind {
  readonly connection: Connection;
  readonly what: 'config' | 'users' | 'attributes';
  readonly failure: ApiFailure;
}
