// The product, but that it can be told to read a setting with each invoice that it shows. In all else it is what `npm start` starts.
import { setTimeout as delay } from 'node:timers/promises';
import { FindInvoice } from '../../../application/invoicing/find-invoice.js';
import type { InvoiceDetails } from '../../../application/invoicing/invoice-details.js';
import { InvoiceRegister } from '../../../application/invoicing/ports/invoice-register.js';
import { EffectiveSettings } from '../../../application/settings/published.js';
import { guarded } from '../../../application/shared/guard.js';
import type { SettingDeclaration } from '../../../application/shared/setting.js';
import { compose } from '../../../composition-root.js';
import { PrincipalId, SessionId, TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';
import { readConfiguration } from '../../../infrastructure/configuration.js';
import { endAsked } from '../../../infrastructure/end-asked.js';
import { newLog } from '../../../infrastructure/log.js';
import { startService } from '../../../infrastructure/service.js';
import { API, SETTINGS, WORK } from '../../../infrastructure/tokens.js';
import { settingKey } from '../realtime/measured-setting.js';
import { answering } from '../realtime/questions.js';

const TIMED = 200_000;

let reads = false;

class FindInvoiceAndRead extends FindInvoice {
  constructor(
    register: InvoiceRegister,
    private readonly settings: EffectiveSettings,
    private readonly setting: SettingDeclaration,
  ) {
    super(register);
  }

  override execute(tenant: TenantContext, command: Parameters<FindInvoice['execute']>[1]): Promise<InvoiceDetails> {
    if (!reads) return super.execute(tenant, command);
    return this.settings.valueOf(tenant, this.setting).then(() => super.execute(tenant, command));
  }
}

const configuration = readConfiguration(process.env);
const ended = endAsked(() => process.exit(1));
const resources = new AsyncDisposableStack();
await startService(configuration, (platform) => {
  const container = compose(platform);
  const setting = container.get(SETTINGS).find(({ key }) => key === settingKey);
  if (setting === undefined) throw new Error(`There is no setting ${settingKey}.`);
  container.rebind(FindInvoice).toResolvedValue((register, settings) => guarded(new FindInvoiceAndRead(register, settings, setting)), [InvoiceRegister, EffectiveSettings]);
  const settings = container.get(EffectiveSettings);
  answering({
    /** With each invoice from now on, or with none. */
    reads(whether: boolean) {
      reads = whether;
    },
    /** What CPU time it takes to read it again and again, in µs. */
    async timeOfOne(users: readonly { readonly tenantId: string; readonly userId: string }[]) {
      const tenants = users.map(({ tenantId, userId }) => TenantContext.of(TenantId.from(tenantId), { kind: 'user', id: PrincipalId.from(userId), sessionId: SessionId.from(userId) }, [], 'active'));
      const round = async (): Promise<number> => {
        const began = process.cpuUsage();
        for (let time = 0; time < TIMED; time++) await settings.valueOf(tenants[time % tenants.length] as TenantContext, setting);
        const { user, system } = process.cpuUsage(began);
        return (user + system) / TIMED;
      };
      await round();
      return round();
    },
    /** So many at once, of a tenant that nobody has asked for yet. */
    async cold({ tenantId, times }: { readonly tenantId: string; readonly times: number }) {
      const tenant = TenantContext.visitor(TenantId.from(tenantId));
      await Promise.all(Array.from({ length: times }, () => settings.valueOf(tenant, setting)));
    },
  });
  return { api: () => container.get(API), work: () => container.get(WORK) };
}, newLog(configuration.logLevel), resources, () => undefined);
await ended;
await Promise.race([resources.disposeAsync(), delay(5_000)]);
process.exit(0);
