import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/core/sandbox/index';
import { launch, type Session } from './lib/launch';
import { connect, createDraft, creates, goodLead, startService } from './lib/service';
import { eventually } from './lib/wait';

describe('sending', () => {
  let service: Sandbox;
  let session: Session;

  before(async () => {
    service = await startService();
    session = await launch();
    const { baseUrl, token } = service;
    await connect(session.workbench, { name: 'Acme', kind: 'Test', baseUrl, token });
    await createDraft(session.workbench, 'Lead');
  });

  after(async () => {
    await session.close();
    await service.stop();
  });

  /** Sends by one of the ways, and waits for the success. */
  async function sends(how: () => Promise<void>): Promise<void> {
    const { editor, notifications } = session.workbench;
    const before = creates(service).length;
    const payload = goodLead();
    await editor.replaceAll(payload);
    // Saving paints the title anew: a click meanwhile may be lost.
    await eventually(
      'the draft is saved',
      () => editor.isDirty(),
      dirty => !dirty,
    );
    await how();
    await eventually(
      'the request',
      () => Promise.resolve(creates(service).length),
      count => count > before,
    );
    await notifications.dismiss('Created in Lead');
    await eventually(
      'no older answer is left to be mistaken',
      () => notifications.list(),
      all => all.every(({ text }) => !text.includes('Created in Lead')),
    );
    assert.equal(creates(service).length, before + 1);
    assert.equal(creates(service).at(-1)?.body, payload);
  }

  it('works by the key', async () => {
    await sends(() => session.workbench.editor.press('Control+Alt+Enter'));
  });

  it('works by the button in the title of the editor', async () => {
    await sends(() => session.workbench.editor.clickTitleAction('Send Payload'));
  });

  it('works by the code lens', async () => {
    await sends(() => session.workbench.editor.clickCodeLens('Create in Lead (Acme, test)'));
  });

  it('lists what is wrong, and the text follows as one moves through the list', async () => {
    const { editor, quickInput, page, statusBar } = session.workbench;
    const before = creates(service).length;
    await editor.replaceAll(goodLead(',\n    "score": "high",\n    "emial": "pat@example.com"'));
    await editor.press('Control+Alt+Enter');
    const { rows } = await quickInput.waitFor('2 to look at before sending');
    assert.equal(rows.length, 3);
    await statusBar.waitFor(/^Ln 6/);
    await page.keyboard.press('ArrowDown');
    await statusBar.waitFor(/^Ln 7/);
    await quickInput.cancel();
    assert.equal(creates(service).length, before);
  });

  it('says that an outcome is unknown, and looks', async () => {
    const { editor, notifications } = session.workbench;
    const before = creates(service).length;
    service.faults.next({ kind: '500', method: 'POST', afterDoing: true });
    await editor.replaceAll(goodLead());
    await editor.press('Control+Alt+Enter');
    const { buttons, severity } = await notifications.waitFor('Unknown whether the process was created');
    assert.equal(severity, 'error');
    assert.deepEqual(buttons, ['Look', 'Open Answer', 'Show Log']);
    await editor.waitForCodeLens(/outcome unknown/);
    await notifications.click('Unknown whether the process was created', 'Look');
    await notifications.dismiss('It has arrived: ');
    await editor.waitForCodeLens(/^Created \d/);
    assert.equal(creates(service).length, before + 1);
  });

  it('opens the response to a failure', async () => {
    const { editor, notifications } = session.workbench;
    service.choose({ errorShape: 'objects', duplicateKey: 'refused' });
    // The same primary key, but not the same payload.
    await editor.replaceAll(creates(service).at(-1)!.body.replace('Example', 'Other'));
    await editor.press('Control+Alt+Enter');
    await notifications.click('Not created in Lead', 'Open Answer');
    await editor.waitForTab(/^Lead \d\d\.\d\d\.\d\d\.json$/);
    assert.match(await editor.visibleText(), /"outcome": "Not created in Lead\./);
    await editor.closeTab();
  });

  it('offers to set the token when it is refused, once, and is never silent', async () => {
    const { editor, notifications, quickInput } = session.workbench;
    service.faults.next({ kind: '401', method: 'POST', times: 2 });
    await editor.replaceAll(goodLead());
    await editor.press('Control+Alt+Enter');
    const refused = 'The service refused the token (401)';
    const first = await notifications.waitFor(refused);
    assert.deepEqual(first.buttons, ['Set Token…', 'Open Answer', 'Show Log']);
    await session.workbench.runCommand('Chakra: Send Payload');
    await eventually(
      'the second refusal',
      async () => (await notifications.list()).filter(({ text }) => text.includes(refused)),
      ([second, ...others]) =>
        others.length === 1 && second?.buttons.join() === ['Open Answer', 'Show Log'].join(),
    );
    await notifications.click(refused, 'Set Token…');
    const asked = await quickInput.waitFor('Token of Acme');
    assert.equal(asked.password, true);
    await quickInput.answer(service.token);
    await quickInput.waitUntilClosed();
    await session.workbench.runCommand('Chakra: Send Payload');
    await notifications.waitFor('Created in Lead');
  });
});
