import { launch, type Session } from './lib/launch';
import { runMainJob } from './mainJob';

describe('the main job, by a person', () => {
  let session: Session;

  before(async () => {
    session = await launch({ fixture: 'sample-workspace', env: { CHAKRA_TRY_SANDBOX: '1' } });
  });

  after(async () => session.close());

  it('creates a lead in the sandbox from the palette, with completion', async () => {
    await runMainJob(session.workbench, () => undefined);
  });
});
