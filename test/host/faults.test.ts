import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { FaultKind, Sandbox } from '../../src/core/sandbox/index';
import { faultKinds } from '../../src/core/sandbox/index';
import { describeOnce } from './lib/once';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, openDraft, run, setText, until } from './lib/world';
import { goodLead } from './send.test';

/** What the user must be told, for each fault of the service. A single 429 is waited out, and sent again. */
const told: Readonly<Record<FaultKind, RegExp>> = {
  delay: /^Created in Lead/,
  '401': /^Not created in Lead.*\(401\)/,
  '403': /^Not created in Lead.*\(403\)/,
  '404': /^Not created in Lead.*\(404\)/,
  '429': /^Created in Lead/,
  '429-seconds': /^Created in Lead/,
  '429-date': /^Created in Lead/,
  '429-text': /^Created in Lead/,
  '500': /^Unknown whether/,
  '502-html': /^Unknown whether/,
  '503-retry-after': /^Unknown whether/,
  'cut-before-reading': /^Unknown whether/,
  'cut-before-doing': /^Unknown whether/,
  'cut-after-doing': /^Unknown whether/,
  'cut-in-answer': /^Unknown whether/,
  html: /^Unknown whether/,
  huge: /^Unknown whether/,
  empty: /^Created in Lead/,
  never: /^(Unknown whether|Cancelled after the request)/,
  drip: /^Created in Lead/,
  'redirect-same-origin': /^Not created in Lead.*redirect/,
  'redirect-other-origin': /^Not created in Lead.*redirect/,
  'wrong-content-type': /^Created in Lead/,
  truncated: /^Unknown whether/,
};

describeOnce('one send under every fault of the service', () => {
  let script: Script;
  let sandbox: Sandbox;
  let editor: vscode.TextEditor;

  before(async () => {
    script = await newScript();
    ({ sandbox } = await connect(script));
    editor = await openDraft(script, 'Lead');
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  for (const kind of faultKinds) {
    const repeatable = kind.startsWith('429');
    it(`${kind}: ${repeatable ? 'at least' : 'exactly'} one request, and the truth is told`, async function () {
      this.timeout(40_000);
      script.said.splice(0);
      sandbox.faults.clear();
      const text = goodLead();
      await setText(editor, text);
      sandbox.faults.next({
        kind,
        method: 'POST',
        route: 'create',
        ms: kind === 'drip' ? 1 : 50,
        bytes: 80_000_000,
        afterDoing: kind === 'empty',
      });
      if (kind === 'never') {
        script.onProgress = abort => {
          void until('the request is there', () => sandbox.requests.some(({ body }) => body === text)).then(
            () => abort.abort(),
          );
        };
      }
      // What an earlier fault left in doubt is asked about first.
      script.allow('confirm', /^Create one process/, 'Create');
      await run('sendPayload');
      script.onProgress = undefined;
      await script.heard(told[kind]);
      const sent = sandbox.requests.filter(({ body }) => body === text);
      if (kind !== 'cut-before-reading') assert.ok(sent.length >= 1);
      if (!repeatable) assert.ok(sent.length <= 1, `${sent.length} requests`);
      const stored = sandbox.store
        .processes('lead')
        .filter(({ data }) => text.includes(JSON.stringify(data['lead_id'])));
      assert.ok(stored.length <= 1, `${stored.length} processes`);
      if (told[kind].source.startsWith('^Created')) assert.equal(stored.length, 1);
    });
  }
});
