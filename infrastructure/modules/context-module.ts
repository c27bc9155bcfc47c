import type { ContainerModule } from 'inversify';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import type { PermissionDeclaration } from '../../application/shared/permission.js';

/** What a bounded context brings to the house. */
export type ContextModule = {
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
  readonly permissions: readonly PermissionDeclaration[];
  /** Use cases and what they are made of, over ports. */
  readonly core: ContainerModule;
  /** The ports, over the real stores. A test loads fakes in their place. */
  readonly stores: ContainerModule;
};
