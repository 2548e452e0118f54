import path from 'node:path';
import { bundleForNode } from '../../tools/lib/bundle.mjs';
import { inRoot } from '../../tools/lib/paths.mjs';
import { run } from '../../tools/lib/processes.mjs';
import { scratch } from '../../tools/lib/stage.mjs';
import type { JsonObject } from '../../../src/core/json';
import { writeBulkFile } from './bulkFile';

/** Runs the job in a process of its own; gives what it writes, as JSON. */
export type JobProcess = (...args: readonly string[]) => Promise<unknown>;

export interface JobPlace {
  /** A folder for whatever the jobs write; removed in the end. */
  readonly dir: string;
  /** A file of so many entries, written once. */
  readonly fileOf: (entries: number, entryOf?: (entry: number) => JsonObject) => string;
  /** The bundle of another job. */
  readonly bundle: (job: string) => Promise<string>;
}

/** Bundles test/bench/jobs/NAME.ts for plain Node and hands out a way to run it. */
export async function withJobProcess<T>(
  name: string,
  use: (job: JobProcess, place: JobPlace) => Promise<T>,
  nodeArgs: readonly string[] = [],
): Promise<T> {
  return withJobPlace(async place => {
    const own = await place.bundle(name);
    const job: JobProcess = async (...args) => {
      const { code, output } = await run(process.execPath, [
        '--enable-source-maps',
        ...nodeArgs,
        own,
        ...args,
      ]);
      if (code !== 0) throw new Error(`The job ${name} ${args.join(' ')} ended with ${code}: ${output}`);
      return JSON.parse(output) as unknown;
    };
    return use(job, place);
  });
}

/** A place for files and bundles that is gone in the end. */
export async function withJobPlace<T>(use: (place: JobPlace) => Promise<T>): Promise<T> {
  const build = scratch('bench-job');
  const bundle = async (job: string): Promise<string> => {
    const [made = ''] = await bundleForNode([inRoot(`test/bench/jobs/${job}.ts`)], inRoot(), build.dir);
    return made;
  };
  const files = new Map<number, string>();
  const fileOf: JobPlace['fileOf'] = (entries, entryOf) => {
    const known = files.get(entries);
    if (known !== undefined) return known;
    const file = path.join(build.dir, `${entries}.json`);
    writeBulkFile(file, entries, entryOf);
    files.set(entries, file);
    return file;
  };
  try {
    return await use({ dir: build.dir, fileOf, bundle });
  } finally {
    build.remove();
  }
}
