import assert from 'node:assert/strict';
import { launch, type Session } from './lib/launch';
import { createDraft } from './lib/service';

describe('a workspace that is not trusted', () => {
  let session: Session;

  before(async () => {
    session = await launch({
      fixture: 'sample-workspace',
      env: { CHAKRA_TRY_SANDBOX: '1' },
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
  });

  after(async () => session.close());

  it('does not say what a file is a payload of', async () => {
    const { workbench } = session;
    await workbench.statusBar.waitFor('Restricted Mode');
    await workbench.openViewContainer('Chakra');
    await workbench.tree('Procedures').waitFor('Lead');
    await workbench.openFile('solar-roof.json');
    await workbench.runCommand('Chakra: Create Process');
    await workbench.quickInput.waitFor('Create a process of which procedure?');
    await workbench.quickInput.cancel();
    assert.deepEqual(await workbench.editor.codeLenses(), []);
  });

  it('can be worked in all the same', async () => {
    assert.equal(await createDraft(session.workbench, 'Lead'), 'Lead 1.json');
  });
});
