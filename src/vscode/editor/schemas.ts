import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import { findBound } from '../../core/catalog/find';
import type { Catalog, Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { JsonObject } from '../../core/json';
import { buildSchema, waitingSchema } from '../../core/schema/build';
import { forEditor } from '../../core/schema/forEditor';
import type { Validate } from '../../core/schema/validator';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import { Disposables } from '../events';
import type { Log } from '../log';
import { unlessAborted } from '../unlessAborted';
import { schemaWords, unknownOptionText, unknownStateText } from '../words/schemaWords';

/** For the config before a send: then the user decides whether to send unchecked. */
const longestForConfigMs = 10_000;

/** A schema that VS Code has been told of. */
interface Served {
  readonly binding: Binding;
  text: string;
  schema: JsonObject;
  /** What it was made of; undefined while there is none. */
  catalog: Catalog | undefined;
  /** The catalog's procedure that the schema was made of; undefined while it waits for one. */
  procedure: Procedure | undefined;
  validate?: Promise<Validate>;
}

/** A procedure, and the catalog that it stands in. */
export interface Known {
  readonly procedure: Procedure;
  readonly catalog: Catalog;
}

/** The schemas of all procedures that have a payload, made on demand from the catalogs and kept in step with them. */
export class Schemas implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<string>());
  /** The text of a schema changed; the value is its id. */
  readonly onDidChange = this.#changed.event;
  readonly #served = new Map<string, Served>();

  constructor(
    private readonly connections: Connections,
    private readonly catalogs: CatalogService,
    private readonly log: Log,
    private readonly longestWaitMs = longestForConfigMs,
  ) {
    this.#held.add(catalogs.onDidChange(connection => this.#follow(connection)));
  }

  /** The opaque id of a binding's schema: letters and digits, as VS Code needs it. */
  idOf({ connectionId, procedureKey }: Binding): string {
    return createHash('sha256').update(`${connectionId}\0${procedureKey}`).digest('hex').slice(0, 32);
  }

  /** The schema of a binding, made now if it was not asked for before. */
  serve(binding: Binding): Served {
    const id = this.idOf(binding);
    let served = this.#served.get(id);
    if (served === undefined) {
      served = { binding, ...this.#make(binding, this.#catalog(binding)) };
      this.#served.set(id, served);
      if (served.procedure === undefined) this.#fetch(binding);
    }
    return served;
  }

  /** The text for an id; undefined when no payload of this window is bound to it. */
  text(id: string): string | undefined {
    return this.#served.get(id)?.text;
  }

  /** The compiled check for a binding; undefined while the procedure is not known: then nothing is checked. */
  async validator(binding: Binding): Promise<Validate | undefined> {
    const served = this.serve(binding);
    if (served.procedure === undefined) return undefined;
    served.validate ??= this.#compile(served.schema);
    return served.validate;
  }

  /** The procedure of a binding as the catalog has it now. */
  procedure(binding: Binding): Procedure | undefined {
    const catalog = this.#catalog(binding);
    return catalog && findBound(catalog, binding);
  }

  /** The procedure of a binding together with its catalog, as they are in memory now; undefined where it is not known. */
  known(binding: Binding): Known | undefined {
    const catalog = this.#catalog(binding);
    const procedure = catalog && findBound(catalog, binding);
    return procedure && { procedure, catalog };
  }

  /** Its name in the catalog, else as it was when the document was bound. */
  nameOf(binding: Binding): string {
    return this.procedure(binding)?.name ?? binding.name;
  }

  /** Reads the catalog from the disk where it is not in memory yet. @returns whether the procedure is known now */
  async isKnown(binding: Binding): Promise<boolean> {
    const connection = this.connections.find(binding.connectionId);
    if (connection === undefined) return false;
    await this.catalogs.cached(connection);
    return this.procedure(binding) !== undefined;
  }

  /**
   * Waits until the catalog has been read from the service, also in vain. Who gives up, or has waited long enough, leaves it to others that wait
   * as well; who asks later gets a request of their own.
   */
  async wait(binding: Binding, signal: AbortSignal): Promise<void> {
    const connection = this.connections.find(binding.connectionId);
    if (connection === undefined) return;
    const read = this.catalogs.need(connection).then(
      () => true,
      (error: unknown) => {
        this.log.error('Config for a check', error);
        return true;
      },
    );
    const isOver = await unlessAborted(
      read,
      AbortSignal.any([signal, AbortSignal.timeout(this.longestWaitMs)]),
    );
    if (isOver === undefined) this.catalogs.giveUp(connection);
  }

  dispose(): void {
    this.#held.dispose();
  }

  /** A schema that cannot be compiled (which happens at its first use) checks nothing: that is no reason not to send. */
  async #compile(schema: JsonObject): Promise<Validate> {
    const { compileValidator } = await import('../../core/schema/validator');
    const validate = compileValidator(schema);
    return value => {
      try {
        return validate(value);
      } catch (error) {
        this.log.error('Check by the schema', error);
        return [];
      }
    };
  }

  #make(binding: Binding, catalog: Catalog | undefined): Omit<Served, 'binding' | 'validate'> {
    const procedure = catalog && findBound(catalog, binding);
    const schema = procedure ? buildSchema(procedure, catalog, schemaWords) : waitingSchema(schemaWords);
    const shown = procedure
      ? forEditor(schema, {
          state: shortIds => unknownStateText(procedure.name, shortIds),
          option: unknownOptionText,
        })
      : schema;
    return { schema, text: JSON.stringify(shown), catalog, procedure };
  }

  #fetch(binding: Binding): void {
    const connection = this.connections.find(binding.connectionId);
    if (connection === undefined) return;
    const fetch = async () => {
      const { catalog } = await this.catalogs.open(connection);
      if (catalog === undefined) await this.catalogs.refreshBehind(connection);
      await this.catalogs.learnBehind(connection, binding.procedureKey);
      this.#follow(connection);
    };
    fetch().catch((error: unknown) => this.log.error('Schema', error));
  }

  #catalog({ connectionId }: Binding): Catalog | undefined {
    const connection = this.connections.find(connectionId);
    return connection && this.catalogs.peek(connection).catalog;
  }

  /** A catalog that is gone for the moment (signed out, new token) takes no completion away; one without the procedure does. */
  #follow(connection: Connection): void {
    const { catalog } = this.catalogs.peek(connection);
    if (catalog === undefined) return;
    for (const [id, served] of this.#served) {
      if (served.binding.connectionId !== connection.id || served.catalog === catalog) continue;
      const made = this.#make(served.binding, catalog);
      const isSame = made.text === served.text;
      Object.assign(served, made);
      if (isSame) continue;
      delete served.validate;
      this.#changed.fire(id);
    }
  }
}
