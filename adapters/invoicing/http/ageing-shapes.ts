import { IsIn } from 'class-validator';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { currencies, type Currency } from '../../../domain/shared/money.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Meaning, Optional } from '../../shared/http/fields.js';
import { Id } from '../../shared/http/wires.js';
import { Sum } from './invoicing-wires.js';

export class AgeingFilter extends PageQuery {
  @Optional() @Id(CustomerId) customerId?: CustomerId;
}

export class AgeingView {
  @Id(CustomerId) customerId!: CustomerId;
  @Example('EUR') @IsIn(currencies) currency!: Currency;
  @Meaning('In minor units: what is not due yet') @Sum() notDueMinor!: bigint;
  @Meaning('In minor units: late by 30 days at most') @Sum() days1To30Minor!: bigint;
  @Meaning('In minor units: late by more than 30 days, and 60 at most') @Sum() days31To60Minor!: bigint;
  @Meaning('In minor units: late by more than 60 days, and 90 at most') @Sum() days61To90Minor!: bigint;
  @Meaning('In minor units: late by more than 90 days') @Sum() over90DaysMinor!: bigint;
  @Meaning('In minor units: all of it') @Sum() outstandingMinor!: bigint;
}
