import { expect } from 'chai';
import { v7 } from 'uuid';
import { ListMetadata } from '../../../application/metadata/list-metadata.js';
import { ResourceId } from '../../../domain/metadata/resource-id.js';
import { type Application, postgresApplication } from '../../support/application.js';
import { aCountingProxy, type CountingProxy } from '../../support/counting-proxy.js';
import { HeardStatements } from '../../support/heard-statements.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { aTenant } from '../../support/tenants.js';

describe('what the metadata of a hundred resources costs in round trips to PostgreSQL', () => {
  let database: TestDatabase;
  let proxy: CountingProxy;
  let application: Application;
  const heard = new HeardStatements();

  before(async () => {
    database = await aDatabase();
    proxy = await aCountingProxy(database.app, (said) => heard.hear(said));
    application = await postgresApplication({ poolSize: 1, on: { app: { ...database.app, port: proxy.port }, system: database.system } });
  });

  after(async () => {
    await application.close();
    proxy.close();
    await database.drop();
  });

  it('is one for which of them there are, and one for all of which there is no copy', async () => {
    const tenant = aTenant('identity:members:read');
    const ids = Array.from({ length: 100 }, () => ResourceId.from(v7()));
    const list = application.container.get(ListMetadata);
    const cost = async (asked: readonly ResourceId[]) => {
      const before = proxy.roundTrips;
      heard.take();
      await list.execute(tenant, { type: 'members', ids: asked });
      return { trips: proxy.roundTrips - before, statements: [...heard.take()].toSorted() };
    };
    await cost([ResourceId.from(v7())]); // prepares the statements
    const both = ['identity.known-members', 'metadata.metadata-of'];
    expect(await cost(ids.slice(1)), 'no copy of any').to.deep.equal({ trips: 2, statements: both });
    expect(await cost(ids.slice(1)), 'a copy of each').to.deep.equal({ trips: 1, statements: both.slice(0, 1) });
    expect(await cost(ids), 'a copy of all but one').to.deep.equal({ trips: 2, statements: both });
  });
});
