/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3); other Chakra endpoints also say "retry after N ms" in the text (section 12). */
const inText =
  /retry(?:ing)?[\s_-]*(?:after|in)\W{0,3}(\d{1,9}(?:\.\d{1,6})?)\s*(ms|millis(?:econds?)?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)\b/i;

/**
 * How long the service asks to wait, ms; absent when it does not say.
 * @param header the value of `Retry-After`
 * @param now the time that a date is compared with, epoch ms: the answer's own `Date` where it has one
 * @param text the body
 */
export function readRetryAfter(header: string | undefined, now: number, text: string): number | undefined {
  return fromHeader(header?.trim() ?? '', now) ?? fromText(text.slice(0, 20_000));
}

function fromHeader(header: string, now: number): number | undefined {
  if (/^\d{1,9}(?:\.\d+)?$/.test(header)) return Math.ceil(Number(header) * 1000);
  const date = dateOf(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The three forms of RFC 9110, 5.6.7, and the ISO one; `Date.parse` alone takes "foo 5" and "-5" for dates, too. */
function dateOf(header: string): number {
  if (/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .*\d\d:\d\d:\d\d/i.test(header)) {
    // The oldest form names no zone; it is GMT.
    return Date.parse(/\b(?:gmt|utc|z)$|[+-]\d{4}$/i.test(header) ? header : `${header} GMT`);
  }
  return /^\d{4}-\d\d-\d\dT\d\d:.*(?:z|[+-]\d\d:?\d\d)$/i.test(header) ? Date.parse(header) : NaN;
}

function fromText(text: string): number | undefined {
  const match = inText.exec(text);
  if (match === null) return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  const factor = unit.startsWith('ms') || unit.startsWith('milli') ? 1 : unit.startsWith('s') ? 1000 : 60_000;
  return Math.ceil(Number(match[1]) * factor);
}
