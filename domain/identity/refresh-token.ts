import { SessionId, TenantId } from '../shared/tenant-context.js';
import { RefreshRefused } from './identity-refusals.js';

/** What continues a session. It carries its tenant inside, because whoever shows it has no session. */
export type RefreshToken = {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  /** Random, and stored by its hash alone. */
  readonly secret: string;
};

const FORM = /^atr_([0-9a-f-]{36})_([0-9a-f-]{36})_([\w-]{43})$/;

export const RefreshToken = {
  write: ({ tenantId, sessionId, secret }: RefreshToken): string => `atr_${tenantId}_${sessionId}_${secret}`,

  /** @throws RefreshRefused when it was never one of ours. */
  read(text: string): RefreshToken {
    const [, tenantId, sessionId, secret] = FORM.exec(text) ?? [];
    if (tenantId === undefined || sessionId === undefined || secret === undefined) throw new RefreshRefused();
    try {
      return { tenantId: TenantId.from(tenantId), sessionId: SessionId.from(sessionId), secret };
    } catch {
      throw new RefreshRefused();
    }
  },
};
