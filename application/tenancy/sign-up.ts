import type { SystemContext } from '../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import type { Slug } from '../../domain/tenancy/slug.js';
import { Tenant } from '../../domain/tenancy/tenant.js';
import { anyone } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { NewOwner, OwnerPreparation } from './ports/owners.js';
import type { TenancyWork } from './ports/tenancy-work.js';
import { detailsOf, type TenantDetails } from './tenant-details.js';

export type SignUpCommand = { readonly name: string; readonly slug: Slug; readonly owner: NewOwner };

/** Founds a tenant and registers its owner, in one step: there is never one without the other. */
export class SignUp {
  static readonly needs = anyone;

  constructor(
    private readonly work: TenancyWork,
    private readonly preparation: OwnerPreparation,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(_system: SystemContext, { name, slug, owner }: SignUpCommand): Promise<TenantDetails> {
    const prepared = await this.preparation.prepare(owner);
    const id = TenantId.from(this.ids.next());
    const tenant = TenantContext.visitor(id);
    const founded = Tenant.found({ id, slug, name, plan: 'free', createdAt: this.clock.now() });
    return this.work.run(tenant, async ({ tenants, owners }) => {
      const { state } = await tenants.add(tenant, founded);
      await owners.register(tenant, prepared);
      return detailsOf(state);
    });
  }
}
