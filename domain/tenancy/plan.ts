export const plans = ['free', 'team', 'enterprise'] as const;
export type Plan = (typeof plans)[number];

/** What a plan includes. Null is without limit. */
export type PlanLimits = {
  readonly members: number | null;
  readonly customers: number | null;
  readonly invoicesPerMonth: number | null;
  /** Of what requests cost, by minute and tenant. */
  readonly apiUnitsPerMinute: number;
};

export const planLimits: Readonly<Record<Plan, PlanLimits>> = {
  free: { members: 3, customers: 50, invoicesPerMonth: 50, apiUnitsPerMinute: 600 },
  team: { members: 50, customers: 5_000, invoicesPerMonth: 5_000, apiUnitsPerMinute: 6_000 },
  enterprise: { members: null, customers: null, invoicesPerMonth: null, apiUnitsPerMinute: 600_000 },
};

/** How much of one thing each plan includes. */
export const limitsOf = (what: keyof PlanLimits): Readonly<Record<Plan, number | null>> => ({
  free: planLimits.free[what],
  team: planLimits.team[what],
  enterprise: planLimits.enterprise[what],
});
