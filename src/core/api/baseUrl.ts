/** A base URL that the token may be sent to, or why the text is none. */
export type BaseUrl =
  | {
      readonly ok: true;
      /** Without a slash at the end; may have a path prefix. */
      readonly url: string;
      readonly origin: string;
    }
  | { readonly ok: false; readonly problem: BaseUrlProblem };

export type BaseUrlProblem = 'empty' | 'notAUrl' | 'notHttps' | 'hasCredentials' | 'hasQuery';

/** What is pasted along from a sample call: the API's own prefix and the rest of a path (section 1 of service-facts). */
const apiPath = /\/v[12]\/ext(?:\/.*)?$/;

/**
 * Reads a base URL that a person typed. https only; http for the loopback addresses alone. Without a scheme https is
 * taken, for a loopback address http.
 */
export function readBaseUrl(text: string): BaseUrl {
  const typed = text.trim();
  if (typed === '') return problem('empty');
  // The URL parser would drop line breaks and turn backslashes round: what is checked must be what was typed.
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(typed)) return problem('notAUrl');
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(typed)?.[1]?.toLowerCase();
  if (scheme === undefined && !looksLikeHost(typed)) return problem('notAUrl');

  const url = parse(scheme === undefined ? `https://${typed}` : typed);
  if (url === undefined) return problem('notAUrl');
  if (url.username !== '' || url.password !== '') return problem('hasCredentials');
  if (scheme === undefined && isLoopback(url.hostname)) return readBaseUrl(`http://${typed}`);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return problem('notHttps');
  }
  if (typed.includes('?') || typed.includes('#')) return problem('hasQuery');
  const prefix = url.pathname.replace(apiPath, '').replace(/\/+$/, '');
  return { ok: true, url: url.origin + prefix, origin: url.origin };
}

/** `localhost`, 127.0.0.0/8 and [::1], in the form in which the URL parser writes them. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Tells `api.example.com:8443/x` from `mailto:someone` and `http:/x`. */
function looksLikeHost(typed: string): boolean {
  return /^(?:[^/@]*@)?(?:\[[\d:a-f.]+\]|[^/:]+)(?::\d+)?(?:[/?#].*)?$/i.test(typed);
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function problem(found: BaseUrlProblem): BaseUrl {
  return { ok: false, problem: found };
}
