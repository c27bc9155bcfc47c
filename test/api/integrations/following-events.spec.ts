import { expect } from 'chai';
import { describeEverywhere } from '../../support/everywhere.js';
import { problem } from '../../support/client.js';
import { anOwner, type Somebody } from '../../support/signed-in.js';
import { StreamReader } from '../../support/stream-reader.js';

describeEverywhere('following what happens', (application) => {
  let owner: Somebody;
  let names = 0;

  const happens = async (): Promise<string> => {
    const { headers } = await owner.client.get('/v1/tenant');
    const name = `Name ${++names}`;
    const renamed = await owner.client.patch('/v1/tenant', { name }, Number(/\d+/.exec(headers['etag'] ?? '')?.[0]));
    expect(renamed.status).to.equal(200);
    await application().drain();
    return name;
  };
  const namesIn = (reader: StreamReader): unknown[] => reader.events.map(({ said }) => (said['data'] as { name?: string }).name);

  before(async () => {
    owner = await anOwner(application());
    await application().drain();
  });

  it('begins with what happens from now on', async () => {
    const reader = await StreamReader.open(owner.client);
    await reader.untilNamed('open');
    const name = await happens();

    const event = await reader.untilNamed('tenancy.tenant-renamed');

    expect(event.said).to.deep.include({ id: event.id, type: 'tenancy.tenant-renamed', data: { name } });
    expect(namesIn(reader)).to.deep.equal([name]);
    reader.close();
  });

  it('goes on after the last event that was seen', async () => {
    const first = await StreamReader.open(owner.client);
    const { id } = await first.untilNamed('open');
    first.close();
    const missed = [await happens(), await happens()];

    const second = await StreamReader.open(owner.client, { lastEventId: id });
    await second.until(() => second.events.length >= 2);
    missed.push(await happens());
    await second.until(() => second.events.length >= 3);

    expect(namesIn(second)).to.deep.equal(missed);
    second.close();
  });

  it('refuses an id that was made up', async () => {
    expect(problem(await owner.client.get('/v1/events/stream', { 'last-event-id': 'made-up' }))).to.deep.equal({ status: 400, code: 'integrations.unknown-event-id' });
  });
});
