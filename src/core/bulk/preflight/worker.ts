import { parentPort } from 'node:worker_threads';
import { serve } from './server';

/** The worker's entry point: a bundle of its own. */
if (parentPort !== null) serve(parentPort);
