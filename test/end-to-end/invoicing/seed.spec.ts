import { join } from 'node:path';
import { expect } from 'chai';
import { Client } from '../../support/client.js';
import { aTemporaryDirectory } from '../../support/temporary-directory.js';
import { npmRun } from '../npm-run.js';
import { StartedProduct } from '../started-product.js';

const seed = npmRun('seed');
const tenants = npmRun('tenant');
const password = 'correct horse battery staple';

describe('npm run seed', function () {
  this.timeout(120_000);
  const directory = aTemporaryDirectory();
  let environment: Readonly<Record<string, string>>;

  before(() => {
    environment = { ATRIUM_DATA_DIR: join(directory(), 'data') };
  });

  it('fills tenants beside a service that runs, and makes nothing twice', async () => {
    const product = await StartedProduct.with(environment);
    try {
      const { api } = await product.ready();
      const first = await seed(environment, '--tenants', '2', '--invoices', '60', '--password', password);
      expect(first, first.errors).to.include({ code: 0, errors: '' });
      expect(first.output).to.match(/^(?:\d of 2 tenants are filled; .*\n)*2 tenants are filled, 2 of them new\. 120 invoices made in .*\nSign in to a new one: tenant seed-001, email owner@seed-001\.example, password .*\n$/);
      const again = await seed(environment, '--tenants', '2', '--invoices', '60');
      expect(again.output).to.equal('2 tenants are filled, 0 of them new. Nothing was missing.\nThe passwords of their owners are what they were.\n');
      await tenants(environment, 'plan', 'seed-001', 'free'); // as after a run that was ended early
      const more = await seed(environment, '--tenants', '3', '--invoices', '61', '--password', password);
      expect(more.output).to.match(/^3 tenants are filled, 1 of them new\. 63 invoices made/);

      for (const tenant of ['seed-001', 'seed-002', 'seed-003']) {
        const visitor = new Client(api ?? '');
        const signedIn = await visitor.post('/v1/sessions', { tenant, email: `owner@${tenant}.example`, password });
        expect(signedIn.status, signedIn.text).to.equal(201);
        const owner = visitor.as(signedIn.json()['accessToken']);
        expect((await owner.get('/v1/invoices?limit=100')).json<{ data: object[] }>().data).to.have.length(61);
        expect((await owner.get('/v1/tenant')).json()['plan']).to.equal('enterprise');
        expect((await owner.get('/v1/customers?limit=100')).json<{ data: object[] }>().data.length).to.be.greaterThan(2);
      }
    } finally {
      product.signalGroup('SIGTERM');
      await product.ended;
    }
  });

  it('lets one of two runs at once fill a tenant, and says so to the other', async () => {
    const product = await StartedProduct.with(environment);
    try {
      await product.ready();
      const amounts = ['--tenants', '4', '--invoices', '2000'];
      const runs = await Promise.all([seed(environment, ...amounts), seed(environment, ...amounts)]);
      for (const { code, errors } of runs) expect(code === 0 ? '' : errors).to.match(/^$|^Another run fills seed-00\d just now: run it again when that is done\.\n$/);
      expect(await seed(environment, ...amounts)).to.include({ code: 0, errors: '' });
      expect((await seed(environment, ...amounts)).output).to.include('Nothing was missing.');
    } finally {
      product.signalGroup('SIGTERM');
      await product.ended;
    }
  });

  it('says how it is used when it is asked for what there is not', async () => {
    const { code, output, errors } = await seed(environment, '--clients', '5');
    expect([code, output]).to.deep.equal([2, '']);
    expect(errors).to.include("Unknown option '--clients'").and.include('--invoices').and.not.include('    at ');
  });
});
