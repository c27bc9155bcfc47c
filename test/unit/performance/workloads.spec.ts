import { expect } from 'chai';
import { invoiceIdOf, sample } from '../../performance/sample.js';
import { asksOf, type Workload } from '../../performance/workloads.js';

const asked = (workload: Workload, seed: number) => Array.from({ length: 5_000 }, asksOf(workload, seed));

describe('asking for work', () => {
  it('asks the same for the same seed, and other things for another', () => {
    expect(asked('W5', 7)).to.deep.equal(asked('W5', 7));
    expect(asked('W5', 7)).not.to.deep.equal(asked('W5', 8));
  });

  it('spreads requests over the tenants that are asked for, and each over its own invoices', () => {
    const tenants = new Set(asked('W1', 1).map(({ tenant }) => tenant));

    expect([...tenants].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: sample.tenantsAsked }, (_, index) => index + 1));
    expect(asked('W1', 1).every(({ tenant, path }) => path.slice(-12) > invoiceIdOf(tenant, 0).slice(-12) && path.slice(-12) <= invoiceIdOf(tenant, 1_000).slice(-12))).to.equal(true);
  });

  it('mixes reading one, listing and creating as 70, 20 and 10', () => {
    const mixed = asked('W5', 1);
    const share = (is: (path: string, method: string) => boolean) => mixed.filter(({ path, method }) => is(path, method)).length / mixed.length;

    expect(share((_, method) => method === 'POST')).to.be.closeTo(0.1, 0.02);
    expect(share((path) => path.includes('?'))).to.be.closeTo(0.2, 0.02);
  });
});

describe('identifiers of the sample', () => {
  it('are UUIDs of version 7, one for each invoice', () => {
    const ids = [1, 20, 50, 200].flatMap((tenant) => [1, 15, 16, 255, 256, 1_000].map((invoice) => invoiceIdOf(tenant, invoice)));

    for (const id of ids) expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).to.equal(ids.length);
  });
});
