import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tempDir } from '../../tools/lib/cleanup.mjs';
import { ensureHost, type HostName } from '../../tools/lib/hosts.mjs';
import { packageExtension } from '../../tools/package.mjs';
import { installExtension } from '../../tools/lib/vscodeServer.mjs';
import { launch, type LaunchOptions, type Session } from '../../ui/lib/launch';
import type { Service } from './service';

export const extensionId = 'chakra-vscode.chakra-vscode';

/** VS Code writes its state 0.1 s after a change. */
const noted = 1_000;

/** The packaged extension, made once and installed in each host that is asked for. */
export class PackagedExtension {
  readonly #temp = tempDir('bench');
  readonly #vsix = path.join(this.#temp.dir, 'chakra.vsix');
  #packed: Promise<unknown> | undefined;

  /** Starts VS Code with it. */
  async open(host: HostName, options: LaunchOptions = {}): Promise<Session> {
    this.#packed ??= packageExtension(this.#vsix);
    await this.#packed;
    await ensureHost(host);
    const extensions = path.join(this.#temp.dir, host);
    await installExtension(host, this.#vsix, extensions);
    process.env['CHAKRA_TEST_HOST'] = host;
    process.env['CHAKRA_TEST_EXTENSIONS'] = extensions;
    return launch(options);
  }

  remove(): void {
    this.#temp.remove();
  }
}

/** Adds a connection to the service as a person does, and waits for its procedures in the tree. */
export async function connectTo({ workbench }: Session, service: Service): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Chakra: Add Connection…');
  await quickInput.waitFor('Name of the connection');
  await quickInput.answer('Acme');
  await quickInput.waitFor('Base URL of the API');
  await quickInput.answer(service.baseUrl);
  await quickInput.waitFor('Kind of the connection');
  await quickInput.pick('Test');
  await quickInput.waitFor('Token of Acme');
  await quickInput.answer('a-token-for-benchmarks');
  await workbench.tree('Procedures').waitFor('Procedure 0');
}

/** Shows the explorer instead of our view, and waits until VS Code has noted it: a window that is loaded again then begins there. */
export async function leaveView({ workbench }: Session): Promise<void> {
  await workbench.openViewContainer('Explorer');
  await delay(noted);
}

/** Deletes what is kept of the config on disk. */
export function forgetCatalogs({ dataDir }: Session): void {
  rmSync(path.join(dataDir, 'data/User/globalStorage', extensionId, 'catalogs'), { recursive: true });
}
