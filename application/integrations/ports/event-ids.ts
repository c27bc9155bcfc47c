import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Names places in a tenant's stream to those who follow it: nobody can make a name up, nor use one of another tenant. */
export abstract class EventIds {
  abstract idAt(tenant: TenantContext, position: number): string;

  /** @returns null for what is no name that this tenant was given */
  abstract positionOf(tenant: TenantContext, id: string): number | null;
}
