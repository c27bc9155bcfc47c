import { InMemoryKnownInvoices } from '../../../adapters/invoicing/memory/in-memory-invoicing.js';
import { PostgresKnownInvoices } from '../../../adapters/invoicing/postgres/postgres-known-invoices.js';
import type { KnownInvoices } from '../../../application/invoicing/ports/known-invoices.js';
import { type Homes, inEachHome } from '../homes.js';
import type { Known } from '../shared/known-resources.contract.js';
import { aStoredDraft, type Invoicing, invoicingHomes } from './invoicing-homes.js';
import { describeKnownInvoices } from './known-invoices.contract.js';

const invoicesOf = ({ work }: Invoicing, known: KnownInvoices): Known => ({
  known,
  add: async (tenant, transaction) => (await aStoredDraft(transaction === undefined ? work : work.within(transaction), tenant)).state.id,
});

const homes: Homes<Known> = {
  memory: (store) => invoicesOf(invoicingHomes.memory(store), new InMemoryKnownInvoices(store)),
  postgres: (database, system) => invoicesOf(invoicingHomes.postgres(database, system), new PostgresKnownInvoices(database)),
};

inEachHome(homes, describeKnownInvoices);
