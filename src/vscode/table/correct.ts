import type { Reading } from '../../core/table/model';
import type { Ui } from '../ui';
import { askDates, askDecimal, askDelimiter, askEncoding, askZone } from './ask';
import { wishes, type Wish } from './columnList';
import { askPlace } from './place';
import { doubts, sampleRows, type Setup } from './setup';
import { askTarget } from './targetList';

/** Reads the start of a table again; undefined: it cannot be read so, and the user was told. */
export type LookAgain = (
  setup: Pick<Setup, 'table' | 'goal' | 'corrections' | 'place'>,
) => Promise<Setup | undefined>;

export interface ListTexts {
  readonly title: string;
  readonly placeholder: string;
  readonly encoding: string;
}

/** Shows the list until the user makes the payload. Undefined: given up. */
export async function correct(
  ui: Ui,
  given: Setup,
  texts: ListTexts,
  lookAgain: LookAgain,
): Promise<Setup | undefined> {
  let setup = given;
  for (;;) {
    const wish = await ui.pick(wishes(setup), {
      title: texts.title,
      placeholder: texts.placeholder,
      stays: true,
    });
    if (wish === undefined) return undefined;
    if (wish.do === 'make') return setup;
    setup = await fulfil(ui, setup, wish, texts, lookAgain);
  }
}

/** The questions that are still open before the payload is made. Undefined: given up. */
export async function askOpen(ui: Ui, given: Setup): Promise<Setup | undefined> {
  let setup = given;
  const found = doubts(setup);
  for (const [what, isOpen] of [
    ['dates', found.dates !== undefined && setup.reading.dates === undefined],
    ['zone', found.zone !== undefined && setup.reading.zone === undefined],
    ['decimal', found.decimal !== undefined && setup.reading.decimal === undefined],
  ] as const) {
    if (!isOpen) continue;
    const answered = await askReading(ui, setup, what);
    if (answered === undefined) return undefined;
    setup = answered;
  }
  return setup;
}

async function fulfil(
  ui: Ui,
  setup: Setup,
  wish: Exclude<Wish, { do: 'make' }>,
  texts: ListTexts,
  lookAgain: LookAgain,
): Promise<Setup> {
  const again = async (corrections: Setup['corrections']) =>
    (await lookAgain({ ...setup, corrections: { ...setup.corrections, ...corrections } })) ?? setup;
  const { format } = setup.look;
  switch (wish.do) {
    case 'column':
      return askTarget(ui, setup, wish.column);
    case 'header':
      return again({ header: !format.header });
    case 'quotes':
      return again({ quotes: !format.quotes });
    case 'delimiter': {
      const delimiter = await askDelimiter(ui, format.delimiter);
      return delimiter === undefined ? setup : again({ delimiter });
    }
    case 'encoding': {
      const encoding = await askEncoding(ui, setup.table.fsPath, texts.encoding, lineToShow(setup));
      return encoding === undefined ? setup : again({ encoding });
    }
    case 'place': {
      const place = await askPlace(ui, setup.place);
      return place === undefined ? setup : { ...setup, place };
    }
    case 'dates':
    case 'zone':
    case 'decimal':
      return (await askReading(ui, setup, wish.do)) ?? setup;
  }
}

async function askReading(
  ui: Ui,
  setup: Setup,
  what: 'dates' | 'zone' | 'decimal',
): Promise<Setup | undefined> {
  const found = doubts(setup);
  switch (what) {
    case 'dates': {
      const answer = found.dates && (await askDates(ui, setup, found.dates));
      return answer && withReading(setup, { dates: answer.value });
    }
    case 'zone': {
      const answer = found.zone && (await askZone(ui, setup, found.zone));
      return answer && withReading(setup, { zone: answer.value });
    }
    case 'decimal': {
      const answer = found.decimal && (await askDecimal(ui, setup, found.decimal));
      return answer && withReading(setup, { decimal: answer.value });
    }
  }
}

/** With the answer; none at all where such cells are to stay text. */
function withReading(setup: Setup, answer: { readonly [K in keyof Reading]: Reading[K] | undefined }): Setup {
  const { dates, zone, decimal } = { ...setup.reading, ...answer };
  return {
    ...setup,
    reading: { ...(dates && { dates }), ...(zone && { zone }), ...(decimal && { decimal }) },
  };
}

/** A row with letters that encodings write differently; the first one where there is none. */
function lineToShow(setup: Setup): number {
  const { rows } = setup.look;
  const odd = rows.find(({ cells }) => cells.some(cell => /[^\u0020-\u007e]/.test(cell)));
  return odd?.line ?? (sampleRows(setup).length > 0 ? (rows.at(-1)?.line ?? 1) : 1);
}
