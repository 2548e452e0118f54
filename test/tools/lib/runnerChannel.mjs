// @ts-check
// The loopback port on which code inside VS Code tells its starter what happens, and asks for screenshots.
import { createServer } from 'node:net';
import { atExit } from './cleanup.mjs';

/** @typedef {import('../../host/run/runner.ts').RunnerMessage} RunnerMessage */

/**
 * @param {(message: RunnerMessage) => void | Promise<void>} handle the sender waits until it is done
 * @returns {Promise<{ port: number, close: () => void }>}
 */
export function openRunnerChannel(handle) {
  const server = createServer({ allowHalfOpen: true }, socket => {
    let text = '';
    socket.setEncoding('utf8').on('data', chunk => (text += String(chunk)));
    socket.on('error', () => socket.destroy());
    socket.on('end', () => {
      void Promise.resolve()
        .then(() => handle(JSON.parse(text)))
        .catch(error => console.error(`a message from inside VS Code cannot be dealt with: ${error}`))
        .finally(() => socket.end());
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ port, close: atExit(() => server.close()) });
    });
  });
}
