import { expect } from 'chai';
import { planLimits } from '../../../domain/tenancy/plan.js';
import { type Application, endpoints, postgresApplication } from '../../support/application.js';
import { problem } from '../../support/client.js';
import { anOwner, type Somebody } from '../../support/signed-in.js';

describe('how much a tenant may ask', function () {
  this.timeout(60_000);
  let application: Application;

  before(async () => {
    application = await postgresApplication({ poolSize: 2 });
  });
  after(() => application.close());

  const ask = ({ client }: Somebody, times: number) => Promise.all(Array.from({ length: times }, () => client.get('/v1/me')));

  it('is what its plan includes: one request more is refused, whatever it is for, and says until when', async () => {
    const [owner, neighbour] = [await anOwner(application, 'free'), await anOwner(application, 'free')];
    const answers = await ask(owner, planLimits.free.apiUnitsPerMinute);
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));

    const refused = await owner.client.get('/v1/me');
    expect(problem(refused)).to.deep.equal({ status: 429, code: 'shared.rate-exceeded' });
    expect(refused.json()['detail']).to.match(/^The plan free includes 600 units a minute\. /);
    expect(Number(refused.headers['retry-after'])).to.be.within(1, 60);
    expect(problem(await owner.client.patch('/v1/tenant', { name: 'Acme' }, 1))).to.deep.equal({ status: 429, code: 'shared.rate-exceeded' });

    expect((await neighbour.client.get('/v1/me')).status).to.equal(200);
    expect((await owner.client.get('/openapi.json')).status).to.equal(200);
  });

  it('counts what operations cost', async () => {
    const owner = await anOwner(application, 'free');
    const dear = endpoints.find(({ id }) => id === 'assignRoles')?.cost ?? 0;
    expect(dear).to.equal(2);
    await Promise.all(Array.from({ length: planLimits.free.apiUnitsPerMinute / dear }, () => owner.client.send({ method: 'PUT', path: `/v1/members/${owner.tenantId}/roles`, body: {} })));
    expect(problem(await owner.client.get('/v1/me'))).to.deep.equal({ status: 429, code: 'shared.rate-exceeded' });
  });

  it('is more on a larger plan', async () => {
    const owner = await anOwner(application, 'team');
    const answers = await ask(owner, planLimits.free.apiUnitsPerMinute + 1);
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
  });
});
