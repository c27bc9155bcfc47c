import type { TenantId } from './tenant-context.js';

/** Something that happened in a tenant, told in the past tense. Stored together with the state it led to. */
export interface DomainEvent {
  /** `<context>.<what-happened>`, e.g. `invoicing.invoice-issued`. */
  readonly type: string;
  readonly tenantId: TenantId;
  readonly occurredAt: Date;
}
