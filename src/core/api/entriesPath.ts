import { isArray, isObject, type Json } from '../json';
import { clean } from './text';

/** Where the page after this one is, or why it is not asked for. */
export type NextPage =
  | { readonly kind: 'none' }
  /** A path of the base URL, with its query; for `fetchJobEntries`. */
  | { readonly kind: 'path'; readonly path: string }
  /** `text`: what the service gave, cut. The token must not go to another origin. */
  | { readonly kind: 'refused'; readonly why: 'otherOrigin' | 'notAPath'; readonly text: string };

const maxLength = 8_000;
const maxDepth = 3;

/** Keys of other pages than the next one: assumed. */
const otherPages = /prev|self|first|last|current|this/i;
/** Keys of the next page; `nextActionAt` is a field of processes. */
const nextPage = /next(?!_?action)/i;

/** A part of a path, before or at the end of a query. */
const entriesPath = /(?:^|\/)entries(?:[/?#]|$)/;

/**
 * The next page named in an answer's `_meta` (page api-11531427): neither the key nor the query is documented, so it is the
 * first text that looks like a path containing `/entries` (section 6 of service-facts); one under a key that says "next" goes
 * first, and those that say they are other pages do not count.
 * @param places `_meta`, or where it may be instead
 * @param baseUrl a `BaseUrl.url`
 * @param from path of this page
 * @param first path of the job's first page
 * @param own what a path to a page of it holds
 */
export function findNextPage(
  places: readonly (Json | undefined)[],
  baseUrl: string,
  from: string,
  first = from,
  own = entriesPath,
): NextPage {
  const found = places.flatMap(place => [...paths(place, '', 0, own)]);
  const next = found.filter(({ key }) => nextPage.test(key));
  const [named] =
    next.length > 0
      ? next
      : places.some(place => namesNext(place, 0))
        ? []
        : found.filter(({ key }) => !otherPages.test(key));
  return named === undefined ? { kind: 'none' } : resolvePage(named.text, baseUrl, from, first);
}

/**
 * The path for a text that names a page of entries, within the base URL. Of one that names this job's entries only the query counts,
 * since services behind a proxy give links with their inner name, without TLS, or with a doubled slash: it is asked for where the first
 * page was, and no other origin learns of it.
 */
export function resolvePage(text: string, baseUrl: string, from: string, first = from): NextPage {
  const base = new URL(baseUrl);
  const refused = (why: 'otherOrigin' | 'notAPath'): NextPage => ({
    kind: 'refused',
    why,
    text: clean(text, 300),
  });
  // `background-job/…` and `v1/ext/…` are meant from the root of the API: assumed.
  const rooted = text.replace(/^(?=v\d+\/ext\/)/, '/').replace(/^(?=background-job\/)/, '/v1/ext/');
  const target = parse(rooted, baseUrl + from);
  if (target === undefined || /[\s\\].*[?]|^[^?]*[\s\\]/.test(text)) return refused('notAPath');
  const [own = ''] = first.split('?');
  const isWeb = target.protocol === 'https:' || target.protocol === 'http:';
  if (isWeb && tail(target.pathname) === tail(own)) return { kind: 'path', path: own + target.search };
  if (target.origin !== base.origin || target.username !== '' || target.password !== '') {
    return refused('otherOrigin');
  }
  const prefix = base.pathname.replace(/\/+$/, '');
  // A service behind a path prefix may not know of it.
  const path = target.pathname.startsWith(`${prefix}/`)
    ? target.pathname.slice(prefix.length)
    : target.pathname;
  // Two slashes would be read as another host.
  return { kind: 'path', path: path.replace(/^\/{2,}/, '/') + target.search };
}

/** What a path says of a job: `background-job`, its id, `entries`. */
function tail(path: string): string {
  return path
    .split('/')
    .filter(part => part !== '')
    .slice(-3)
    .join('/');
}

function* paths(
  value: Json | undefined,
  key: string,
  depth: number,
  own: RegExp,
): Generator<{ key: string; text: string }> {
  if (typeof value === 'string') {
    const text = value.trim();
    const isPath = own.test(text) || (nextPage.test(key) && text.startsWith('?'));
    if (text.length <= maxLength && isPath) yield { key, text };
  } else if (depth < maxDepth && isObject(value)) {
    // `{ "rel": "next", "href": … }`: an assumed, but common way.
    const { rel } = value;
    for (const [name, inner] of Object.entries(value)) {
      yield* paths(inner, typeof rel === 'string' && typeof inner === 'string' ? rel : name, depth + 1, own);
    }
  } else if (depth < maxDepth && isArray(value)) {
    for (const inner of value.slice(0, 20)) yield* paths(inner, key, depth + 1, own);
  }
}

/** Whether there is a key for the next page, though it may hold nothing: then there is none. */
function namesNext(value: Json | undefined, depth: number): boolean {
  if (!isObject(value) || depth >= maxDepth) return false;
  return Object.entries(value).some(
    ([key, inner]) =>
      (nextPage.test(key) && (inner === null || inner === '' || inner === false)) ||
      namesNext(inner, depth + 1),
  );
}

/** How many entries there are in all, where `places` say it: a number under a key with "total" in it, which is assumed. */
export function findTotal(places: readonly (Json | undefined)[], depth = 0): number | undefined {
  for (const place of places) {
    if (!isObject(place)) continue;
    for (const [key, value] of Object.entries(place)) {
      if (!/total/i.test(key) || /page/i.test(key)) continue;
      const total = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
      if (typeof total === 'number' && Number.isSafeInteger(total) && total >= 0) return total;
    }
    const inner = depth < maxDepth ? findTotal(Object.values(place).filter(isObject), depth + 1) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function parse(text: string, base: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
