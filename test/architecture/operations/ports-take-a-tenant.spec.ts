import { KeptRecords } from '../../../application/operations/ports/kept-records.js';
import { RecordsWork } from '../../../application/operations/ports/records-work.js';
import { everyMethodTakesATenant } from '../takes-a-tenant.js';

describe('the ports of operations', () => {
  it('take a tenant first: else this would not compile', () => {
    everyMethodTakesATenant(KeptRecords);
    everyMethodTakesATenant<RecordsWork, 'within'>(RecordsWork);
  });
});
