import { CustomerId } from '../../domain/invoicing/customer-id.js';
import { currencies, type Currency } from '../../domain/shared/money.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { type CachedKind, CacheKey, CacheTag } from '../shared/cache-key.js';
import { flag, idOf, instant, type Member, type Members, type Read, readMembers, whole, writtenMembers } from '../shared/json-members.js';
import type { StoredAgeing } from './ports/ageing.js';

/** With what the summary of what is owed is forgotten, wherever it is kept. */
export const ageingTags = (tenant: TenantContext): readonly CacheTag[] => [CacheTag.of(tenant, 'invoicing.ageing-summary')];

/** The name of the summary of what is owed, where answers are kept. */
export const ageingKey = (tenant: TenantContext): CacheKey<StoredAgeing> => CacheKey.of(tenant, ageingSummary, 'all', ageingTags(tenant));

/** JSON's own numbers lose digits. */
const sum: Member<bigint> = {
  read: (raw) => (typeof raw === 'string' && /^-?\d+$/.test(raw) ? BigInt(raw) : null),
  write: (value) => value.toString(),
  expects: 'a whole number as text',
};

const currency: Member<Currency> = {
  read: (raw) => currencies.find((one) => one === raw) ?? null,
  write: (value) => value,
  expects: 'a currency',
};

const many = <M extends Members>(members: M): Member<readonly Read<M>[]> => ({
  read: (raw) => (Array.isArray(raw) ? raw.map((one) => readMembers(members, one, 'ignored')) : null),
  write: (all) => all.map((one) => writtenMembers(members, one)),
  expects: 'a list',
});

const members = {
  asOf: instant,
  computedAt: instant,
  currencies: many({
    currency,
    notDue: sum,
    days1To30: sum,
    days31To60: sum,
    days61To90: sum,
    over90Days: sum,
    outstanding: sum,
    topDebtors: many({ customerId: idOf(CustomerId), outstanding: sum }),
  }),
  customers: whole,
  invoices: whole,
  isOutdated: flag,
  version: whole,
};

const ageingSummary: CachedKind<StoredAgeing> = {
  name: 'invoicing.ageing-summary',
  freshSeconds: 60,
  keptSeconds: 120,
  localSeconds: 1,
  absentSeconds: 1,
  read: (raw) => readMembers(members, raw, 'ignored'),
  write: (summary) => writtenMembers(members, summary),
};
