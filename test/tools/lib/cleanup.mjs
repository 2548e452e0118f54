// @ts-check
// What must be undone when this process ends, however it ends: processes of others, temporary folders.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @type {Set<() => void>} */
const pending = new Set();
let listening = false;

function undoAll() {
  for (const undo of [...pending].reverse()) {
    pending.delete(undo);
    try {
      undo();
    } catch {
      // the next one must still be undone
    }
  }
}

/**
 * Registers something synchronous to do when this process ends, by itself or by a signal.
 * @param {() => void} undo
 * @returns {() => void} does it now, once, and forgets it
 */
export function atExit(undo) {
  if (!listening) {
    listening = true;
    process.on('exit', undoAll);
    for (const [signal, code] of /** @type {const} */ ([
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ])) {
      process.on(signal, () => process.exit(code));
    }
  }
  pending.add(undo);
  return () => {
    if (pending.delete(undo)) undo();
  };
}

/**
 * Makes a temporary folder that is removed at the latest when this process ends.
 * @param {string} name part of the folder's name
 * @returns {{ dir: string, remove: () => void }}
 */
export function tempDir(name) {
  const dir = mkdtempSync(path.join(tmpdir(), `chakra-${name}-`));
  return {
    dir,
    remove: atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })),
  };
}
