import { startSandbox } from '../../../src/core/sandbox';
import type { Target } from '../lib/bulkRun';

/** A sandbox in a process of its own, so that what it holds is not ours: writes where it is, ends with its parent. Its results name their keys. */
const { baseUrl, token } = await startSandbox({ choices: { entriesEcho: 'key' } });
const target: Target = { baseUrl, token };
console.log(JSON.stringify(target));
process.on('disconnect', () => process.exit(0));
