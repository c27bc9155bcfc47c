import { IsBoolean, IsIn, IsInt } from 'class-validator';
import { type CustomerSort, customerSorts } from '../../../application/invoicing/ports/customer-register.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Meaning, Nullable, Optional } from '../../shared/http/fields.js';
import { Email, Id, Instant, Text } from '../../shared/http/wires.js';

export class CustomerParams {
  @Id(CustomerId) customerId!: CustomerId;
}

export class NewCustomer {
  @Example('Ada Lovelace Ltd') @Text({ min: 1, max: 200 }) name!: string;
  @Example('C-1024') @Meaning('What you call the customer in your own books') @Nullable() @Text({ max: 100 }) reference: string | null = null;
  @Meaning('Where invoices go') @Nullable() @Email() email: EmailAddress | null = null;
}

/** A merge patch (RFC 7396): absent leaves as it is, null removes. */
export class CustomerPatch {
  @Example('Ada Lovelace Ltd') @Optional() @Text({ min: 1, max: 200 }) name?: string;
  @Example('C-1024') @Optional() @Nullable() @Text({ max: 100 }) reference?: string | null;
  @Optional() @Nullable() @Email() email?: EmailAddress | null;
}

export class CustomerFilter extends PageQuery {
  @IsIn(customerSorts) sort: CustomerSort = '-createdAt';
  @Meaning('Those who are archived, instead of those who are not') @IsBoolean() archived = false;
  @Example('ada') @Meaning('How the name begins, whatever its case') @Optional() @Text({ min: 1, max: 200 }) namePrefix?: string;
}

export class CustomerView {
  @Id(CustomerId) id!: CustomerId;
  @Example('Ada Lovelace Ltd') @Text({ max: 200 }) name!: string;
  @Example('C-1024') @Nullable() @Text({ max: 100 }) reference!: string | null;
  @Nullable() @Email() email!: EmailAddress | null;
  @Meaning('Since when they get no new invoices') @Nullable() @Instant() archivedAt!: Date | null;
  @Instant() createdAt!: Date;
  @IsInt() version!: number;
}
