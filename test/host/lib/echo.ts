import type { Sandbox } from '../../../src/core/sandbox/index';
import type { Secret } from './secret';
import type { Answer, Seen } from './service';
import { data, forward } from './service';

/** How a service answers that sends back what it was sent. */
export type Manner = 'plain' | 'answers' | 'errors' | 'pages';

/** Stands before a sandbox that takes the secret's token, and sends the token back wherever an answer has room. */
export function echoing(sandbox: Sandbox, secret: Secret, manner: () => Manner, elsewhere: string) {
  return async (seen: Seen): Promise<Answer> => {
    switch (manner()) {
      case 'plain':
        return forward(sandbox, seen);
      case 'answers':
        return inAnswer(sandbox, seen, secret);
      case 'errors':
        return inError(seen, secret);
      case 'pages':
        return inPage(seen, secret, elsewhere);
    }
  };
}

/** 2xx answers with the token in names, descriptions, keys, ids and warnings. */
async function inAnswer(sandbox: Sandbox, seen: Seen, { token, echo }: Secret): Promise<Answer> {
  const { method, path } = seen;
  if (path.endsWith('/config') || path.endsWith('/users')) {
    const { body = '' } = await forward(sandbox, seen);
    return {
      body: JSON.stringify(JSON.parse(body), (key, value: unknown) => {
        if (key === 'name' || key === 'description' || key === 'firstName') return `${String(value)} ${echo}`;
        if (key === 'email') return `${token}@example.com`;
        return value;
      }),
    };
  }
  const process = { id: token, createdAt: Date.now() + 1000, data: { lastname: echo, [token]: token } };
  if (path.endsWith('/list')) return data([process]);
  return method === 'GET'
    ? data(process)
    : {
        body: JSON.stringify({ _data: process, _meta: { echo }, _errors: [{ message: echo, field: token }] }),
      };
}

/** Refusals in JSON that quote the token, as if the service explained what it got. */
function inError({ method, path }: Seen, { token, echo }: Secret): Answer {
  const status = path.endsWith('/config') ? 401 : method === 'GET' ? 404 : 422;
  return {
    status,
    headers: { 'X-Echo': `Bearer ${token}`, 'Retry-After': token },
    body: JSON.stringify({ _errors: [{ message: `Not valid: ${echo}`, field: `data.${token}` }, echo] }),
  };
}

/** Pages and redirects of something in between. */
function inPage({ method, path }: Seen, { token, echo }: Secret, elsewhere: string): Answer {
  const page = `<html><title>${echo}</title><body>You sent Authorization: Bearer ${token}</body></html>`;
  const headers = { 'Content-Type': `text/html; sent=${encodeURIComponent(token)}` };
  if (path.endsWith('/config')) return { headers, body: page };
  if (path.endsWith('/list') || path.endsWith('/users'))
    return { status: 302, headers: location(elsewhere, token) };
  return method === 'GET'
    ? { status: 307, headers: location(elsewhere, token) }
    : { status: 502, headers, body: page };
}

function location(elsewhere: string, token: string) {
  return { Location: `${elsewhere}/${encodeURIComponent(token)}?token=${encodeURIComponent(token)}` };
}
