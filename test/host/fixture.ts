import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';

/** The host that the certificates of the proxy tests are for. It exists nowhere. */
const host = 'api.chakra.test';

/**
 * What has to be there before VS Code starts: two certificates, made now, of which it trusts one. Node.js reads
 * `NODE_EXTRA_CA_CERTS` once, when its process begins.
 */
export async function setup(): Promise<{ env: Record<string, string>; teardown: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chakra-certificates-'));
  await Promise.all(['trusted', 'untrusted'].map(async name => makeCertificate(folder, name)));
  return {
    env: {
      CHAKRA_TEST_CERTIFICATES: folder,
      CHAKRA_TEST_TLS_HOST: host,
      NODE_EXTRA_CA_CERTS: path.join(folder, 'trusted.crt'),
    },
    teardown: async () => rm(folder, { recursive: true, force: true }),
  };
}

/** Writes `<name>.crt` and `<name>.key`, of a certificate that signs itself. */
async function makeCertificate(folder: string, name: string): Promise<void> {
  const made = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  });
  await writeFile(path.join(folder, `${name}.crt`), made.cert);
  await writeFile(path.join(folder, `${name}.key`), made.private);
}
