import type { Note, NoteCode } from '../../core/table/model';
import type { Doubts } from '../../core/table/questions';
import type { Ui } from '../ui';
import { askDates, askDecimal, askZone } from './ask';
import { doubts, type Said, type Setup } from './setup';

type Question = keyof Said;

/** In the order in which they are asked: of a date the zone is of use only when its day is known. */
const questions = ['dates', 'zone', 'decimal'] as const satisfies readonly Question[];

/** The questions that are still open before the payload is made. Undefined: given up. */
export async function askOpen(ui: Ui, setup: Setup): Promise<Setup | undefined> {
  return askAll(ui, setup, doubts(setup));
}

/** The questions that come up only below the rows that were looked at. The same setup when there are none; undefined: given up. */
export async function askNoted(ui: Ui, setup: Setup, notes: readonly Note[]): Promise<Setup | undefined> {
  return askAll(ui, setup, notedDoubts(setup, notes));
}

async function askAll(ui: Ui, given: Setup, found: Doubts): Promise<Setup | undefined> {
  let setup = given;
  for (const what of questions) {
    if (found[what] === undefined || setup.reading[what] !== undefined) continue;
    const answered = await askReading(ui, setup, found, what);
    if (answered === undefined) return undefined;
    setup = answered;
  }
  return setup;
}

/** One question. Undefined: given up, or there is nothing to ask. */
export async function askReading(
  ui: Ui,
  setup: Setup,
  { dates, zone, decimal }: Doubts,
  what: Question,
): Promise<Setup | undefined> {
  const answer = await (what === 'dates'
    ? dates && askDates(ui, setup, dates)
    : what === 'zone'
      ? zone && askZone(ui, setup, zone)
      : decimal && askDecimal(ui, setup, decimal));
  return answer && { ...setup, reading: { ...setup.reading, [what]: answer } };
}

function notedDoubts({ mapping }: Setup, notes: readonly Note[]): Doubts {
  const of = (...codes: readonly NoteCode[]) => {
    const note = notes.find(({ code }) => codes.includes(code));
    return note && { column: note.column, example: note.places[0]?.value ?? '' };
  };
  const dates = of('dateOrder');
  // A date with the year last names no zone: what is asked at once needs no further pass over the table.
  const zone = of('zone') ?? (dates && mapping[dates.column]?.rule.kind === 'epoch' ? dates : undefined);
  const decimal = of('decimal');
  return { ...(dates && { dates }), ...(zone && { zone }), ...(decimal && { decimal }) };
}
