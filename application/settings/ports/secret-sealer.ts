import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Seals secrets, so that whoever sees how they are kept cannot read them. */
export abstract class SecretSealer {
  /** Never the same twice. @param place opens it again, in the same tenant alone */
  abstract seal(tenant: TenantContext, place: string, secret: string): Promise<string>;

  /** @throws Error when it was sealed elsewhere, under another key, or was changed: that is a defect */
  abstract open(tenant: TenantContext, place: string, sealed: string): Promise<string>;
}
