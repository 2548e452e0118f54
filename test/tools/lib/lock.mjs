// @ts-check
// One process at a time in a piece of set-up that several test runs share.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { atExit } from './cleanup.mjs';
import { outDir } from './paths.mjs';
import { isAlive } from './processes.mjs';

/** A lock this old was left by a process that was killed, whoever has its number now. */
const staleMs = 20 * 60_000;

/**
 * Does something while no other process does it; the lock of a process that died is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(name, work) {
  const dir = path.join(outDir, 'locks');
  mkdirSync(dir, { recursive: true });
  const file = path.join(dir, `${name}.lock`);
  while (!take(file)) {
    if (isStale(file)) rmSync(file, { force: true });
    else await delay(200);
  }
  const release = atExit(() => rmSync(file, { force: true }));
  try {
    return await work();
  } finally {
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} file */
function isStale(file) {
  const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > staleMs || !isAlive(ownerOf(file));
}

/** @param {string} file */
function ownerOf(file) {
  try {
    // An empty file is one whose owner is about to write its number.
    return Number(readFileSync(file, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
}
