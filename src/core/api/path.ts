/**
 * One segment of a path, from untrusted text. Never a separator, never a dot segment: the URL parser reads `%2e%2e` as
 * `..`, so those are encoded twice and name nothing at the service. An empty one is a bug of the caller.
 */
export function segment(text: string): string {
  if (text === '') throw new RangeError('An empty path segment.');
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll('.', '%252E') : encoded;
}

/** Path of a procedure's processes (pages api-11530135, docs:api/process/list, api-11375429). */
export function processPath(procedureShortId: string, ...rest: readonly string[]): string {
  return ['/v1/ext/procedure', segment(procedureShortId), 'process', ...rest.map(segment)].join('/');
}

/** Path of a background job (pages api-11531337, api-11531427). */
export function jobPath(jobId: string, ...rest: readonly string[]): string {
  return ['/v1/ext/background-job', segment(jobId), ...rest].join('/');
}
