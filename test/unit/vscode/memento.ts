import type * as vscode from 'vscode';

/** A memento in memory; several windows may share one. */
export function memento(values: Record<string, unknown> = {}): vscode.Memento {
  const kept = new Map(Object.entries(values));
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, fallback?: T) => (kept.has(key) ? (kept.get(key) as T) : fallback) as T,
    update: (key: string, value: unknown) => {
      if (value === undefined) kept.delete(key);
      else kept.set(key, value);
      return Promise.resolve();
    },
  };
}
