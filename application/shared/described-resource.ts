import type { Permission } from '../../domain/shared/tenant-context.js';
import type { KnownResources } from './ports/known-resources.js';

/** A kind of thing on which others may note something, as its context declares it. */
export type DescribedResource = {
  /** As paths call it: `invoices` of `/v1/invoices/{invoiceId}`. */
  readonly type: string;
  /** Who has it may read what is noted. */
  readonly read: Permission;
  /** Who has it may change what is noted. */
  readonly change: Permission;
  /** Which of them there are. */
  readonly known: KnownResources;
};
