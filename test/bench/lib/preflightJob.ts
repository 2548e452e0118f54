import path from 'node:path';
import { bundleForNode } from '../../tools/lib/bundle.mjs';
import { inRoot } from '../../tools/lib/paths.mjs';
import { run } from '../../tools/lib/processes.mjs';
import { scratch } from '../../tools/lib/stage.mjs';
import type { JobFigures } from '../jobs/preflight';
import { writeBulkFile } from './bulkFile';

export type Job = (...args: readonly string[]) => Promise<JobFigures>;

/** Bundles the job and the worker; each call of what it hands out runs the job in a process of its own. The files are removed in the end. */
export async function withPreflightJob<T>(
  use: (job: Job, fileOf: (entries: number) => string) => Promise<T>,
): Promise<T> {
  const build = scratch('preflight');
  try {
    const sources = [inRoot('test/bench/jobs/preflight.ts'), inRoot('src/core/bulk/preflight/worker.ts')];
    const [bundle = ''] = await bundleForNode(sources, inRoot(), build.dir);
    const job: Job = async (...args) => {
      const { code, output } = await run(process.execPath, ['--enable-source-maps', bundle, ...args]);
      if (code !== 0) throw new Error(`The job ${args.join(' ')} ended with ${code}: ${output}`);
      return JSON.parse(output) as JobFigures;
    };
    const files = new Map<number, string>();
    const fileOf = (entries: number): string => {
      const known = files.get(entries);
      if (known !== undefined) return known;
      const file = path.join(build.dir, `${entries}.json`);
      writeBulkFile(file, entries);
      files.set(entries, file);
      return file;
    };
    return await use(job, fileOf);
  } finally {
    build.remove();
  }
}
