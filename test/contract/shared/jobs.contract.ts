import { expect } from 'chai';
import { v7 } from 'uuid';
import { JobId, jobType } from '../../../application/shared/job-type.js';
import { idOf, instant, MembersRefused, text } from '../../../application/shared/json-members.js';
import type { AdmittedJob } from '../../../application/shared/ports/job-admission.js';
import { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant, thePlatformIn } from '../../support/tenants.js';
import { type OpenJobs, requested, system } from './job-homes.js';

const letter = jobType('tests.write-letter', { to: text, by: idOf(PrincipalId), at: instant }, { starts: 3 });
const parcel = jobType('tests.send-parcel', { to: text });
const types = [letter.name, parcel.name];
const ada = { to: 'Ada', by: PrincipalId.from(v7()), at: new Date('2030-01-01T12:00:00.123Z') };
const lightsOut = new Error('the lights went out');
const idsOf = (jobs: readonly AdmittedJob[]) => jobs.map(({ jobId }) => jobId);

/** What asking for a job promises. */
export function describeJobs(home: string, open: OpenJobs): void {
  describe(`asking for a job in ${home}`, () => {
    it('keeps it with its cause, and not before', async () => {
      const ports = await open();
      const tenant = aTenant();

      const job = await ports.transactions.run(tenant, async (transaction) => {
        const asked = await ports.jobsIn(transaction).request(tenant, letter, { data: ada });
        expect(await ports.jobsOf(tenant)).to.deep.equal([]);
        return asked;
      });

      const { id, requestedAt, ...shown } = job;
      expect(shown).to.deep.equal({ type: letter.name, status: 'waiting', progress: 0, result: null, problem: null, finishedAt: null, version: 1 });
      expect(JobId.from(id)).to.equal(id);
      expect(requestedAt).to.be.instanceOf(Date);
      expect(await ports.jobsOf(tenant)).to.deep.equal([
        {
          id,
          type: letter.name,
          data: { ...ada, at: '2030-01-01T12:00:00.123Z' },
          status: 'waiting',
          starts: 0,
          startsAllowed: 3,
          sequence: null,
          ordinal: 0,
          progress: 0,
          result: null,
          problem: null,
          isFinished: false,
        },
      ]);
    });

    it('keeps nothing when its cause is undone', async () => {
      const ports = await open();
      const tenant = aTenant();

      const failing = ports.transactions.run(tenant, async (transaction) => {
        await ports.jobsIn(transaction).request(tenant, letter, { data: ada });
        throw lightsOut;
      });

      await expect(failing).to.be.rejected.and.eventually.equal(lightsOut);
      expect(await ports.jobsOf(tenant)).to.deep.equal([]);
    });

    it('gives the job that is there to whoever asks by its key, also when it has changed', async () => {
      const ports = await open();
      await ports.clear();
      const tenant = aTenant();
      const first = await requested(ports, tenant, letter, { data: ada, key: 'for Ada' });
      expect(await requested(ports, tenant, letter, { data: { ...ada, to: 'Bob' }, key: 'for Ada' })).to.deep.equal(first);

      await ports.admitting().admit(system, types);
      const again = await requested(ports, tenant, letter, { data: ada, key: 'for Ada' });

      expect(again).to.deep.equal({ ...first, status: 'admitted', version: 2 });
      expect(await ports.jobsOf(tenant)).to.have.length(1);
    });

    it('gives one job to two who ask by one key at once', async () => {
      const ports = await open();
      const tenant = aTenant();
      const asking = [1, 2, 3].map(() => requested(ports, tenant, letter, { data: ada, key: 'for Ada' }));
      const ids = (await Promise.all(asking)).map(({ id }) => id);
      expect(new Set(ids)).to.have.length(1);
      expect(await ports.jobsOf(tenant)).to.have.length(1);
    });

    it('means a key within a tenant and a type alone', async () => {
      const ports = await open();
      const [tenant, other] = [aTenant(), aTenant()];
      const jobs = [
        await requested(ports, tenant, letter, { data: ada, key: 'one' }),
        await requested(ports, tenant, letter, { data: ada, key: 'two' }),
        await requested(ports, tenant, parcel, { data: { to: 'Ada' }, key: 'one' }),
        await requested(ports, other, letter, { data: ada, key: 'one' }),
        await requested(ports, tenant, letter, { data: ada }),
        await requested(ports, tenant, letter, { data: ada }),
      ];
      expect(new Set(jobs.map(({ id }) => id))).to.have.length(jobs.length);
      expect(await ports.jobsOf(other)).to.have.length(1);
    });

    it('refuses data that are not what the type declares, and keeps nothing', async () => {
      const ports = await open();
      const tenant = aTenant();
      for (const data of [{ ...ada, to: 7 }, { ...ada, to: 'x'.repeat(2_001) }, { to: 'Ada', by: ada.by, at: new Date(Number.NaN) }]) {
        await expect(requested(ports, tenant, letter, { data: data as never })).to.be.rejectedWith(MembersRefused);
      }
      expect(await ports.jobsOf(tenant)).to.deep.equal([]);
    });

    it('refuses a visitor, who has no rights to run it with', async () => {
      const ports = await open();
      const visitor = TenantContext.visitor(aTenant().tenantId);
      await expect(requested(ports, visitor, letter, { data: ada })).to.be.rejectedWith(TypeError, 'visitor');
      expect(await ports.jobsOf(visitor)).to.deep.equal([]);
    });

    it('remembers who asked', async () => {
      const ports = await open();
      await ports.clear();
      const tenant = aTenant();
      const platform = thePlatformIn(tenant.tenantId);
      for (const somebody of [tenant, platform]) {
        const { id } = await requested(ports, somebody, letter, { data: ada });
        await ports.admitting().admit(system, types);
        expect((await ports.records.start(tenant, id))?.principal).to.deep.equal(somebody.principal);
      }
    });

    it('lets it wait for its moment', async () => {
      const ports = await open();
      await ports.clear();
      const tenant = aTenant();
      const { id } = await requested(ports, tenant, letter, { data: ada, runAt: new Date(ports.now().getTime() + 60_000) });

      expect(await ports.admitting().admit(system, types)).to.deep.equal([]);
      await ports.passes(30);
      expect(await ports.admitting().admit(system, types)).to.deep.equal([]);
      await ports.passes(31);
      expect(idsOf(await ports.admitting().admit(system, types))).to.deep.equal([id]);
    });

    it('serves the tenant of the transaction alone', async () => {
      const ports = await open();
      const [tenant, stranger] = [aTenant(), aTenant()];
      const foreign = ports.transactions.run(tenant, (transaction) => ports.jobsIn(transaction).request(stranger, letter, { data: ada }));
      await expect(foreign).to.be.rejectedWith('another tenant');
      expect(await ports.jobsOf(stranger)).to.deep.equal([]);
    });
  });
}
