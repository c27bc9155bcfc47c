// The data that every measurement works on. Ids follow from numbers, so that whoever asks knows them without looking.

/** How much there is, and what of it is asked for. */
export const sample = {
  tenants: 200,
  invoicesPerTenant: 1_000,
  customersPerTenant: 50,
  /** Each invoice of the first so many tenants has three lines; of the others, one to three. */
  tenantsWithThreeLines: 20,
  /** Requests are spread over the first so many tenants. */
  tenantsAsked: 50,
} as const;

/** The first invoice was created then; one follows every eight hours, so that the last is of this year as well. */
export const firstInvoiceAt = Date.UTC(2025, 11, 1, 8);
export const betweenInvoicesMs = 8 * 3_600_000;

/** Of each line, in hundredths of a percent. */
export const taxRate = 1_900;
export const discount = 250;

export const password = 'a password for measuring';
export const slugOf = (tenant: number): string => `bench-${String(tenant).padStart(3, '0')}`;
export const emailOf = (tenant: number): string => `owner@${slugOf(tenant)}.example`;

/** Tenants, and what is in them, are counted from 1. */
export const tenantIdOf = (tenant: number): string => idOf(firstInvoiceAt, tenant, 0);
export const userIdOf = (tenant: number): string => idOf(firstInvoiceAt + 1, tenant, 0);
export const customerIdOf = (tenant: number, customer: number): string => idOf(firstInvoiceAt + 2, tenant, customer);
export const invoiceIdOf = (tenant: number, invoice: number): string =>
  idOf(firstInvoiceAt + invoice * betweenInvoicesMs, tenant, invoice);

/** A UUIDv7 (RFC 9562) whose random bits are two numbers. */
function idOf(createdAt: number, tenant: number, number: number): string {
  const time = hex(createdAt, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(tenant, 3)}-8${hex(number, 3)}-${hex(tenant * 4_096 + number, 12)}`;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
