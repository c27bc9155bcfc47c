import { expect } from 'chai';
import { flag, setting, wholeNumber } from '../../../application/shared/setting.js';
import { StartRefused } from '../../../infrastructure/start-refused.js';
import { inMemoryApplicationWith } from '../../support/application.js';

const description = 'For a test';
const days = setting('library.days', { description, kind: wholeNumber({ min: 1, max: 90 }), default: 14 });

describe('what contexts declare of settings', () => {
  for (const [why, declared, sentence] of [
    ['is declared twice', [days, days], 'The setting library.days is declared twice'],
    ['has a name that a context has given already', [flag('identity.invitation-days', { description, by: 'tenant' })], 'The setting identity.invitation-days is declared twice'],
    ['has a default that it refuses', [{ ...days, default: 0 }], 'The setting library.days has a default that it refuses'],
    ['names no level', [{ ...days, levels: [] }], 'The setting library.days names its levels otherwise'],
  ] as const) {
    it(`refuses the start, in a sentence, when one ${why}`, async () => {
      await expect(inMemoryApplicationWith({ declared })).to.be.rejectedWith(StartRefused, sentence);
    });
  }
});
