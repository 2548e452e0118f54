import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../tools/lib/browser.mjs';
import { freePort } from '../../tools/lib/ports.mjs';
import { unpaint } from '../../tools/lib/screenshots.mjs';
import { copyFixture } from '../../tools/lib/stage.mjs';
import { startServer, type Server } from '../../tools/lib/vscodeServer.mjs';
import { tempDir } from '../../tools/lib/cleanup.mjs';
import { forget, remember } from './open';
import { eventually, patience } from './wait';
import { Workbench } from './workbench';

export interface LaunchOptions {
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder below test/fixtures that is copied and opened; default: workspace. */
  readonly fixture?: string;
  /** Folder that is opened as it is, instead of a fixture's copy. */
  readonly workspace?: string;
  /** Ask about trust, as VS Code does by default; default: every folder is trusted. */
  readonly workspaceTrust?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** Needed only where what is drawn is looked at: default false; single pictures show the page all the same. */
  readonly painted?: boolean;
}

/** A VS Code with the packaged extension, and a person before it. */
export interface Session {
  readonly workbench: Workbench;
  readonly context: BrowserContext;
  /** The opened folder. */
  readonly workspace: string;
  /** What the server keeps: settings, the extension's storage folders, logs. */
  readonly dataDir: string;
  readonly settingsFile: string;
  /** The logs of the extension host and of our output channels. */
  logs(): string;
  /** Loads the window again: the extension host starts anew, everything stored stays. */
  reload(): Promise<void>;
  /** Ends VS Code and starts it again on the same data and in the same browser: everything stored stays. */
  restart(): Promise<void>;
  /** Kills what extensions run in, as a crash does (SIGKILL): nothing can be written or said any more. */
  killExtensionHost(): Promise<void>;
  /** A second window on the same server and browser, on the same folder. */
  secondWindow(): Promise<Workbench>;
  close(): Promise<void>;
}

/** The vsix is installed once for all sessions of a run: test/tools/ui.mjs names the folder. */
function fromRunner(name: 'CHAKRA_TEST_EXTENSIONS' | 'CHAKRA_TEST_HOST'): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests by test/tools/ui.mjs`);
  return value;
}

/** Starts VS Code with the packaged extension and opens a folder in it. */
export async function launch(options: LaunchOptions = {}): Promise<Session> {
  const host = fromRunner('CHAKRA_TEST_HOST') === 'oldest' ? 'oldest' : 'newest';
  const fixture = options.workspace === undefined ? copyFixture(options.fixture ?? 'workspace') : undefined;
  const workspace = options.workspace ?? fixture!.dir;
  const data = tempDir('ui-data');
  // The browser's storage belongs to the origin: the port must outlive a restart.
  const port = await freePort();
  const start = (): Promise<Server> =>
    startServer({
      host,
      port,
      extensionsDir: fromRunner('CHAKRA_TEST_EXTENSIONS'),
      dataDir: data.dir,
      settings: { 'window.autoDetectColorScheme': true, ...options.settings },
      env: { ...options.env },
      workspaceTrust: options.workspaceTrust ?? false,
    });
  let server = await start();
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArgs });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: options.colorScheme ?? 'dark',
    });
    await answerMintKey(context);
    const address = `${server.origin}/?${new URLSearchParams({ folder: workspace }).toString()}`;
    const open = async (): Promise<Workbench> => {
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      if (options.painted !== true) await page.addInitScript({ content: unpaint });
      // A window with unsaved changes asks whether it may go.
      page.on('dialog', dialog => void dialog.accept().catch(() => undefined));
      const workbench = new Workbench(page);
      remember(workbench);
      await page.goto(address);
      await workbench.waitUntilPainted();
      return workbench;
    };
    let workbench = await open();
    return {
      get workbench() {
        return workbench;
      },
      context,
      workspace,
      dataDir: data.dir,
      settingsFile: server.settingsFile,
      logs: () => server.logs(),
      reload: async () => {
        await workbench.page.reload();
        await workbench.waitUntilPainted();
      },
      restart: async () => {
        for (const page of context.pages()) await leave(page);
        await server.stop();
        server = await start();
        forget(workbench);
        workbench = await open();
      },
      killExtensionHost: async () => {
        const killed = server.extensionHosts();
        if (killed.length === 0) throw new Error('There is no extension host.');
        for (const pid of killed) process.kill(pid, 'SIGKILL');
        await eventually(
          'the extension host is gone',
          () => Promise.resolve(server.extensionHosts()),
          left => !left.some(pid => killed.includes(pid)),
        );
      },
      secondWindow: open,
      close: async () => {
        forget(workbench);
        await browser?.close();
        await server.stop();
        data.remove();
        fixture?.remove();
      },
    };
  } catch (error) {
    await browser?.close();
    await server.stop();
    throw error;
  }
}

/**
 * VS Code in a browser encrypts what SecretStorage keeps with a key that half comes from its server. This server has none to
 * give; without an answer secrets are forgotten with the page.
 */
async function answerMintKey(context: BrowserContext): Promise<void> {
  await context.route('**/mint-key', route =>
    route.fulfill({ status: 200, contentType: 'application/octet-stream', body: Buffer.alloc(32, 7) }),
  );
}

/** Leaves a page as a person does who closes the tab: VS Code may write what it still holds. */
async function leave(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}
