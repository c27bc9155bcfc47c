import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import { named } from '../../adapters/shared/postgres/statement.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { type Application, postgresApplication } from '../support/application.js';
import { anOwner, type Somebody } from '../support/signed-in.js';
import { aTenant } from '../support/tenants.js';

const some = named('tests.some', sql.type(z.object({ one: z.number() }))`select 1 as one`);

describe('asking when every connection is taken', () => {
  let application: Application;
  let owner: Somebody;

  before(async () => {
    application = await postgresApplication({ poolSize: 1, waitMs: 200 });
    owner = await anOwner(application);
  });
  after(() => application.close());

  it('is answered with 503 and when to come back, reported with its cause, and well when one is free', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    const tenant = aTenant();
    const holding = application.container.get(TenantDatabase).run(tenant, async (transaction) => {
      await transaction.one(tenant, some);
      take();
      await released;
    });
    await taken;

    const refused = await owner.client.get('/v1/tenant');
    release();
    await holding;

    expect(refused.status, refused.text).to.equal(503);
    expect(refused.json()['code']).to.equal('shared.unavailable');
    expect(refused.headers['retry-after']).to.equal('1');
    expect(application.unavailable).to.have.lengthOf(1);
    expect(application.unavailable[0]).to.be.instanceOf(Error);
    expect(application.defects).to.deep.equal([]);
    expect((await owner.client.get('/v1/tenant')).status).to.equal(200);
  });
});
