import { connect } from 'node:net';

/** What code inside VS Code can ask of the process that started it, or tell it. One line of JSON each way. */
export type RunnerMessage =
  | { readonly kind: 'test'; readonly title: string; readonly durationMs: number; readonly failed: boolean }
  | { readonly kind: 'screenshot'; readonly name: string };

/**
 * Sends one message and waits until it is dealt with, at most 10 s. Never rejects: a runner that is gone must not fail
 * a test. A raw socket, because VS Code sends HTTP requests through the proxy that a test may have set.
 */
export function tellRunner(message: RunnerMessage): Promise<void> {
  const port = Number(process.env['CHAKRA_TEST_RUNNER_PORT']);
  if (!(port > 0)) return Promise.resolve();
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.end(`${JSON.stringify(message)}\n`);
    });
    socket.setTimeout(10_000, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      resolve();
    });
    socket.resume();
  });
}
