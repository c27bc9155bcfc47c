import { IsIn, IsInt } from 'class-validator';
import { type CustomerSort, customerSorts } from '../../../application/invoicing/ports/customer-register.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Nullable } from '../../shared/http/fields.js';
import { Id, Instant, Text } from '../../shared/http/wires.js';

export class CustomerParams {
  @Id(CustomerId) customerId!: CustomerId;
}

export class NewCustomer {
  @Example('Ada Lovelace Ltd') @Text({ min: 1, max: 200 }) name!: string;
  @Example('C-1024') @Nullable() @Text({ max: 100 }) reference: string | null = null;
}

export class CustomerFilter extends PageQuery {
  @IsIn(customerSorts) sort: CustomerSort = '-createdAt';
}

export class CustomerView {
  @Id(CustomerId) id!: CustomerId;
  @Example('Ada Lovelace Ltd') @Text({ max: 200 }) name!: string;
  @Example('C-1024') @Nullable() @Text({ max: 100 }) reference!: string | null;
  @Instant() createdAt!: Date;
  @IsInt() version!: number;
}
