import { expect } from 'chai';
import { DocumentRebuilder } from '../../application/shared/document-rebuilder.js';
import { Unavailable } from '../../application/shared/refusals.js';
import { SystemContext } from '../../domain/shared/system-context.js';
import { platformTenantId, type TenantContext } from '../../domain/shared/tenant-context.js';
import { Slug } from '../../domain/tenancy/slug.js';
import { Misused } from '../../infrastructure/operator-command.js';
import { RebuildProgress } from '../../infrastructure/rebuild-progress.js';
import { rebuildDocuments } from '../../infrastructure/rebuilt-documents.js';
import { rebuildCommand } from '../../infrastructure/settings-rebuild-command.js';
import { StartRefused } from '../../infrastructure/start-refused.js';
import { add, founded } from '../contract/tenancy/founded.js';
import { inMemoryPlatform } from '../support/platform.js';
import { aTenant } from '../support/tenants.js';

const system = SystemContext.for('a test of rebuilding');

/** Notes for whom it was asked, and can fail a few times first. */
class Notebook extends DocumentRebuilder {
  readonly asked: TenantContext[] = [];
  failures = 0;

  override async rebuild(tenant: TenantContext): Promise<number> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Unavailable();
    }
    this.asked.push(tenant);
    return 2;
  }
}

describe('asking to rebuild', () => {
  it('asks for all tenants, when nothing else is said', () => {
    expect(rebuildCommand([])).to.deep.equal({ createTable: false });
  });

  it('says where to begin, and that the table is to be made', () => {
    expect(rebuildCommand(['--from', 'acme', '--create-table'])).to.deep.equal({ createTable: true, from: 'acme' });
  });

  for (const args of [['--help'], ['--all'], ['acme'], ['--from'], ['--create-table=yes']]) {
    it(`says how it is used after ${args.join(' ')}`, () => {
      expect(() => rebuildCommand(args)).to.throw(Misused, 'Usage: npm run settings:rebuild');
    });
  }
});

describe('rebuilding documents', () => {
  const slugs = Array.from({ length: 205 }, (_, at) => `tenant-${String(at).padStart(3, '0')}`);
  const patience = { waitMs: 1, times: 3 };
  let registry: ReturnType<typeof inMemoryPlatform>['registry'];
  let idOf: Map<string, string>;
  let cards: Notebook;
  let shelves: Notebook;
  let told: string[];
  let now: number;

  before(async () => {
    const platform = inMemoryPlatform();
    ({ registry } = platform);
    idOf = new Map();
    for (const slug of slugs) {
      const tenant = aTenant();
      await add(platform.tenancyWork, tenant, founded(tenant, Slug.from(slug)));
      idOf.set(tenant.tenantId, slug);
    }
  });
  beforeEach(() => {
    [cards, shelves, told, now] = [new Notebook(), new Notebook(), [], 0];
  });

  const rebuild = async (from?: string): Promise<string> => {
    const progress = new RebuildProgress((text) => told.push(text), () => (now += 20));
    const rebuildings = [{ context: 'cards', rebuilder: cards }, { context: 'shelves', rebuilder: shelves }];
    await rebuildDocuments(system, { registry, rebuildings, progress, patience, ...(from === undefined ? {} : { from }) });
    return progress.summary();
  };
  const slugsOf = ({ asked }: Notebook) => asked.map(({ tenantId }) => idOf.get(tenantId) ?? tenantId);

  it('asks every context for the platform and for each tenant, as the platform', async () => {
    expect(await rebuild()).to.match(/^206 tenants are done: 412 documents of cards, 412 documents of shelves, in \d+\.\d s\.\n$/);
    expect(slugsOf(cards)).to.deep.equal([platformTenantId, ...slugs]);
    expect(slugsOf(shelves)).to.deep.equal(slugsOf(cards));
    expect(cards.asked.every(({ principal }) => principal.kind === 'platform')).to.equal(true);
  });

  it('tells once a second how far it is', async () => {
    await rebuild();
    expect(told.length).to.be.within(2, 10);
    expect(told[0]).to.match(/^\d+ tenants are done, up to tenant-\d{3}: \d+ documents of cards, \d+ documents of shelves\n$/);
  });

  it('goes on from a tenant', async () => {
    await rebuild('tenant-200');
    expect(slugsOf(cards)).to.deep.equal(slugs.slice(200));
  });

  it('waits for a store that is away for a moment', async () => {
    shelves.failures = 2;
    await rebuild();
    expect(slugsOf(shelves)).to.deep.equal([platformTenantId, ...slugs]);
  });

  it('gives up when it stays away, and says where to go on', async () => {
    cards.failures = 3;
    await expect(rebuild('tenant-007')).to.be.rejectedWith(StartRefused, 'Go on with --from tenant-007 when it does.');
    cards.failures = 3;
    await expect(rebuild()).to.be.rejectedWith(StartRefused, 'Run it again when it does.');
  });
});
