import { runInHost } from '../tools/lib/hostJob.mjs';
import { hostNames } from '../tools/lib/hosts.mjs';
import type { BenchResult } from './bench';
import type { Asked, TypingFigures, TypingTask } from './jobs/typing';
import { figure, nameOf, percentile, versionOf } from './lib/figures';
import type { Shape } from './lib/typingPayload';

const shapes: readonly Shape[] = ['process', 'array'];
const task = { characters: 1_048_576, rounds: 3 };

/**
 * Completion in a payload of 1 MB of a procedure with 400 attributes, in a team of 2,000 users, and how long the extension keeps the thread of the
 * extension host while somebody types there.
 */
export default async function bench(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const host of hostNames) {
    for (const shape of shapes) {
      const given: TypingTask = { ...task, shape };
      const env = { CHAKRA_BENCH: JSON.stringify(given) };
      const job = { host, suiteFile: 'test/bench/jobs/typing.ts', env, settings, minify: false } as const;
      const figures = (await runInHost(job)) as TypingFigures;
      const name = nameOf(shape === 'process' ? 'typing' : 'typing-array', host);
      results.push(completion(name, figures, versionOf(host)), slice(name, figures, versionOf(host)));
    }
  }
  return results;
}

/** The list comes up when it is asked for: not a second time by itself. */
const quiet = { 'editor.quickSuggestions': { other: 'off', strings: 'off', comments: 'off' } };
const settings = { 'editor.suggestOnTriggerCharacters': false, '[json]': quiet, '[chakra-payload]': quiet };

function completion(
  name: string,
  { asked, first, characters, bare }: TypingFigures,
  version: string,
): BenchResult {
  const [, ...rest] = asked;
  const ours = percentile(
    rest.map(one => one.ours),
    95,
  );
  return figure(
    name,
    rest.map(({ ms }) => ms),
    150,
    {
      of: '95th percentile',
      note: `${version}, ${characters} characters, the schema was there after ${Math.round(first)} ms; of it our own providers ${round(ours)} ms; in an unbound file of that size VS Code alone takes ${round(percentile(bare, 50))}, at most ${round(Math.max(...bare))} ms`,
      rows: rowsOf(asked),
    },
  );
}

function slice(name: string, { watched }: TypingFigures, version: string): BenchResult {
  const [longest] = watched.slices;
  const seconds = Math.round(watched.ms / 1000);
  const rows = [
    ['ms', 'in which functions of ours'],
    ...watched.slices.map(({ ms, what }) => [round(ms), what]),
  ];
  return figure(`${name}-slice`, longest === undefined ? [] : [longest.ms], 8, {
    of: 'worst',
    note: `${version}, in ${seconds} s`,
    rows,
  });
}

function rowsOf(asked: readonly Asked[]): (readonly (string | number)[])[] {
  const kinds = [...new Set(asked.map(({ what }) => what))];
  return [
    ['what, where', 'median ms', 'worst ms', 'ours, worst ms'],
    ...kinds.map(kind => {
      const all = asked.filter(({ what }) => what === kind);
      const times = all.map(({ ms }) => ms);
      const ours = Math.max(...all.map(one => one.ours));
      return [kind, round(percentile(times, 50)), round(Math.max(...times)), round(ours)];
    }),
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
