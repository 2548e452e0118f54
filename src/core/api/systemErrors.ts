import type { ConnectionPhase } from './connection';

/** Why a request got no answer. `neverMade`: certain that nothing of it can have reached the service. */
export type ConnectionFault =
  | {
      readonly neverMade: true;
      readonly reason: 'dns' | 'refused' | 'tls' | 'proxy' | 'network';
      readonly detail: string;
      /** It may go better in a moment: a restart of the service, a name server that is busy. */
      readonly passing: boolean;
    }
  | { readonly neverMade: false; readonly detail: string };

const dns = /^(?:ENOTFOUND|EAI_[A-Z]+|ENODATA|ESERVFAIL)$/;

/** Errors of checking the service's certificate: Node drops the connection before it writes anything. */
const certificate = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** May go better in a moment. A reset is not among them: whoever resets a connection has been reached. */
const passingCodes = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Codes that only an attempt to connect can end with, whatever it was part of. */
const onlyWhileConnecting = new Set(['ECONNREFUSED', 'ERR_SOCKET_CONNECTION_TIMEOUT']);

/** What VS Code's agent says when it found no way to the service; Node before 22 gives no other evidence of that. */
const noWayThroughProxies = 'Failed to establish a socket connection to proxies';

/**
 * Reads what a fetch was rejected with. Nothing is taken for "never made" without evidence: either the socket was seen
 * not to be connected, or the code (with its system call) says so. A reset or hang-up alone says nothing.
 */
export function readFault(error: unknown, phase: ConnectionPhase): ConnectionFault {
  const { code, syscall, message } = readError(error);
  const detail = code ?? message;
  if (phase === 'connected' || (phase === 'unseen' && !saysNeverMade(code, syscall, message))) {
    return { neverMade: false, detail };
  }
  return {
    neverMade: true,
    reason: reasonOf(code, message, phase),
    detail,
    passing: passingCodes.has(code ?? ''),
  };
}

function reasonOf(
  code: string | undefined,
  message: string,
  phase: ConnectionPhase,
): 'dns' | 'refused' | 'tls' | 'proxy' | 'network' {
  if (code !== undefined && dns.test(code)) return 'dns';
  if (phase === 'securing' || (code !== undefined && (certificate.has(code) || isTls(code)))) return 'tls';
  if (/\bprox(?:y|ies)\b/i.test(message)) return 'proxy';
  return code === 'ECONNREFUSED' ? 'refused' : 'network';
}

function saysNeverMade(code: string | undefined, syscall: string | undefined, message: string): boolean {
  if (code === undefined) return message.startsWith(noWayThroughProxies);
  return dns.test(code) || certificate.has(code) || onlyWhileConnecting.has(code) || syscall === 'connect';
}

function isTls(code: string): boolean {
  return code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}

/** node-fetch hands the system's code on as `code` and its call as `erroredSysCall`. */
function readError(error: unknown): {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
  readonly message: string;
} {
  if (!(error instanceof Error)) return { code: undefined, syscall: undefined, message: String(error) };
  const fields = error as Error & { code?: unknown; erroredSysCall?: unknown; syscall?: unknown };
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    code: text(fields.code),
    syscall: text(fields.erroredSysCall) ?? text(fields.syscall),
    // "request to URL failed, reason: …": the URL is known, and a host called proxy.example.com proves nothing.
    message: error.message.replace(/^.*?, reason: /s, ''),
  };
}

/** Whether the body could not be unpacked: the answer arrived, but makes no sense. */
export function isUnpackingError(error: unknown): boolean {
  const { code } = readError(error);
  return code !== undefined && /^(?:Z_|ERR__|ERR_BROTLI|ERR_ZLIB)/.test(code);
}
