import assert from 'node:assert/strict';
import { launch, type LaunchOptions } from './lib/launch';
import type { Workbench } from './lib/workbench';

/** Says what was done, as it is done. */
export type Say = (step: string) => void;

const payload = {
  data: { lead_id: 'LEAD-4711', lastname: 'Example', source: 'WEB', email: 'pat@example.com' },
};

/**
 * The main job, as a person does it: the sandbox's procedures in the tree, Create Process through the palette, the payload filled in
 * with completion and sent by its code lens, the answer and the sandbox's store looked at. Throws at the first step that does not
 * come about.
 */
export async function runMainJob(
  workbench: Workbench,
  say: Say = step => {
    console.log(`      ${step}`);
  },
): Promise<void> {
  await seeTree(workbench, say);
  await createDraft(workbench, say);
  await fillIn(workbench, say);
  await send(workbench, say);
  await lookIntoStore(workbench, say);
}

async function seeTree(workbench: Workbench, say: Say): Promise<void> {
  await workbench.openViewContainer('Chakra');
  await workbench.statusBar.waitFor(/sandbox/i);
  const procedures = workbench.tree('Procedures');
  await procedures.waitFor('Lead');
  say(`the tree shows ${(await procedures.rows()).map(row => row.label).join(', ')}`);
  const attributes = await procedures.expand('Lead', 'Attributes');
  say(`Lead has the attributes ${attributes.map(row => row.label).join(', ')} …`);
}

async function createDraft(workbench: Workbench, say: Say): Promise<void> {
  const { quickInput, editor } = workbench;
  await workbench.runCommand('Chakra: Create Process');
  await quickInput.waitUntil('the procedures to pick from', now =>
    now.rows.some(row => row.label === 'Lead'),
  );
  await quickInput.pick('Lead');
  say(`a draft is open: ${await editor.waitForTab(/^Lead \d+\.json$/)}`);
  const text = await editor.waitForText('required attributes', now => now.includes('"lead_id"'));
  say(`it asks for ${[...text.matchAll(/"(\w+)": "‹/g)].map(([, name]) => name).join(', ')}`);
}

async function fillIn(workbench: Workbench, say: Say): Promise<void> {
  const { editor } = workbench;
  const { lead_id: id, lastname, source, email } = payload.data;
  await editor.type(id);
  await editor.press('Tab');
  await editor.type(lastname);
  await editor.press('Tab');
  await editor.suggest.trigger();
  // In the list of the draft's own snippet with quotes, in that of completion without.
  const row = new RegExp(`^"?${source}"?$`);
  const options = await editor.suggest.waitFor(row);
  say(`completion offers for source ${options.map(row => row.label).join(', ')}`);
  await picture(workbench, 'completion', say);
  await editor.suggest.accept(row);

  await editor.goTo(5, `    "source": "${source}"`.length + 1);
  await editor.type(',\n"');
  const names = await editor.suggest.waitFor('email');
  say(`completion offers the attributes ${names.map(row => row.label).join(', ')} …`);
  await editor.suggest.accept('email');
  await editor.type(email);
  const text = await editor.waitForText('the e-mail', now => now.includes(email));
  assert.deepEqual(JSON.parse(text), payload);
  say('the payload is filled in');
}

async function send(workbench: Workbench, say: Say): Promise<void> {
  const { editor, notifications } = workbench;
  await editor.clickCodeLens('Create in Lead (sandbox)');
  const { text } = await notifications.waitFor('Created in Lead');
  say(`VS Code says: ${text}`);
  await notifications.waitUntilGone('Creating in Lead');
  await editor.waitForCodeLens(/^Created \d/);
  await picture(workbench, 'created', say);
  await notifications.click('Created in Lead', 'Open Answer');
  await editor.waitForTab(/^Lead \d\d\.\d\d\.\d\d\.json$/);
  const response = JSON.parse(await editor.text()) as { request: string; status: number };
  say(`the response is open: ${response.request} was answered with ${response.status}`);
  await picture(workbench, 'response', say);
}

async function lookIntoStore(workbench: Workbench, say: Say): Promise<void> {
  const { editor } = workbench;
  await workbench.runCommand('Chakra: Show Sandbox Contents');
  await editor.waitForTab('Sandbox.json');
  const contents = JSON.parse(await editor.text()) as Record<string, { data?: unknown }[]>;
  const processes = Object.entries(contents).flatMap(([procedure, all]) =>
    all.map(one => ({ procedure, data: one.data })),
  );
  assert.deepEqual(processes, [{ procedure: 'lead', data: payload.data }]);
  say('the sandbox holds exactly that process');
}

/** Takes the same picture in both colours. */
async function picture(workbench: Workbench, name: string, say: Say): Promise<void> {
  // What lies under the mouse looks different.
  await workbench.page.mouse.move(640, 790);
  for (const theme of ['light', 'dark'] as const) {
    await workbench.setTheme(theme);
    const file = await workbench.screenshot(`${name}-${theme}`);
    if (file === undefined) throw new Error(`there is no picture ${name}-${theme}`);
    say(`picture ${file}`);
  }
}

/** Starts VS Code, does the main job in it, and ends it; on a failure with a picture and the logs. */
export async function mainJob(options: LaunchOptions): Promise<void> {
  const started = Date.now();
  const say: Say = step => {
    console.log(`  ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${step}`);
  };
  const session = await launch(options);
  try {
    say('VS Code is painted');
    await runMainJob(session.workbench, say);
  } catch (error) {
    await session.workbench.screenshot('main-job-failed');
    console.log(session.logs().split('\n').slice(-60).join('\n'));
    throw error;
  } finally {
    await session.close();
  }
}
