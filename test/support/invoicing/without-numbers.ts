import type { InvoicingScope } from '../../../application/invoicing/ports/invoicing-work.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Work in which whoever asks for a number is told off. */
export class WithoutNumbers extends UnitOfWork<InvoicingScope> {
  constructor(private readonly work: UnitOfWork<InvoicingScope>) {
    super();
  }

  override run<T>(tenant: TenantContext, step: (scope: InvoicingScope) => Promise<T>): Promise<T> {
    const numbers = { next: () => Promise.reject(new Error('A number was taken too early.')) };
    return this.work.run(tenant, (scope) => step({ ...scope, numbers }));
  }

  override within(transaction: OpenTransaction): WithoutNumbers {
    return new WithoutNumbers(this.work.within(transaction));
  }
}
