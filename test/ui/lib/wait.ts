import { setTimeout as delay } from 'node:timers/promises';

/** How long anything in the window may take to come, in ms. */
export const patience = 20_000;

/**
 * Reads something until it is as wanted, and gives it. The error names what was waited for and what was read last.
 * A read that throws (the DOM changed under it) is tried again.
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  timeoutMs = patience,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    let seen: string;
    try {
      const value = await read();
      if (wanted(value)) return value;
      seen = JSON.stringify(value);
    } catch (error) {
      seen = String(error);
    }
    if (Date.now() > end) throw new Error(`${what}: not so after ${timeoutMs / 1000} s; last seen: ${seen}`);
    await delay(40);
  }
}

/** Whether a text is the wanted one: equal to a string, matched by an expression. */
export function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** Whether a text holds a string, or is matched by an expression. */
export function holds(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

/** The text as a person reads it: VS Code fills lines with no-break spaces. */
export function plain(text: string): string {
  return text.replace(/\u00a0/g, ' ').replace(/[\u200b\u200c]/g, '');
}

/** An expression that a text matches only as a whole; for labels whose letters stand in nested elements. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s')}\\s*$`);
}
