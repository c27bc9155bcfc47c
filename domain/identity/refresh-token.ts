import { SessionId, TenantId } from '../shared/tenant-context.js';
import { RefreshRefused } from './identity-refusals.js';

/** What continues a session. It carries its tenant inside, because whoever shows it has no session. */
export type RefreshToken = {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  /** The how many-th of its session it is, from 0. */
  readonly generation: number;
  /** Derived from all the rest, and stored nowhere. */
  readonly secret: string;
};

const FORM = /^atr_([0-9a-f-]{36})_([0-9a-f-]{36})_(0|[1-9]\d{0,8})_([\w-]{43})$/;

export const RefreshToken = {
  write: ({ tenantId, sessionId, generation, secret }: RefreshToken): string => `atr_${tenantId}_${sessionId}_${generation}_${secret}`,

  /** @throws RefreshRefused when it was never one of ours. */
  read(text: string): RefreshToken {
    const [, tenantId, sessionId, generation, secret] = FORM.exec(text) ?? [];
    if (tenantId === undefined || sessionId === undefined || generation === undefined || secret === undefined) throw new RefreshRefused();
    try {
      return { tenantId: TenantId.from(tenantId), sessionId: SessionId.from(sessionId), generation: Number(generation), secret };
    } catch {
      throw new RefreshRefused();
    }
  },
};
