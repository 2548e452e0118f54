import { limits, packageExtension } from '../tools/package.mjs';
import { tempDir } from '../tools/lib/cleanup.mjs';
import type { BenchResult } from './bench';

/** How large the minified extension.js is, which is loaded at activation, and the package that a user downloads. */
export default async function bench(): Promise<BenchResult[]> {
  const temp = tempDir('size');
  try {
    const { bytes, entries } = await packageExtension(`${temp.dir}/chakra.vsix`);
    const rows = entries
      .filter(entry => entry.name.startsWith('extension/dist/'))
      .map(({ name, size, packed }) => [name.slice('extension/'.length), size, packed]);
    return [
      {
        ...result('size-extension', bytes.extensionJs, 'kB', limits.extensionJs, 1_000),
        rows: [['bundle', 'bytes', 'packed'], ...rows],
      },
      result('size-vsix', bytes.vsix, 'MB', limits.vsix, 1_000_000),
    ];
  } finally {
    temp.remove();
  }
}

function result(name: string, bytes: number, unit: string, limitBytes: number, of: number): BenchResult {
  const value = Math.round((bytes / of) * 1_000) / 1_000;
  return { name, value, unit, limit: limitBytes / of, ok: bytes <= limitBytes, note: `${bytes} bytes` };
}
