import type { SheetState } from '../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { DocumentRebuilder, withEach } from '../shared/document-rebuilder.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import type { SheetRegister } from './ports/sheet-register.js';

/** Copies all sheets of a tenant anew; those of the platform and its plans are its reserved tenant’s. */
export class SheetRebuilder extends DocumentRebuilder {
  constructor(
    private readonly register: SheetRegister,
    private readonly copies: SheetCopies,
  ) {
    super();
  }

  override rebuild(tenant: TenantContext): Promise<number> {
    return withEach((last: SheetState | null, limit) => this.register.all(tenant, last?.name ?? '', limit), (sheet) => this.copies.repair(tenant, sheet));
  }
}
