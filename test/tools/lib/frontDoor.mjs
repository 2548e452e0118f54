// @ts-check
// Stands before a VS Code server and answers the one request that this server cannot: VS Code in a browser asks for half a key to
// keep secrets with, and forgets them with the page when it gets none.
import { randomBytes } from 'node:crypto';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { atExit } from './cleanup.mjs';

/**
 * @param {number} port the server's
 * @param {number} [at] the port to open; default: a free one
 * @returns {Promise<{ origin: string, close: () => void }>}
 */
export function openFrontDoor(port, at = 0) {
  const key = randomBytes(32);
  const door = createServer((asked, answer) => {
    if (asked.method === 'POST' && new URL(asked.url ?? '/', 'http://x').pathname.endsWith('/mint-key')) {
      answer.writeHead(200, { 'content-type': 'application/octet-stream' }).end(key);
      return;
    }
    const passed = request(
      { host: '127.0.0.1', port, method: asked.method, path: asked.url, headers: asked.headers },
      reply => reply.pipe(answer.writeHead(reply.statusCode ?? 502, reply.headers)),
    );
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  door.on('upgrade', (asked, socket, head) => {
    const inner = connect(port, '127.0.0.1', () => {
      const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
      for (let i = 0; i < asked.rawHeaders.length; i += 2)
        lines.push(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}`);
      inner.write(`${lines.join('\r\n')}\r\n\r\n`);
      inner.write(head);
      inner.pipe(socket).pipe(inner);
    });
    inner.on('error', () => socket.destroy());
    socket.on('error', () => inner.destroy());
  });
  return new Promise((resolve, reject) => {
    door.on('error', reject);
    door.listen(at, '127.0.0.1', () => {
      const address = door.address();
      const open = typeof address === 'object' && address !== null ? address.port : at;
      const close = atExit(() => {
        door.close();
        door.closeAllConnections();
      });
      resolve({ origin: `http://127.0.0.1:${open}`, close });
    });
  });
}
