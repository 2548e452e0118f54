import assert from 'node:assert/strict';
import type { ConnectionPhase } from '../../../src/core/api/connection';
import { readFault } from '../../../src/core/api/systemErrors';

describe('readFault', () => {
  /** As node-fetch makes it. */
  function error(code: string | undefined, erroredSysCall?: string, reason = 'x'): Error {
    const url = 'https://proxy.example.com/';
    return Object.assign(new Error(`request to ${url} failed, reason: ${reason}`), { code, erroredSysCall });
  }

  function read(found: unknown, phase: ConnectionPhase): string {
    const fault = readFault(found, phase);
    return fault.neverMade
      ? `${fault.reason} ${fault.detail}${fault.passing ? ' passing' : ''}`
      : `cut ${fault.detail}`;
  }

  const cases: readonly (readonly [Error, ConnectionPhase, string])[] = [
    [error('ENOTFOUND', 'getaddrinfo'), 'unseen', 'dns ENOTFOUND'],
    [error('EAI_AGAIN', 'getaddrinfo'), 'unseen', 'dns EAI_AGAIN passing'],
    [error('ECONNREFUSED'), 'unseen', 'refused ECONNREFUSED passing'],
    [error('ETIMEDOUT', 'connect'), 'unseen', 'network ETIMEDOUT'],
    [error('EHOSTUNREACH', 'connect'), 'unseen', 'network EHOSTUNREACH passing'],
    [error('CERT_HAS_EXPIRED'), 'unseen', 'tls CERT_HAS_EXPIRED'],
    // Without a word about the phase these say nothing: an established connection may end the same.
    [error('ETIMEDOUT', 'read'), 'unseen', 'cut ETIMEDOUT'],
    [error('ETIMEDOUT'), 'unseen', 'cut ETIMEDOUT'],
    [error('EHOSTUNREACH', 'read'), 'unseen', 'cut EHOSTUNREACH'],
    [error('ECONNRESET'), 'unseen', 'cut ECONNRESET'],
    [error('EPIPE', 'write'), 'unseen', 'cut EPIPE'],
    [error('EPROTO', 'write'), 'unseen', 'cut EPROTO'],
    [
      error('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      'connected',
      'cut ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    ],
    [
      error(undefined, undefined, 'Failed to establish a socket connection to proxies: PROXY x'),
      'unseen',
      'proxy Failed to establish a socket connection to proxies: PROXY x',
    ],
    [error(undefined, undefined, 'socket hang up'), 'unseen', 'cut socket hang up'],
    // With evidence they do.
    [error('ETIMEDOUT'), 'connecting', 'network ETIMEDOUT'],
    [error('ECONNRESET'), 'connecting', 'network ECONNRESET'],
    [error('ECONNRESET'), 'securing', 'tls ECONNRESET'],
    [error('EPROTO', 'write'), 'securing', 'tls EPROTO'],
    [error(undefined, undefined, 'no way through the proxy'), 'connecting', 'proxy no way through the proxy'],
    // Evidence of the contrary beats every code.
    [error('ECONNREFUSED'), 'connected', 'cut ECONNREFUSED'],
    [error('ENOTFOUND'), 'connected', 'cut ENOTFOUND'],
    [error('ECONNRESET'), 'connected', 'cut ECONNRESET'],
  ];
  for (const [found, phase, expected] of cases) {
    it(`${phase}: ${expected}`, () => {
      assert.equal(read(found, phase), expected);
    });
  }

  it('takes anything that is thrown', () => {
    assert.equal(read('text', 'unseen'), 'cut text');
    assert.equal(read(undefined, 'connected'), 'cut undefined');
  });
});
