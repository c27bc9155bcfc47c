import { expect } from 'chai';
import { platform } from '../../application/shared/guard.js';
import { handles } from '../../application/shared/job-handling.js';
import { jobType } from '../../application/shared/job-type.js';
import { schedule } from '../../application/shared/schedule.js';
import { jobsModule } from '../../infrastructure/modules/jobs.module.js';
import { StartRefused } from '../../infrastructure/start-refused.js';

class Sweep {
  static readonly needs = platform;

  async execute(): Promise<void> {}
}

describe('the jobs of all contexts', () => {
  const sweep = jobType('library.sweep', {});
  const handling = (type = sweep) => handles(type, { calls: Sweep, with: () => undefined });

  it('are refused when two are called the same', () => {
    expect(() => jobsModule([handling(), handling()], [], {})).to.throw('The job library.sweep is declared twice.');
  });

  it('are refused when Agenda cannot keep the name of one', () => {
    expect(() => jobsModule([handling(jobType(`library.${'s'.repeat(247)}`, {}))], [], {})).not.to.throw();
    expect(() => jobsModule([handling(jobType(`library.${'s'.repeat(248)}`, {}))], [], {})).to.throw('has too long a name: 255 characters at most');
  });

  it('refuse the start, in a sentence, when one would never come due', () => {
    const never = schedule('library.sweep-never', { cron: '0 0 30 2 *', zone: 'UTC', fansOut: sweep, data: () => ({}), missed: 'skip' });
    expect(() => jobsModule([handling()], [never], {})).to.throw(StartRefused, 'library.sweep-never');
  });
});
