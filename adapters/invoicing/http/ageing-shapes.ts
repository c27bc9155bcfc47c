import { IsBoolean, IsIn, IsInt } from 'class-validator';
import { TOP_DEBTORS } from '../../../application/invoicing/ageing-tally.js';
import { CustomerId } from '../../../domain/invoicing/customer-id.js';
import { currencies, type Currency } from '../../../domain/shared/money.js';
import { PageQuery } from '../../shared/http/endpoint.js';
import { Example, Many, Meaning, Optional } from '../../shared/http/fields.js';
import { Id, Instant } from '../../shared/http/wires.js';
import { Sum } from './invoicing-wires.js';

export class AgeingFilter extends PageQuery {
  @Optional() @Id(CustomerId) customerId?: CustomerId;
}

/** What is owed in one currency, by how late it is. */
class OwedView {
  @Example('EUR') @IsIn(currencies) currency!: Currency;
  @Meaning('In minor units: what is not due yet') @Sum() notDueMinor!: bigint;
  @Meaning('In minor units: late by 30 days at most') @Sum() days1To30Minor!: bigint;
  @Meaning('In minor units: late by more than 30 days, and 60 at most') @Sum() days31To60Minor!: bigint;
  @Meaning('In minor units: late by more than 60 days, and 90 at most') @Sum() days61To90Minor!: bigint;
  @Meaning('In minor units: late by more than 90 days') @Sum() over90DaysMinor!: bigint;
  @Meaning('In minor units: all of it') @Sum() outstandingMinor!: bigint;
}

export class AgeingView extends OwedView {
  @Id(CustomerId) customerId!: CustomerId;
}

export class DebtorView {
  @Id(CustomerId) customerId!: CustomerId;
  @Meaning('In minor units: all that is left to be paid in this currency') @Sum() outstandingMinor!: bigint;
}

export class CurrencyAgeingView extends OwedView {
  @Meaning('Those who owe most, the largest debt first') @Many(() => DebtorView, { max: TOP_DEBTORS }) topDebtors!: readonly DebtorView[];
}

export class AgeingSummaryView {
  @Meaning('How late something is, is reckoned to this moment') @Instant() asOf!: Date;
  @Instant() computedAt!: Date;
  @Meaning('Something of what it tells has changed since') @IsBoolean() isOutdated!: boolean;
  @Example(3) @Meaning('How many customers owe something') @IsInt() customers!: number;
  @Example(5) @Meaning('How many invoices something is left to be paid of') @IsInt() invoices!: number;
  @Meaning('By currency, in the order of their codes') @Many(() => CurrencyAgeingView, { max: currencies.length }) currencies!: readonly CurrencyAgeingView[];
  @IsInt() version!: number;
}
