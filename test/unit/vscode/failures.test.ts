import assert from 'node:assert/strict';
import type { ApiFailure } from '../../../src/core/api/result';
import { Redactor } from '../../../src/core/api/redact';
import type { Attribute, Procedure } from '../../../src/core/catalog/model';
import { FailureReporter } from '../../../src/vscode/commands/failureReporter';
import { wrap } from '../../../src/vscode/commands/run';
import { CorrectAttribute } from '../../../src/vscode/corrections/correct';
import type { Log } from '../../../src/vscode/log';
import { failureText } from '../../../src/vscode/words/failures';
import type { Ui } from '../../../src/vscode/ui';
import { workspace } from '../stubs/vscode';
import { connection } from './catalogWorld';

function world() {
  const said: string[] = [];
  const logged: string[] = [];
  const ui = {
    error: async (text: string) => Promise.resolve(void said.push(text)),
    pick: async (choices: readonly { value: unknown }[]) =>
      Promise.resolve(choices.find(({ value }) => value === 'required')?.value),
  } as unknown as Ui;
  const log = {
    warn: (text: string) => logged.push(text),
    error: (what: string) => logged.push(what),
    redactor: new Redactor(),
  } as unknown as Log;
  return { said, logged, ui, log };
}

const common = { effect: 'refused', request: 'POST /x', attempts: 1 } as const;

describe('a failure', () => {
  it('is shown with the words of the service, and logged without: they may repeat the payload', async () => {
    const { said, logged, ui, log } = world();
    const reporter = new FailureReporter(ui, log);
    const messages = [{ text: 'pat@example.com is taken', field: 'email' }];
    await reporter.report(connection, 'Not created.', {
      ...{ ...common, kind: 'status', status: 409 },
      ...{ messages, excerpt: 'pat@example.com', text: 'pat@example.com' },
    });
    const unreadable: ApiFailure = {
      ...{ ...common, kind: 'unreadable', effect: 'unknown', status: 200 },
      ...{ contentType: 'text/html', excerpt: 'pat@example.com', text: 'pat@example.com' },
    };
    await reporter.report(connection, 'Unknown.', unreadable);
    assert.match(said.join(), /email: pat@example.com is taken/);
    assert.deepEqual(logged, [
      'Team: POST /x: status 409, refused',
      'Team: POST /x: unreadable 200, unknown',
    ]);
  });

  it('of the network is logged with what the system says, without the password of a proxy', async () => {
    const { logged, ui, log } = world();
    const detail = 'connect ECONNREFUSED user:secret@10.0.0.1:8080';
    const failure = { ...common, kind: 'unreachable', effect: 'notSent', reason: 'proxy', detail } as const;
    await new FailureReporter(ui, log).report(connection, 'Not created.', failure);
    assert.deepEqual(logged, ['Team: POST /x: unreachable (connect ECONNREFUSED 10.0.0.1:8080), notSent']);
  });

  it('tells a wait in the unit in which people think, and what a refusal is of', () => {
    const text = (status: number, request: string, retryAfterMs?: number) =>
      failureText({
        ...{ ...common, kind: 'status', status, request, messages: [], excerpt: '', text: '' },
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
    const list = 'POST /v1/ext/procedure/lead/process/list';
    assert.match(text(429, list, 30_000), / Try again in 30 s\.$/);
    assert.match(text(429, list, 600_000), / Try again in 10 min\.$/);
    assert.match(text(429, list, 7_200_000), / Try again in 2 h\.$/);
    assert.match(text(429, list, 999_999_999_000), / asks to wait until .*20\d\d/);
    assert.match(text(503, list, 5_000), /failed \(status 503\)\. Try again in 5 s\.$/);
    assert.match(text(413, 'POST /v1/ext/photo/1'), /The photo is too large/);
    assert.match(text(415, 'POST /v1/ext/photo'), /type of file \(415\)/);
    assert.match(text(404, 'POST /v1/ext/photo'), /no upload of photos/);
    assert.match(text(404, 'GET /v1/ext/users?page=2'), /no list of users/);
    assert.match(text(404, list), /procedure or process/);
  });

  it('of a file system of VS Code is not called an error of the extension', async () => {
    const { said, ui, log } = world();
    const gone = Object.assign(new Error('no such file'), { name: 'EntryNotFound (FileSystemError)' });
    await wrap('Chakra: Bulk Create', ui, log, async () => Promise.reject(gone))();
    assert.match(said.join(), /a file could not be read or written \(no such file\)/);
  });

  it('of a part of the extension that is gone says to reload the window', async () => {
    const { said, ui, log } = world();
    const gone = Object.assign(new Error("Cannot find module './bulk.js'"), { code: 'MODULE_NOT_FOUND' });
    await wrap('Chakra: Bulk Create', ui, log, async () => Promise.reject(gone))();
    assert.match(said.join(), /no longer on the disk: the extension was updated.*Reload the window/);
  });

  it('of the settings file says what to do', async () => {
    const { said, ui, log } = world();
    const { getConfiguration } = workspace;
    const update = async () => Promise.reject(new Error('it has unsaved changes'));
    workspace.getConfiguration = () => ({ get: () => undefined, inspect: () => undefined, update });
    const attribute = { shortId: 'city', type: 'text', required: false } as unknown as Attribute;
    const correct = async () =>
      new CorrectAttribute(ui).correct({ shortId: 'lead', name: 'Lead' } as unknown as Procedure, attribute);
    await wrap('Correct in Settings…', ui, log, correct)();
    workspace.getConfiguration = getConfiguration;
    assert.match(said.join(), /^The correction could not be written .*unsaved changes.*then try again\.$/);
  });
});
