import { AddCustomer } from '../../../application/invoicing/add-customer.js';
import { FindCustomer } from '../../../application/invoicing/find-customer.js';
import { ListCustomers } from '../../../application/invoicing/list-customers.js';
import { CustomerNotFound } from '../../../domain/invoicing/invoicing-refusals.js';
import { created, endpoint, ok, page } from '../../shared/http/endpoint.js';
import { CustomerFilter, CustomerParams, CustomerView, NewCustomer } from './customer-shapes.js';

export const customerEndpoints = [
  endpoint({
    route: 'POST /v1/customers',
    summary: 'Add a customer',
    body: NewCustomer,
    calls: AddCustomer,
    with: ({ body }) => body,
    answers: created(CustomerView),
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/customers',
    summary: 'List customers',
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
];
