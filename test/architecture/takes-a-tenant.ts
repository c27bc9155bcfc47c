import type { TenantContext } from '../../domain/shared/tenant-context.js';

/** The methods of a port that could be called without saying for whom. */
export type Tenantless<Port> = {
  [Method in keyof Port]: Port[Method] extends (...given: never[]) => unknown
    ? Parameters<Port[Method]> extends [TenantContext, ...unknown[]]
      ? never
      : Method
    : never;
}[keyof Port];

/** Compiles only when every method of the port takes a TenantContext first, but for those that are named. */
export function everyMethodTakesATenant<Port, Named extends keyof Port = never>(
  _port: abstract new (...given: never[]) => Port,
  ..._forgetting: [Exclude<Tenantless<Port>, Named>] extends [never] ? [] : [methodsWithoutTenant: Exclude<Tenantless<Port>, Named>]
): void {}
