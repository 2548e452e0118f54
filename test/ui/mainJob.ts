import assert from 'node:assert/strict';
import { launch, type LaunchOptions } from './lib/launch';
import type { Workbench } from './lib/workbench';

/** Says what was done, as it is done. */
export type Say = (step: string) => void;

/**
 * The main job, as a person does it in a window that is connected to the sandbox: look at the procedures, create a lead
 * through the palette with the help of completion, send it, and see that the sandbox holds exactly that process. Throws at
 * the first step that does not come about.
 */
export async function runMainJob(
  workbench: Workbench,
  say: Say = step => {
    console.log(`      ${step}`);
  },
): Promise<void> {
  const { editor } = workbench;
  await workbench.openViewContainer('Chakra');
  const tree = workbench.tree('Procedures');
  const rows = await tree.waitUntil('the procedures are shown', all =>
    all.some(({ label }) => label === 'Lead'),
  );
  say(`the tree shows ${rows.map(row => row.label).join(', ')}`);
  await tree.expand('Lead', 'Attributes');
  await picture(workbench, 'tree', say);

  await workbench.runCommand('Chakra: Create Process');
  await workbench.quickInput.waitFor('Create a process of which procedure?');
  await workbench.quickInput.pick('Lead');
  await editor.waitForTab(/^Lead \d+\.json$/);
  await editor.waitForText('the draft', text => text.includes('"lead_id"'));
  say('Create Process opened a draft of Lead with its required attributes');
  await picture(workbench, 'draft', say);

  await editor.type('LEAD-001');
  await editor.press('Tab');
  await editor.type('Example');
  await editor.press('Tab');
  const options = await editor.suggest.waitFor('"WEB"');
  say(`the draft offers for source: ${options.map(({ label }) => label).join(' ')}`);
  await picture(workbench, 'options', say);
  await editor.suggest.accept('"WEB"');
  await editor.waitForText('the option', text => text.includes('"source": "WEB"'));
  await editor.type(',');
  await editor.press('Enter');
  await editor.suggest.trigger();
  const attributes = await editor.suggest.waitFor('email');
  say(`completion offers ${attributes.length} more attributes on the screen, among them email`);
  await picture(workbench, 'completion', say);
  await editor.suggest.accept('email');
  await editor.waitForText('the attribute', text => text.includes('"email": ""'));
  await editor.type('pat@example.com');

  await workbench.runCommand('Chakra: Send Payload');
  const { text: created } = await workbench.notifications.waitFor(/^Created in Lead/);
  say(created);
  await picture(workbench, 'created', say);
  await workbench.notifications.click(/^Created in Lead/, 'Open Response');
  await editor.waitForTab(/^Lead \d\d\.\d\d\.\d\d\.json$/);
  await picture(workbench, 'response', say);

  await workbench.runCommand('Chakra: Show Sandbox Contents');
  await editor.waitForTab('Sandbox.json');
  const contents = JSON.parse(await editor.text()) as Record<string, { id: string; data: unknown }[]>;
  assert.deepEqual(Object.keys(contents), ['lead'], 'the sandbox holds leads and nothing else');
  assert.equal(contents['lead']?.length, 1, 'the sandbox holds one lead');
  const [lead] = contents['lead'];
  assert.deepEqual(lead?.data, {
    lead_id: 'LEAD-001',
    lastname: 'Example',
    source: 'WEB',
    email: 'pat@example.com',
  });
  assert.ok(created.includes(lead.id), 'the notification names the id of the process');
  say('the store of the sandbox holds exactly this process');
}

/** Takes the same picture in both colours. */
async function picture(workbench: Workbench, name: string, say: Say): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await workbench.setTheme(theme);
    const file = await workbench.screenshot(`${name}-${theme}`);
    if (file === undefined) throw new Error(`there is no picture ${name}-${theme}`);
    say(`picture ${file}`);
  }
}

/** Starts VS Code, does the main job in it, and ends it; on a failure with a picture and the logs. */
export async function mainJob(options: LaunchOptions): Promise<void> {
  const session = await launch(options);
  const started = Date.now();
  const say: Say = step => {
    console.log(`  ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${step}`);
  };
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
