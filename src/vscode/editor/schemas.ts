import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import { findProcedure } from '../../core/catalog/find';
import type { Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { JsonObject } from '../../core/json';
import { buildSchema, waitingSchema } from '../../core/schema/build';
import type { Validate } from '../../core/schema/validator';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import { Disposables } from '../events';
import type { Log } from '../log';
import { schemaWords } from '../words/schemaWords';

/** A schema that VS Code has been told of. */
interface Served {
  readonly binding: Binding;
  text: string;
  schema: JsonObject;
  /** The catalog's procedure that the schema was made of; undefined while it waits for one. */
  procedure: Procedure | undefined;
  validate?: Promise<Validate>;
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
      served = { binding, ...this.#make(binding) };
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
    const connection = this.connections.find(binding.connectionId);
    const catalog = connection && this.catalogs.peek(connection).catalog;
    return catalog && findProcedure(catalog, binding.procedureKey);
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

  #make(binding: Binding): Pick<Served, 'text' | 'schema' | 'procedure'> {
    const connection = this.connections.find(binding.connectionId);
    const catalog = connection && this.catalogs.peek(connection).catalog;
    const procedure = catalog && findProcedure(catalog, binding.procedureKey);
    const schema = procedure ? buildSchema(procedure, catalog, schemaWords) : waitingSchema(schemaWords);
    return { schema, text: JSON.stringify(schema), procedure };
  }

  #fetch(binding: Binding): void {
    const connection = this.connections.find(binding.connectionId);
    if (connection === undefined) return;
    const fetched = this.catalogs.need(connection).then(async () => {
      await this.catalogs.learn(connection, binding.procedureKey);
      this.#follow(connection);
    });
    fetched.catch((error: unknown) => this.log.error('Schema', error));
  }

  #follow(connection: Connection): void {
    for (const [id, served] of this.#served) {
      if (served.binding.connectionId !== connection.id) continue;
      const made = this.#make(served.binding);
      if (made.text === served.text) continue;
      // A catalog that is gone for the moment (signed out, new token) takes no completion away.
      if (made.procedure === undefined && served.procedure !== undefined) continue;
      delete served.validate;
      Object.assign(served, made);
      this.#changed.fire(id);
    }
  }
}
