import { expect } from 'chai';
import { exampleOf } from '../../../adapters/shared/http/examples.js';
import { operationOf, OperationView } from '../../../adapters/shared/http/operation-shape.js';
import { Shapes } from '../../../adapters/shared/http/schemas.js';
import { type Job, type JobStatus, jobStatuses } from '../../../application/shared/job.js';
import { JobId } from '../../../application/shared/job-type.js';

const problem = { code: 'library.no-such-book', detail: 'There is no such book' };

const job = (status: JobStatus): Job => ({
  id: JobId.from('01980f3c-5a7e-7c3d-8e4f-0123456789ab'),
  type: 'library.bind-book',
  status,
  progress: 0.5,
  result: null,
  problem,
  requestedAt: new Date('2030-01-01T12:00:00Z'),
  finishedAt: null,
  version: 3,
});

describe('showing a job as an operation', () => {
  it('tells whoever asked for it no more of its status than they need', () => {
    expect(jobStatuses.map((status) => [status, operationOf(job(status)).status])).to.deep.equal([
      ['waiting', 'pending'],
      ['admitted', 'pending'],
      ['running', 'running'],
      ['succeeded', 'succeeded'],
      ['failed', 'failed'],
      ['quarantined', 'failed'],
      ['cancelled', 'cancelled'],
    ]);
  });

  it('shows a problem only where it has failed for good, not before its next start', () => {
    const told = jobStatuses.filter((status) => operationOf(job(status)).problem !== null);
    expect(told).to.deep.equal(['failed', 'quarantined']);
    expect(operationOf(job('failed')).problem).to.equal(problem);
  });

  it('is documented by an example of one that has succeeded', () => {
    expect(exampleOf(OperationView, new Shapes())).to.deep.include({ status: 'succeeded', progress: 1, problem: null });
  });
});
