import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { OpenTransaction } from './transactions.js';

/** What a context has of one kind of thing: for others that only know an id. */
export abstract class KnownResources {
  /** Those of these ids of which the tenant has one, in no order. One round trip, however many they are. */
  abstract known(tenant: TenantContext, ids: readonly string[]): Promise<readonly string[]>;

  /** The same as seen by a transaction that is already open. */
  abstract within(transaction: OpenTransaction): KnownResources;
}
