import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** An opaque run of 240 letters and digits, as the documented sample token is (docs:api/api-keys). */
export function randomToken(): string {
  let token = '';
  while (token.length < 240)
    token += randomBytes(240)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '');
  return token.slice(0, 240);
}

/** True when an Authorization header holds the token; takes the same time whatever the header holds. */
export function isAuthorised(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

/** False for a Host header with a name that a web page could have made to point here (DNS rebinding). */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? '');
}
