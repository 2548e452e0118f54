// @ts-check
// The process that one benchmark has for itself: benchChild.mjs BUNDLE RESULTS
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [bundle = '', results = ''] = process.argv.slice(2);
const { default: bench } = await import(pathToFileURL(bundle).href);
writeFileSync(results, JSON.stringify(await bench()));
process.exit(0);
