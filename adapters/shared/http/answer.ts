import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Response } from 'express';
import helmet from 'helmet';
import { TenantContext, type TenantId } from '../../../domain/shared/tenant-context.js';

/** Names and values in turn. */
export type HeaderList = readonly string[];

type Directives = Readonly<Record<string, readonly string[]>>;

const CLOSED: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** helmet's headers, under a Content-Security-Policy that admits nothing but what is named. */
export function safetyHeaders(admitted: Directives = {}): HeaderList {
  const headers: string[] = [];
  const recording = { setHeader: (name: string, value: string) => headers.push(name, value), removeHeader: () => undefined };
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { ...CLOSED, ...admitted } },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  protect({} as IncomingMessage, recording as unknown as ServerResponse, () => undefined);
  return headers;
}

/** For answers that nobody renders. */
export const SAFETY = safetyHeaders();

const SANE_ID = /^[\w.~-]{1,128}$/;

/** The id that a request brings, or a new one. */
export function requestIdFor({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
}

/** The id under which this request is known, in its answer and in the logs. */
export const requestIdOf = (res: Response): string => (res.locals['requestId'] as string | undefined) ?? '';

/** A request, as a log names it: route and tenant as far as they were known. */
export type Asked = { readonly requestId: string; readonly route: string | null; readonly tenantId: TenantId | null };

export const askedOf = (res: Response): Asked => {
  const { route, tenant } = res.locals as { readonly route?: string; readonly tenant?: unknown };
  return {
    requestId: requestIdOf(res),
    route: route ?? null,
    tenantId: tenant instanceof TenantContext ? tenant.tenantId : null,
  };
};

/** Writes an answer whole: safety headers, the request's id, then its own. The one way in which this API answers. */
export function answer(
  res: Response,
  status: number,
  headers: HeaderList,
  body: string | Uint8Array | null,
  safety = SAFETY,
): void {
  const length = body === null ? [] : ['Content-Length', String(Buffer.byteLength(body))];
  res.writeHead(status, [...safety, 'X-Request-Id', requestIdOf(res), ...headers, ...length]);
  if (body === null) res.end();
  else res.end(body);
}
