import { expect } from 'chai';
import fc from 'fast-check';
import { EventSignals } from '../../../application/shared/ports/event-signals.js';
import { WORK } from '../../../infrastructure/tokens.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Application, postgresApplication } from '../../support/application.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { anOwner, type Somebody } from '../../support/signed-in.js';
import { StreamReader } from '../../support/stream-reader.js';
import { namesIn, renamed } from './renaming.js';

const worker = SystemContext.for('a test of streams');

describe('following what happens on two processes', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let processes: readonly [Application, Application];
  let owner: Somebody;

  before(async () => {
    database = await aDatabase();
    processes = [await postgresApplication({ poolSize: 4, on: database }), await postgresApplication({ poolSize: 4, on: database })];
  });
  beforeEach(async () => {
    owner = await anOwner(processes[0]);
    await publish();
  });
  after(async () => {
    await Promise.all(processes.map((one) => one.close()));
    await database.drop();
  });

  /** Publishes, and tells the processes of it that are to hear of it. */
  async function publish(...told: readonly Application[]): Promise<void> {
    const { relay, subscribed } = processes[0].container.get(WORK);
    for (;;) {
      const { events, advanced } = await relay.publish(worker, subscribed);
      if (events === 0) return;
      for (const { tenantId, position } of advanced)
        for (const { container } of told) container.get(EventSignals).tell(TenantContext.visitor(tenantId), position);
    }
  }
  const on = (at: number, who = owner) => who.client.at((processes[at % 2] as Application).url);

  it('goes on elsewhere, also where no signal comes', async () => {
    const here = await StreamReader.open(on(0));
    await here.untilNamed('open');
    const names = [await renamed(owner)];
    await publish(processes[0]);
    await here.until(() => here.events.length === 1);
    here.close();
    names.push(await renamed(owner));
    await publish();

    const there = await StreamReader.open(on(1), { lastEventId: here.lastId });
    names.push(await renamed(owner));
    await publish();
    await there.until(() => there.events.length === 2);

    expect([...namesIn(here), ...namesIn(there)]).to.deep.equal(names);
    there.close();
  });

  it('misses nothing and repeats nothing, however often it is cut off, while things happen', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.record({ hears: fc.integer({ min: 0, max: 4 }), signals: fc.boolean(), at: fc.integer({ min: 0, max: 1 }) }), { minLength: 3, maxLength: 8 }), async (steps) => {
        const begin = await StreamReader.open(on(0));
        await begin.untilNamed('open');
        begin.close();
        let [lastId, names, heard]: [string, string[], unknown[]] = [begin.lastId, [], []];
        let isHappening = true;
        const happening = (async () => {
          while (isHappening) {
            names = [...names, await renamed(owner)];
            await publish(...(names.length % 3 === 0 ? [] : processes));
          }
        })();
        for (const { hears, at } of steps) {
          const reader = await StreamReader.open(on(at), { lastEventId: lastId });
          await reader.until(() => reader.events.length >= hears);
          reader.close();
          heard = [...heard, ...namesIn(reader)];
          ({ lastId } = reader.lastId === '' ? { lastId } : reader);
        }
        isHappening = false;
        await happening;
        await publish(...processes);
        const reader = await StreamReader.open(on(1), { lastEventId: lastId });
        await reader.until(() => heard.length + reader.events.length >= names.length);
        reader.close();
        expect([...heard, ...namesIn(reader)]).to.deep.equal(names);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 200) / 20 },
    ));
});
