import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { DocumentRebuilder } from '../shared/document-rebuilder.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import type { SheetRegister } from './ports/sheet-register.js';

const AT_ONCE = 100;

/** Copies all sheets of a tenant anew; those of the platform and its plans are its reserved tenant’s. */
export class SheetRebuilder extends DocumentRebuilder {
  constructor(
    private readonly register: SheetRegister,
    private readonly copies: SheetCopies,
  ) {
    super();
  }

  override async rebuild(tenant: TenantContext): Promise<number> {
    let [copied, after] = [0, ''];
    for (;;) {
      const states = await this.register.all(tenant, after, AT_ONCE);
      for (const state of states) await this.copies.repair(tenant, state);
      copied += states.length;
      const last = states.at(-1);
      if (states.length < AT_ONCE || last === undefined) return copied;
      after = last.name;
    }
  }
}
