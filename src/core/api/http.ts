// The late bundle of everything that talks HTTP.
export { createApi } from './client';
export { fetch } from './nodeFetch';
