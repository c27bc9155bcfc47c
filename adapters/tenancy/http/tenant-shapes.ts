import { IsIn, IsInt } from 'class-validator';
import type { EmailAddress } from '../../../domain/shared/email-address.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import { type Plan, plans } from '../../../domain/tenancy/plan.js';
import { Slug } from '../../../domain/tenancy/slug.js';
import { type TenantStatus, tenantStatuses } from '../../../domain/tenancy/tenant.js';
import { Carries, Example, Meaning, Nullable, One, Optional } from '../../shared/http/fields.js';
import { Email, Id, Instant, Text } from '../../shared/http/wires.js';

const TenantSlug = () =>
  Carries<Slug, string>({
    name: 'Slug',
    must: 'have 3 to 40 lower-case letters, digits and inner hyphens',
    schema: { type: 'string', pattern: Slug.pattern, description: '3 to 40 lower-case letters, digits and inner hyphens', examples: ['acme'] },
    read: Slug.from,
    write: String,
  });

export class NewTenantOwner {
  @Example('Ada Lovelace') @Text({ min: 1, max: 200 }) name!: string;
  @Email() email!: EmailAddress;
  @Example('correct horse battery staple') @Meaning('12 to 128 characters') @Text({ min: 12, max: 128 }) password!: string;
}

export class NewTenant {
  @Example('Acme Ltd') @Text({ min: 1, max: 200 }) name!: string;
  @TenantSlug() slug!: Slug;
  @One(() => NewTenantOwner) owner!: NewTenantOwner;
}

export class PlanLimitsView {
  @Meaning('Null is without limit') @Nullable() @IsInt() members!: number | null;
  @Meaning('Null is without limit') @Nullable() @IsInt() customers!: number | null;
  @Meaning('Null is without limit') @Nullable() @IsInt() invoicesPerMonth!: number | null;
  @Meaning('What requests may cost: most cost one unit, and `x-rate-cost` says so') @IsInt() apiUnitsPerMinute!: number;
}

/** What is used at this moment, of what the plan limits. */
export class UsageView {
  @Example(1) @IsInt() members!: number;
  @Example(12) @IsInt() customers!: number;
  @Example(3) @Meaning('Issued in this calendar month (UTC)') @IsInt() invoicesPerMonth!: number;
}

/** A merge patch: absent leaves as it is. */
export class TenantChange {
  @Optional() @Example('Acme Ltd') @Text({ min: 1, max: 200 }) name?: string;
}

export class TenantView {
  @Id(TenantId) id!: TenantId;
  @TenantSlug() slug!: Slug;
  @Example('Acme Ltd') @Text({ max: 200 }) name!: string;
  @Example('active') @IsIn(tenantStatuses) status!: TenantStatus;
  @Meaning('When it can be closed, since an owner has asked for that') @Nullable() @Instant() closesAt!: Date | null;
  @Example('free') @IsIn(plans) plan!: Plan;
  @One(() => PlanLimitsView) limits!: PlanLimitsView;
  @Instant() createdAt!: Date;
  @IsInt() version!: number;
}
