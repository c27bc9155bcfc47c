import { AddCustomer } from '../../../application/invoicing/add-customer.js';
import { ArchiveCustomer } from '../../../application/invoicing/archive-customer.js';
import { ChangeCustomer } from '../../../application/invoicing/change-customer.js';
import { FindCustomer } from '../../../application/invoicing/find-customer.js';
import { ListCustomers } from '../../../application/invoicing/list-customers.js';
import { RestoreCustomer } from '../../../application/invoicing/restore-customer.js';
import { PlanLimitReached } from '../../../application/shared/refusals.js';
import { CustomerNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { created, endpoint, ok, page } from '../../shared/http/endpoint.js';
import { CustomerFilter, CustomerParams, CustomerPatch, CustomerView, NewCustomer } from './customer-shapes.js';

export const customerEndpoints = [
  endpoint({
    route: 'POST /v1/customers',
    summary: 'Add a customer',
    description: 'Takes one of the places for customers that the plan includes.',
    body: NewCustomer,
    calls: AddCustomer,
    with: ({ body }) => body,
    answers: created(CustomerView),
    refuses: [PlanLimitReached],
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/customers',
    summary: 'List customers',
    description: 'Those who are not archived, unless you ask for the others. Names are in the order of their code points.',
    query: CustomerFilter,
    calls: ListCustomers,
    with: ({ query }) => query,
    answers: page(CustomerView),
  }),

  endpoint({
    route: 'GET /v1/customers/{customerId}',
    summary: 'Show a customer',
    params: CustomerParams,
    calls: FindCustomer,
    with: ({ params }) => params,
    answers: ok(CustomerView),
    refuses: [CustomerNotFound],
  }),

  endpoint({
    route: 'PATCH /v1/customers/{customerId}',
    summary: 'Change a customer',
    params: CustomerParams,
    body: CustomerPatch,
    ifMatch: true,
    calls: ChangeCustomer,
    with: ({ params, body, version }) => ({ ...params, version, change: body }),
    answers: ok(CustomerView),
    refuses: [CustomerNotFound],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/customers/{customerId}/archive',
    summary: 'Archive a customer',
    description: 'From then on they get no new invoices, and their place in the plan is free again. What they have got stays. Archiving once more changes nothing.',
    params: CustomerParams,
    ifMatch: true,
    calls: ArchiveCustomer,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(CustomerView),
    refuses: [CustomerNotFound],
    cost: 2,
  }),

  endpoint({
    route: 'POST /v1/customers/{customerId}/restore',
    summary: 'Restore an archived customer',
    description: 'Takes a place of the plan again. Restoring a customer who is not archived changes nothing.',
    params: CustomerParams,
    ifMatch: true,
    calls: RestoreCustomer,
    with: ({ params, version }) => ({ ...params, version }),
    answers: ok(CustomerView),
    refuses: [CustomerNotFound, PlanLimitReached],
    cost: 2,
  }),
];
