import { expect } from 'chai';
import { v7 } from 'uuid';
import { JobId } from '../../../application/shared/job-type.js';
import { OperationNotFound } from '../../../domain/operations/operations-refusals.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { aTenant, strangersTo, thePlatformIn } from '../../support/tenants.js';
import { asked, ended, type OpenOperations, parked, problem, succeeded } from './operations-homes.js';

/** What every register of operations promises. */
export function describeOperationRegister(home: string, open: OpenOperations): void {
  describe(`the register of operations in ${home}`, () => {
    it('shows a job to whoever asked for it', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const job = await asked(it, tenant);
      const found = await it.register.find(tenant, job.id);
      expect(found).to.deep.include({ id: job.id, type: job.type, status: 'waiting', progress: 0, result: null, problem: null, finishedAt: null, version: 1 });
      expect(found.requestedAt).to.deep.equal(job.requestedAt);
    });

    it('shows what became of it', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const [one, other] = [await asked(it, tenant), await asked(it, tenant)];
      await succeeded(it, tenant, one, '/v1/books/persuasion');
      await ended(it, tenant, other, { status: 'failed', problem });
      expect(await it.register.find(tenant, one.id)).to.deep.include({ status: 'succeeded', progress: 1, result: { location: '/v1/books/persuasion' }, problem: null });
      const failed = await it.register.find(tenant, other.id);
      expect(failed).to.deep.include({ status: 'failed', result: null, problem });
      expect(failed.finishedAt).to.be.instanceOf(Date);
    });

    it('knows nothing of it for anybody else: neither a colleague, nor another tenant, nor a visitor, nor the platform', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const { id } = await asked(it, tenant);
      for (const stranger of strangersTo(tenant)) await expect(it.register.find(stranger, id)).to.be.rejectedWith(OperationNotFound);
      await expect(it.register.find(tenant, JobId.from(v7()))).to.be.rejectedWith(OperationNotFound);
      expect(await it.register.find(tenant, id)).to.include({ id });
    });

    it('does not take for an operation what the platform asked for', async () => {
      const [it, tenant] = [await open(), aTenant()];
      const type = await parked(it, tenant, 1);
      const [job] = (await it.desk.list(SystemContext.for('a test'), { type, limit: 1 })).items;
      for (const whoever of [tenant, thePlatformIn(tenant.tenantId)]) {
        await expect(it.register.find(whoever, job?.id as JobId)).to.be.rejectedWith(OperationNotFound);
      }
    });
  });
}
