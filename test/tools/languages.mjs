// @ts-check
// npm run languages: what Copy as writes, run in every language that Debian has a tool for. Installs what is missing, where it may.
import { aptInstall, canApt } from './lib/apt.mjs';
import { onPath } from './lib/processes.mjs';
import { runServiceTests } from './service.mjs';

/** Packages by a program of theirs; what the tests need of each stands in test/service/lib/languages.ts. */
const packages = {
  curl: ['curl'],
  python3: ['python3'],
  php: ['php-cli', 'php-curl'],
  ruby: ['ruby'],
  go: ['golang-go'],
  javac: ['default-jdk-headless'],
  'curl-config': ['gcc', 'libc6-dev', 'libcurl4-openssl-dev'],
  mcs: ['mono-mcs', 'mono-runtime', 'libmono-system-net-http4.0-cil'],
  Rscript: ['r-base-core', 'r-cran-httr'],
  ocamlfind: ['ocaml-nox', 'ocaml-findlib', 'libcohttp-lwt-unix-ocaml-dev', 'libssl-dev'],
};

const missing = Object.entries(packages).flatMap(([program, names]) => (onPath(program) ? [] : names));
if (missing.length > 0 && canApt()) {
  console.log(`Installing ${missing.join(' ')}`);
  const failed = await aptInstall(missing);
  if (failed !== undefined) console.log(failed);
}
process.env['CHAKRA_LANGUAGES'] = 'all';
const { failed } = await runServiceTests(['snippets']);
process.exit(failed === 0 ? 0 : 1);
