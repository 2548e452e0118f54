import type { JsonObject } from '../../json';
import type { Validate } from '../../schema/validator';
import { FastCheck } from './fast/fastCheck';
import { SharedIndex } from '../scan/entryIndex';
import { columnsOf } from '../scan/place';
import type { ScanProblem } from '../scan/problem';
import { scan } from '../scan/scan';
import { openFile, type FileSource } from '../scan/source';
import type { Answer, Request } from './protocol';
import { checkRange } from './rangeCheck';
import { findRepeats } from './repeats';
import type { Repeats } from './report';
import { countRequests } from './requests';

/** The worker's end of the line. */
export interface Port {
  postMessage(answer: Answer): void;
  on(event: 'message', listener: (request: Request) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

type Opened = Extract<Request, { t: 'open' }>;

/** News of the scan are told each so many bytes. */
const newsBytes = 1 << 21;

/** Serves a pre-flight: does what the other end asks for, one after the other. Nothing is thrown; it is answered. */
export function serve(port: Port): void {
  const server = new Server(port);
  let last = Promise.resolve();
  port.on('message', request => {
    last = last.then(() => server.handle(request));
  });
  port.on('close', () => {
    void last.then(() => server.close());
  });
}

class Server {
  #opened: Opened | undefined;
  #source: FileSource | undefined;
  #rules: Promise<Rules> | undefined;

  constructor(private readonly port: Port) {}

  async handle(request: Request): Promise<void> {
    try {
      this.port.postMessage(await this.#do(request));
    } catch (error) {
      this.port.postMessage(await this.#explain(error));
    }
  }

  async close(): Promise<void> {
    await this.#source?.close();
  }

  async #do(request: Request): Promise<Answer> {
    if (request.t === 'open') return this.#open(request);
    const [opened, source] = [this.#opened, this.#source];
    if (opened === undefined || source === undefined) throw new Error(`${request.t} before open`);
    if (request.t === 'scan') return this.#scan(opened, source);
    const answer =
      request.t === 'check'
        ? await this.#check(request, opened, source)
        : await finish(request, opened, source);
    return (await source.changed()) ? { t: 'refused', problem: changed } : answer;
  }

  async #open(request: Opened): Promise<Answer> {
    this.#source = await openFile(request.path);
    this.#opened = request;
    return { t: 'opened', stamp: this.#source.stamp, size: this.#source.size };
  }

  async #scan({ lines }: Opened, source: FileSource): Promise<Answer> {
    let told = 0;
    const result = await scan(source, {
      lines,
      onProgress: (bytes, index) => {
        if (bytes - told < newsBytes) return;
        told = bytes;
        this.port.postMessage({ t: 'scanning', bytes, entries: index.shared });
      },
    });
    if (!result.ok) {
      if ('problem' in result) return { t: 'refused', problem: result.problem };
      throw new Error('A scan without a signal was cancelled');
    }
    const { layout, size, sha256, index } = result;
    return { t: 'scanned', layout, size, sha256, entries: index.shared };
  }

  async #check(
    { task }: Extract<Request, { t: 'check' }>,
    { schema, procedure, limits }: Opened,
    source: FileSource,
  ): Promise<Answer> {
    this.#rules ??= compile(schema, procedure?.primaryKey);
    const rules = await this.#rules;
    const result = await checkRange(source, task, { ...rules, procedure }, limits);
    return { t: 'checked', result, bySchema: rules.validate !== undefined };
  }

  /** An error may be due to a change of the file, which is the better news then. */
  async #explain(error: unknown): Promise<Answer> {
    if ((await this.#source?.changed().catch(() => true)) === true) return { t: 'refused', problem: changed };
    if (error instanceof Error && 'syscall' in error && 'code' in error) {
      return {
        t: 'refused',
        problem: { ...nowhere, code: 'notReadable', params: { error: String(error.code) } },
      };
    }
    return { t: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const nowhere = { offset: 0, line: 1, column: 1 };
const changed: ScanProblem = { ...nowhere, code: 'changed', params: {} };

interface Rules {
  readonly validate: Validate | undefined;
  readonly fast: FastCheck | undefined;
}

/** A schema that cannot be compiled checks nothing, as for a single payload: that is no reason not to send. */
async function compile(schema: JsonObject | undefined, primaryKey: string | undefined): Promise<Rules> {
  const plain = { validate: undefined, fast: FastCheck.make({ primaryKey }) };
  if (schema === undefined) return plain;
  try {
    const { compileEntryValidator, entrySchemaOf, formOf } = await import('../../schema/validator');
    const validate = compileEntryValidator(schema);
    return validate === undefined
      ? plain
      : { validate, fast: FastCheck.make({ schema: entrySchemaOf(schema), primaryKey, formOf }) };
  } catch {
    return plain;
  }
}

async function finish(
  request: Extract<Request, { t: 'finish' }>,
  { limits, procedure }: Opened,
  source: FileSource,
): Promise<Answer> {
  const index = SharedIndex.from(request.entries);
  const key = procedure?.primaryKey;
  const repeats = key === undefined ? noRepeats() : await findRepeats(source, index, request.hashes, key);
  const requests = {
    all: countRequests(index, limits, request.blocked),
    valid: countRequests(index, limits, request.flawed),
  };
  const columns = await columnsOf(
    source,
    request.columns.map(entry => index.offset(entry)),
  );
  return { t: 'finished', repeats, requests, columns };
}

function noRepeats(): Repeats {
  return { keys: 0, entries: 0, set: new Uint8Array(0), examples: [] };
}
