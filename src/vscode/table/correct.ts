import type { Ui } from '../ui';
import { askAbove, askDelimiter, askEncoding } from './ask';
import { wishes, type Wish } from './columnList';
import { askReading } from './open';
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
    case 'above': {
      const above = await askAbove(ui, setup);
      return above === undefined ? setup : again({ above });
    }
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
      const place = await askPlace(ui, setup);
      return place === undefined ? setup : { ...setup, place };
    }
    case 'dates':
    case 'zone':
    case 'decimal':
      return (await askReading(ui, setup, doubts(setup), wish.do)) ?? setup;
  }
}

/** A row with letters that encodings write differently; the first one where there is none. */
function lineToShow(setup: Setup): number {
  const { rows } = setup.look;
  const odd = rows.find(({ cells }) => cells.some(cell => /[^\u0020-\u007e]/.test(cell)));
  return odd?.line ?? (sampleRows(setup).length > 0 ? (rows.at(-1)?.line ?? 1) : 1);
}
