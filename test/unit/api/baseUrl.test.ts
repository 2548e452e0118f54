import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBaseUrl } from '../../../src/core/api/baseUrl';

describe('readBaseUrl', () => {
  const good: Record<string, string> = {
    'https://api.chakrahq.com': 'https://api.chakrahq.com',
    ' https://api.chakrahq.com/ \n': 'https://api.chakrahq.com',
    'HTTPS://API.ChakraHQ.com:443/': 'https://api.chakrahq.com',
    'api.chakrahq.com': 'https://api.chakrahq.com',
    'api.example.com:8443/gate//': 'https://api.example.com:8443/gate',
    'https://api.chakrahq.com/v1/ext': 'https://api.chakrahq.com',
    'https://api.chakrahq.com/v1/ext/config': 'https://api.chakrahq.com',
    'https://example.com/gate/v2/ext/': 'https://example.com/gate',
    'https://example.com/v1': 'https://example.com/v1',
    'https://example.com/a/../b': 'https://example.com/b',
    'http://localhost:8080': 'http://localhost:8080',
    'localhost:8080/': 'http://localhost:8080',
    'https://localhost:8080': 'https://localhost:8080',
    'http://127.0.0.1:1': 'http://127.0.0.1:1',
    'http://127.9.8.7': 'http://127.9.8.7',
    'http://127.1': 'http://127.0.0.1',
    '[::1]:3000': 'http://[::1]:3000',
    'http://[0:0::1]/x': 'http://[::1]/x',
    'https://münchen.example': 'https://xn--mnchen-3ya.example',
  };
  for (const [typed, url] of Object.entries(good)) {
    it(`${JSON.stringify(typed)} is ${url}`, () => {
      assert.deepEqual(readBaseUrl(typed), { ok: true, url, origin: new URL(url).origin });
    });
  }

  const bad: Record<string, string> = {
    '': 'empty',
    '  \t': 'empty',
    'http://api.chakrahq.com': 'notHttps',
    'ftp://api.chakrahq.com': 'notHttps',
    'ws://localhost': 'notHttps',
    'file:///etc/passwd': 'notHttps',
    'http://127.evil.com': 'notHttps',
    'http://localhost.evil.com': 'notHttps',
    'http://128.0.0.1': 'notHttps',
    'http://[::2]': 'notHttps',
    'http://0.0.0.0': 'notHttps',
    'https://user:pw@api.chakrahq.com': 'hasCredentials',
    'user@api.chakrahq.com': 'hasCredentials',
    'http://localhost@evil.com': 'hasCredentials',
    'https://api.chakrahq.com/?x=1': 'hasQuery',
    'https://api.chakrahq.com/#x': 'hasQuery',
    'https://api.chakrahq.com?': 'hasQuery',
    'https://': 'notAUrl',
    'https://exa mple.com': 'notAUrl',
    'https://exa\nmple.com': 'notAUrl',
    'https:\\\\example.com': 'notAUrl',
    'https://example\u200b.com': 'notAUrl',
    'mailto:someone': 'notAUrl',
    'http:/example.com': 'notAUrl',
    'javascript:alert(1)': 'notAUrl',
    'https://example.com:99999': 'notAUrl',
    '/v1/ext': 'notAUrl',
  };
  for (const [typed, problem] of Object.entries(bad)) {
    it(`${JSON.stringify(typed)} is refused: ${problem}`, () => {
      assert.deepEqual(readBaseUrl(typed), { ok: false, problem });
    });
  }

  it('reads its own result the same, never throws, and never lets http out of the machine', () => {
    const parts = fc.constantFrom(
      'http://',
      'https://',
      'localhost',
      '127.0.0.1',
      'a.b',
      '@',
      ':',
      '/',
      '?',
      '#',
      '[::1]',
      '\\',
      '8',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 8 }).map(list => list.join('')),
        ),
        typed => {
          const read = readBaseUrl(typed);
          if (!read.ok) return;
          assert.deepEqual(readBaseUrl(read.url), read);
          assert.ok(
            /^(?:https:\/\/|http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$))/.test(read.url),
            read.url,
          );
          assert.ok(!read.url.endsWith('/'));
        },
      ),
      { numRuns: 500 },
    );
  });
});
