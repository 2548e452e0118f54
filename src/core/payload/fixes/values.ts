import type { Node } from 'jsonc-parser';
import { isJsonNumber, isWholeNumber } from '../../json';
import { isDocumented, kindOf } from '../../schema/kind';
import { isPlaceholder } from '../../schema/placeholder';
import { isoMoment, isoText, looksLikeSeconds } from '../../values/moment';
import { aboutOf, type Subject } from '../../values/where';
import type { KnownChoices, Meant } from './known';
import type { FixGroup, FixKind } from './types';

/** Another way to write a value: what takes its place in the text. */
export interface Rewriting {
  readonly kind: FixKind;
  readonly text: string;
  readonly group?: FixGroup;
  readonly isRewrite?: true;
  readonly isSure?: true;
}

/**
 * The ways to write a text, number or boolean as its subject wants it; none where it is right, or nothing is known. Digits
 * stay as they are written, so that numbers beyond a double's range survive.
 * @param raw the value as it stands in the text
 */
export function rewritings(
  subject: Subject,
  node: Node,
  raw: string,
  known: KnownChoices,
): readonly Rewriting[] {
  if (isPlaceholder(node.value)) return [];
  // A type that was learnt from existing processes proves nothing about this value.
  if (typeof subject !== 'string' && subject.learnt === true) return [];
  const about = aboutOf(subject);
  if (about === 'user' || about === 'state' || about === 'status' || about === 'option')
    return byChoice(subject, node, raw, known);
  const kind =
    subject === 'nextActionAt' ? 'epoch' : typeof subject === 'string' ? undefined : kindOf(subject);
  const text: unknown = node.type === 'string' ? node.value : undefined;
  switch (kind) {
    case 'integer':
      return asNumber(text, isWholeNumber);
    case 'number':
      return asNumber(text, isJsonNumber);
    case 'epoch':
      return [...asNumber(text, isWholeNumber), ...toMs(text, false), ...secondsToMs(raw)];
    // Its unit is not documented: nobody knows that it is wrong.
    case 'date':
      return [...toMs(text, true), ...toIso(raw, true)];
    case 'isoDateTime':
      return toIso(typeof text === 'string' ? text : raw, false);
    case 'boolean':
      return asBoolean(text);
    case 'text':
    case 'audio':
    case 'email':
    case 'phone':
    case 'photo':
      return asText(node, raw);
    default:
      return [];
  }
}

function asNumber(text: unknown, isNumber: (text: string) => boolean): readonly Rewriting[] {
  if (typeof text !== 'string' || !isNumber(text)) return [];
  return [{ kind: { code: 'asNumber', to: text }, text, group: 'asNumber', isSure: true }];
}

function asText({ type }: Node, raw: string): readonly Rewriting[] {
  if (type !== 'number' && type !== 'boolean') return [];
  return [{ kind: { code: 'asText', to: raw }, text: JSON.stringify(raw), group: 'asText', isSure: true }];
}

function asBoolean(text: unknown): readonly Rewriting[] {
  const word = typeof text === 'string' ? text.trim().toLowerCase() : '';
  if (word !== 'true' && word !== 'false') return [];
  return [{ kind: { code: 'asBoolean', to: word }, text: word, group: 'asBoolean', isSure: true }];
}

function toMs(text: unknown, isRewrite: boolean): readonly Rewriting[] {
  const moment = typeof text === 'string' ? isoMoment(text) : undefined;
  if (moment === undefined) return [];
  const as = (zone: 'own' | 'utc' | 'local', ms: number): Rewriting => {
    const kind = { code: 'isoToMs', zone, to: String(ms) } as const;
    return isRewrite
      ? { kind, text: String(ms), isRewrite }
      : { kind, text: String(ms), group: `isoToMs:${zone}`, ...(zone === 'own' ? { isSure: true } : {}) };
  };
  return moment.zone === 'own'
    ? [as('own', moment.ms)]
    : [as('local', moment.local), ...(moment.utc === moment.local ? [] : [as('utc', moment.utc)])];
}

/** The least and the most digits of epoch ms from 1973 to the year 9999. */
const milliseconds = /^\d{12,15}$/;

function toIso(digits: string, isRewrite: boolean): readonly Rewriting[] {
  if (!isWholeNumber(digits)) return [];
  const number = Number(digits);
  const isSeconds = looksLikeSeconds(number);
  if (!isSeconds && !milliseconds.test(digits)) return [];
  const to = isoText(isSeconds ? number * 1000 : number);
  if (to === undefined) return [];
  const kind = { code: 'msToIso', to } as const;
  const text = JSON.stringify(to);
  if (isRewrite) return [{ kind, text, isRewrite }];
  return [{ kind, text, group: 'msToIso', ...(isSeconds ? {} : { isSure: true }) }];
}

function secondsToMs(raw: string): readonly Rewriting[] {
  if (!isWholeNumber(raw) || !looksLikeSeconds(Number(raw))) return [];
  const to = `${raw}000`;
  return [{ kind: { code: 'secondsToMs', to }, text: to, group: 'secondsToMs' }];
}

const nothing: Meant = { choices: [], isNear: false };

function byChoice(subject: Subject, node: Node, raw: string, known: KnownChoices): readonly Rewriting[] {
  const written = writtenValue(node, raw);
  const { choices: meant, isNear } = written === undefined ? nothing : known.meant(subject, written);
  // What no page says how it is written is never rewritten unseen.
  const isSure =
    meant.length === 1 && !isNear && (typeof subject === 'string' || isDocumented(kindOf(subject)));
  return meant.map(({ value, label }) => ({
    kind: { code: 'choice', to: String(value), ...(label === undefined ? {} : { label }) },
    text: JSON.stringify(value),
    ...(meant.length === 1 ? { group: 'choice' } : {}),
    ...(isSure ? { isSure } : {}),
  }));
}

/** A text, or a number that JSON writes as it stands there. */
function writtenValue({ type, value }: Node, raw: string): string | number | undefined {
  if (type === 'string') return String(value);
  return type === 'number' && String(value) === raw ? Number(value) : undefined;
}
