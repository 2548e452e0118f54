import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';

/** What the proxy does with a CONNECT: a tunnel to a port of this machine, a refusal, or it hangs up. */
export type Manner = { readonly to: number } | { readonly status: number } | 'hangUp';

export interface Proxy {
  readonly port: number;
  /** `host:port` of each CONNECT. */
  readonly asked: readonly string[];
  /** All that went through it in both directions, as it saw it. */
  seen(): string;
  manner: Manner;
  stop(): Promise<void>;
}

/** Starts an HTTP proxy on 127.0.0.1 that takes CONNECT and nothing else. */
export async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const note = (chunk: Buffer) => seen.push(chunk.toString('latin1'));
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    response.writeHead(400).end('CONNECT only');
  });
  const proxy: Proxy = {
    port: 0,
    asked,
    seen: () => seen.join('\n'),
    manner: 'hangUp',
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('data', note);
    socket.on('error', () => socket.destroy());
  });
  server.on('connect', ({ url = '', headers }, socket) => {
    asked.push(url);
    seen.push(JSON.stringify(headers));
    const { manner } = proxy;
    if (manner === 'hangUp') {
      socket.destroy();
    } else if ('status' in manner) {
      const page = '<html>The proxy says no</html>';
      const head = `HTTP/1.1 ${manner.status} No\r\nContent-Type: text/html\r\nContent-Length: ${page.length}`;
      socket.end(`${head}\r\nConnection: close\r\n\r\n${page}`);
    } else {
      const through = connect(manner.to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        through.on('data', note);
        through.pipe(socket);
        socket.pipe(through);
      });
      sockets.add(through);
      through.on('error', () => socket.destroy());
      socket.on('error', () => through.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(proxy, { port: (server.address() as AddressInfo).port });
}
