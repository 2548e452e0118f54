import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Catalog } from '../../src/core/catalog/model';
import type { Finding } from '../../src/core/payload/check';
import { requestBody } from '../../src/core/payload/body';
import type { SandboxChoices } from '../../src/core/sandbox';
import { payloadFor } from './lib/payloads';
import { inProcess } from './lib/places';
import { readTeam } from './lib/team';
import { checkerOf } from './lib/verdicts';

/** Only says where the service names what it refuses. */
const named: Partial<SandboxChoices> = { errorShape: 'objects', errorField: 'path' };

const procedures = ['lead', 'ticket', 'field_visit', 'onboarding', 'collection', 'service_request'];

interface Trial {
  readonly procedure: string;
  readonly payload: string;
}

function trials(catalog: Catalog, careful: boolean): fc.Arbitrary<Trial> {
  return fc.oneof(
    ...catalog.procedures
      .filter(({ shortId }) => procedures.includes(shortId))
      .map(procedure =>
        payloadFor(procedure, catalog, careful).map(payload => ({ procedure: procedure.shortId, payload })),
      ),
  );
}

/** True when a finding is about what the service names, about something within it, or about what holds it. */
function isAbout(finding: Finding, field: string): boolean {
  const path = finding.code === 'missing' ? [...finding.path, finding.params.name] : finding.path;
  const at = path.join('.');
  return at === field || at.startsWith(`${field}.`) || field.startsWith(`${at}.`) || `data.${at}` === field;
}

describe('client against the sandbox: the check of a payload and the service agree', () => {
  /** Checks a payload and sends it, whatever the check says. */
  async function setUp(chosen: Partial<SandboxChoices>) {
    const service = inProcess(chosen);
    const catalog = await readTeam(service);
    const checkers = new Map(procedures.map(name => [name, checkerOf(catalog, name)]));
    const attempt = async ({ procedure, payload }: Trial) => {
      service.store.clear();
      const findings = checkers.get(procedure)?.(payload) ?? [];
      const result = await service.api.createProcess(procedure, requestBody(payload));
      return { findings, result };
    };
    return { catalog, attempt };
  }

  it('what is right by the config is found to be right, and taken, also by a service that checks types', async () => {
    const { catalog, attempt } = await setUp({ ...named, wrongTypes: 'refused' });
    await fc.assert(
      fc.asyncProperty(trials(catalog, true), async trial => {
        const { findings, result } = await attempt(trial);
        assert.deepEqual(findings, []);
        assert.ok(result.ok, JSON.stringify(result));
      }),
      { numRuns: 300 },
    );
  });

  it('what is found to be right is taken, and all that is refused was found before, where it stands', async () => {
    const { catalog, attempt } = await setUp(named);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(trials(catalog, false), async trial => {
        const { findings, result } = await attempt(trial);
        if (result.ok) return;
        refused++;
        assert.ok(findings.length > 0, JSON.stringify(result.failure));
        assert.ok(result.failure.kind === 'status');
        for (const { text, field } of result.failure.messages) {
          assert.ok(
            field !== undefined && findings.some(finding => isAbout(finding, field)),
            `${text} ${JSON.stringify(findings)}`,
          );
        }
      }),
      { numRuns: 600 },
    );
    assert.ok(refused > 100, `${refused} refused`);
  });
});
