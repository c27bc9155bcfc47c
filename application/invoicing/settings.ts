import { usualDaysToPay } from '../../domain/invoicing/invoice-draft.js';
import { setting, type SettingDeclaration, wholeNumber } from '../shared/setting.js';

/** When an invoice is due that does not say so itself. */
export const daysToPay = setting('invoicing.days-to-pay', {
  description: 'In how many days an invoice is due that says nothing else',
  kind: wholeNumber({ min: 0, max: 365 }),
  default: usualDaysToPay,
  levels: ['platform', 'plan', 'tenant'],
});

export const invoicingSettings: readonly SettingDeclaration[] = [daysToPay];
