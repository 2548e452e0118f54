import type { Json } from '../json';
import { runInSlices } from '../slices';
import { readEnvelope, type Envelope } from './envelope';
import { parseInSlices } from './parseInSlices';
import type { Answer, ApiResult } from './result';
import type { Reception, Sender } from './sender';
import { excerpt } from './text';

/** What a resource found in an answer. `proven`: it is there for certain, so that `_errors` beside it are warnings. */
export interface Found<T> {
  readonly value: T;
  readonly proven: boolean;
}

/** Looks for a resource's value; undefined: the answer is none that was to be expected. `raw` is the body's text. */
export type Look<T> = (envelope: Envelope, raw: string) => Found<T> | undefined;

const emptyEnvelope: Envelope = { data: undefined, wrapped: false, meta: {}, errors: [], failed: false };

/** Enough of a body that nobody can read. */
const maxUnreadable = 1024 * 1024;

/**
 * Makes a result of a 2xx answer. An empty body is an answer without data. The text of the answer holds no token, and
 * neither does the value.
 */
export function interpret<T>(reception: Reception, sender: Sender, look: Look<T>): ApiResult<T> {
  return judge(reception, sender, envelopeOf(reception, sender, parse(reception)), look);
}

/** The same for an answer that may be large: in slices, since the thread is shared. */
export async function interpretLarge<T>(
  reception: Reception,
  sender: Sender,
  look: Look<T>,
): Promise<ApiResult<T>> {
  const body = await runInSlices(parseInSlices(reception.raw)).catch((error: unknown) => {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  });
  return judge(reception, sender, envelopeOf(reception, sender, body), look);
}

function judge<T>(
  reception: Reception,
  sender: Sender,
  envelope: Envelope | undefined,
  look: Look<T>,
): ApiResult<T> {
  const { call, status, text, raw } = reception;
  const common = {
    // For a create: accepted by the status, denied or garbled by the body.
    effect: 'unknown',
    request: `${call.method} ${call.path}`,
    attempts: reception.attempts,
  } as const;
  const found = envelope === undefined ? undefined : look(envelope, raw);
  if (envelope?.failed === true && found?.proven !== true) {
    return {
      ok: false,
      failure: { ...common, kind: 'serviceErrors', status, messages: envelope.errors, text },
    };
  }
  if (envelope === undefined || found === undefined) {
    const { contentType } = reception;
    const head = text.slice(0, maxUnreadable);
    const shown = { contentType: sender.redact(contentType), excerpt: excerpt(text), text: head };
    return { ok: false, failure: { ...common, kind: 'unreadable', status, ...shown } };
  }
  return { ok: true, value: found.value, answer: answerOf(reception, envelope) };
}

/** Undefined: no JSON. */
function parse({ raw }: Reception): Json | undefined {
  try {
    return JSON.parse(raw) as Json;
  } catch {
    return undefined;
  }
}

/** @param body undefined: no JSON */
function envelopeOf({ raw, text }: Reception, sender: Sender, body: Json | undefined): Envelope | undefined {
  if (raw.trim() === '') return emptyEnvelope;
  if (body === undefined) return undefined;
  try {
    return readEnvelope(raw === text ? body : sender.redactAll(body));
  } catch {
    return undefined;
  }
}

function answerOf(reception: Reception, envelope: Envelope): Answer {
  const { status, text, serverTime, durationMs } = reception;
  const warnings = envelope.errors;
  return { status, text, durationMs, warnings, ...(serverTime === undefined ? {} : { serverTime }) };
}
