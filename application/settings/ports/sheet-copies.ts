import type { SheetName } from '../../../domain/settings/setting-level.js';
import type { SheetState } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** A tenant's sheets as they are kept at hand, for what nearly every request reads: seconds old at most where another process changed them. */
export abstract class SheetCopies {
  /** How often something was changed or repaired here: as long as it stays, so does what was read since. */
  abstract readonly changes: number;

  /** In the order of the names; blank where nothing was said. The same object as long as it says the same, so that what follows from it can be remembered. */
  abstract read(tenant: TenantContext, names: readonly SheetName[]): Promise<readonly SheetState[]>;

  /** Once a change is kept: whoever reads here from now on gets it. Never throws. */
  abstract changed(tenant: TenantContext, state: SheetState): Promise<void>;

  /** Makes the copy anew, unless there is a later one, and has what is remembered of it forgotten. @throws Unavailable */
  abstract repair(tenant: TenantContext, state: SheetState): Promise<void>;
}
