import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** How a source in a language is run. */
export interface Tool {
  /** Programs that must be on the path; the package of Debian that has them. */
  readonly needs: readonly string[];
  readonly debian: readonly string[];
  /** True: starts at once, so that it runs with all tests; false: compiles for seconds. */
  readonly quick: boolean;
  /** Program and arguments, one after the other. */
  readonly commands: (file: string) => readonly (readonly [string, ...string[]])[];
}

const plain = (program: string, ...args: string[]): Tool['commands'] => {
  return file => [[program, ...args, file]];
};

/** By the id of the snippet. What is missing here has no tool on Debian: only its golden file is held. */
export const tools: Readonly<Record<string, Tool>> = {
  shell: { needs: ['sh', 'curl'], debian: ['curl'], quick: true, commands: plain('sh') },
  javascript: { needs: ['node'], debian: ['nodejs'], quick: true, commands: plain('node') },
  python: { needs: ['python3'], debian: ['python3'], quick: true, commands: plain('python3') },
  php: { needs: ['php'], debian: ['php-cli', 'php-curl'], quick: true, commands: plain('php') },
  ruby: { needs: ['ruby'], debian: ['ruby'], quick: true, commands: plain('ruby') },
  r: { needs: ['Rscript'], debian: ['r-base-core', 'r-cran-httr'], quick: false, commands: plain('Rscript') },
  go: { needs: ['go'], debian: ['golang-go'], quick: false, commands: plain('go', 'run') },
  java: { needs: ['java', 'javac'], debian: ['default-jdk-headless'], quick: false, commands: plain('java') },
  c: {
    needs: ['gcc', 'curl-config'],
    debian: ['gcc', 'libc6-dev', 'libcurl4-openssl-dev'],
    quick: false,
    // With trigraphs, which other compilers still have.
    commands: file => [
      ['gcc', '-std=c99', '-Wall', '-Werror', file, '-o', `${file}.out`, '-lcurl'],
      [`${file}.out`],
    ],
  },
  csharp: {
    needs: ['mcs', 'mono'],
    debian: ['mono-mcs', 'mono-runtime', 'libmono-system-net-http4.0-cil'],
    quick: false,
    commands: file => [
      ['mcs', '-r:System.Net.Http.dll', `-out:${file}.exe`, file],
      ['mono', `${file}.exe`],
    ],
  },
  ocaml: {
    needs: ['ocamlfind', 'ocamlopt'],
    debian: ['ocaml-nox', 'ocaml-findlib', 'libcohttp-lwt-unix-ocaml-dev'],
    quick: false,
    commands: file => [
      [
        'ocamlfind',
        'ocamlopt',
        '-thread',
        '-package',
        'cohttp-lwt-unix',
        '-linkpkg',
        file,
        '-o',
        `${file}.out`,
      ],
      [`${file}.out`],
    ],
  },
};

export function isThere({ needs }: Tool): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return needs.every(program => folders.some(folder => canRun(path.join(folder, program))));
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
