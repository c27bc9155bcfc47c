import { isRolledOut } from '../../domain/settings/roll-out.js';
import type { SettingLadder } from '../../domain/settings/setting-ladder.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import type { Clock } from '../shared/ports/clock.js';
import type { FlagDeclaration, SettingDeclaration, SettingValue } from '../shared/setting.js';
import { placeOf } from './keeping-secrets.js';
import { platformTenant } from './platform-tenant.js';
import type { SecretSealer } from './ports/secret-sealer.js';
import type { SheetCopies } from './ports/sheet-copies.js';
import { EffectiveSettings } from './published.js';
import type { SettingReading } from './setting-reading.js';

/** What was found out for somebody, and what follows from it. Who asks again soon, with the same context, gets the same. */
type Found = { readonly ladder: SettingLadder; readonly changes: number; readonly at: number; readonly answers: Map<object, Promise<unknown>> };

const REMEMBERED_MS = 1_000;

/** Settings as they are at hand. What is changed in this process counts at once; what another changed, seconds later. */
export class PublishedEffectiveSettings extends EffectiveSettings {
  readonly #found = new WeakMap<TenantContext, Found>();

  constructor(
    private readonly reading: SettingReading,
    private readonly copies: SheetCopies,
    private readonly sealer: SecretSealer,
    private readonly clock: Clock,
  ) {
    super();
  }

  override valueOf<Value extends SettingValue>(tenant: TenantContext, declaration: SettingDeclaration<Value>): Promise<Value> {
    return this.answer(tenant, declaration, (ladder) => {
      if (declaration.isSecret) return this.secretIn(tenant, ladder, declaration as SettingDeclaration) as Promise<Value>;
      return Promise.resolve(fitting(ladder, declaration));
    });
  }

  override isOn(tenant: TenantContext, declaration: FlagDeclaration): Promise<boolean> {
    return this.valueOf(tenant, declaration).then((rollOut) => isOnFor(tenant, declaration, rollOut));
  }

  private answer<Answer>(tenant: TenantContext, declaration: object, find: (ladder: SettingLadder) => Promise<Answer>): Promise<Answer> {
    const found = this.remembered(tenant);
    if (found === null) return this.find(tenant).then(({ ladder }) => find(ladder));
    const known = found.answers.get(declaration);
    if (known !== undefined) return known as Promise<Answer>;
    const answer = find(found.ladder);
    found.answers.set(declaration, answer);
    return answer;
  }

  /** Null when nothing was found of late, or something has changed since. */
  private remembered(tenant: TenantContext): Found | null {
    const found = this.#found.get(tenant);
    if (found === undefined || found.changes !== this.copies.changes) return null;
    const age = this.clock.now().getTime() - found.at;
    return age >= 0 && age < REMEMBERED_MS ? found : null;
  }

  private async find(tenant: TenantContext): Promise<Found> {
    // as it was before anything was read: what is changed meanwhile is asked for again
    const { changes } = this.copies;
    const found: Found = { ladder: await this.reading.ladder(tenant, this.copies), changes, at: this.clock.now().getTime(), answers: new Map() };
    this.#found.set(tenant, found);
    return found;
  }

  private async secretIn(tenant: TenantContext, ladder: SettingLadder, declaration: SettingDeclaration): Promise<SettingValue> {
    const { value, level, sheet } = ladder.effective(declaration);
    if (sheet === null) return value;
    return this.sealer.open(level === 'platform' || level === 'plan' ? platformTenant : tenant, placeOf(sheet, declaration.key), value as string);
  }
}

/** What was said to an older declaration may not fit this one: then the default holds. */
export function fitting<Value extends SettingValue>(ladder: SettingLadder, declaration: SettingDeclaration<Value>): Value {
  const { value } = ladder.effective(declaration as SettingDeclaration);
  return declaration.admits(value) ? value : declaration.default;
}

/** Whether somebody has a feature that is rolled out so far. */
export function isOnFor({ principal, tenantId }: TenantContext, { flag, key }: FlagDeclaration, rollOut: boolean | number): boolean {
  return isRolledOut(rollOut, key, flag === 'tenant' ? tenantId : principal.kind === 'user' ? principal.id : null);
}
