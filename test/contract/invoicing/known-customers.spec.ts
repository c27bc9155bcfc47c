import { InMemoryKnownCustomers } from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { PostgresKnownCustomers } from '../../../adapters/invoicing/postgres/postgres-known-customers.js';
import type { KnownCustomers } from '../../../application/invoicing/ports/known-customers.js';
import { type Homes, inEachHome } from '../homes.js';
import type { Known } from '../shared/known-resources.contract.js';
import { aStoredCustomer, type Invoicing, invoicingHomes } from './invoicing-homes.js';
import { describeKnownCustomers } from './known-customers.contract.js';

const customersOf = ({ work }: Invoicing, known: KnownCustomers): Known => ({
  known,
  add: async (tenant, transaction) => (await aStoredCustomer(transaction === undefined ? work : work.within(transaction), tenant)).state.id,
});

const homes: Homes<Known> = {
  memory: (store) => customersOf(invoicingHomes.memory(store), new InMemoryKnownCustomers(store)),
  postgres: (database, system) => customersOf(invoicingHomes.postgres(database, system), new PostgresKnownCustomers(database)),
};

inEachHome(homes, describeKnownCustomers);
