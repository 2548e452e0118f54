import { bytesSource } from '../scan/bytes';
import { scan } from '../../../../src/core/bulk/scan/scan';
import { FastCheck } from '../../../../src/core/bulk/preflight/fast/fastCheck';
import { checkRange, type RangeResult } from '../../../../src/core/bulk/preflight/rangeCheck';
import type { Procedure } from '../../../../src/core/catalog/model';
import type { JsonObject } from '../../../../src/core/json';
import {
  compileEntryValidator,
  entrySchemaOf,
  formOf,
  type Validate,
} from '../../../../src/core/schema/validator';
import { limits } from './run';

/** The check of a procedure's entries, with and without what tells right ones from their bytes. */
export interface Checks {
  readonly fast: FastCheck;
  readonly validate: Validate | undefined;
  readonly procedure: Procedure | undefined;
}

export function checksOf(schema: JsonObject | undefined, procedure?: Procedure): Checks {
  const primaryKey = procedure?.primaryKey;
  const fast = FastCheck.make({ schema: schema && entrySchemaOf(schema), primaryKey, formOf });
  if (fast === undefined) throw new Error('No entry would be known to be right.');
  return { fast, validate: schema && compileEntryValidator(schema), procedure };
}

export interface Judged {
  /** Causes, bits and hashes of the check of all entries. */
  readonly long: object;
  readonly short: object;
  readonly entries: number;
  /** How many the fast check took. */
  readonly taken: number;
}

/** Undefined for what is no list of entries. */
export async function judge(content: Uint8Array, checks: Checks): Promise<Judged | undefined> {
  const source = bytesSource(content);
  const scanned = await scan(source);
  if (!scanned.ok) return undefined;
  const { count, blocks } = scanned.index.shared;
  const [block = new SharedArrayBuffer(0)] = blocks;
  let taken = 0;
  const counting = {
    get hash() {
      return checks.fast.hash;
    },
    accepts(bytes: Buffer, from: number, to: number): boolean {
      const accepted = checks.fast.accepts(bytes, from, to);
      if (accepted) taken++;
      return accepted;
    },
  };
  const run = async (fast: typeof counting | undefined): Promise<object> => {
    const hashes = new SharedArrayBuffer(count * 4);
    const { validate, procedure } = checks;
    const task = { base: 0, block, first: 0, count, hashes };
    const result = await checkRange(source, task, { validate, procedure, fast }, limits);
    return { ...plain(result), hashes: [...new Uint32Array(hashes)] };
  };
  return { long: await run(undefined), short: await run(counting), entries: count, taken };
}

function plain({ causes, ...rest }: RangeResult): object {
  return { ...rest, rows: causes.rows, further: causes.further };
}

/** True when the fast check takes it, as an entry. */
export function takes({ fast }: Checks, entry: string | Uint8Array): boolean {
  const bytes = Buffer.from(entry as string);
  return fast.accepts(Buffer.concat([Buffer.from('['), bytes, Buffer.from(']')]), 1, bytes.length + 1);
}
