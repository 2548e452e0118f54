import nodeFetch from 'node-fetch';
import type { FetchFunction } from './transport';

/** node-fetch, in a bundle of its own: VS Code gives it the user's proxy and certificates by patching `http` and `https`. */
export const fetch: FetchFunction = (url, init) => nodeFetch(url, init);
