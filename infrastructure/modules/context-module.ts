import type { ContainerModule, ServiceIdentifier } from 'inversify';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import type { DescribedResource } from '../../application/shared/described-resource.js';
import type { DocumentRebuilder } from '../../application/shared/document-rebuilder.js';
import type { JobHandling, PublicEvent } from '../../application/shared/job-handling.js';
import type { PermissionDeclaration } from '../../application/shared/permission.js';
import type { KnownResources } from '../../application/shared/ports/known-resources.js';
import type { Schedule } from '../../application/shared/schedule.js';
import type { SettingDeclaration } from '../../application/shared/setting.js';
import type { Seeder } from '../../application/shared/seeder.js';

/** What a context makes to try the product on: `--<counted> 1000` asks for so many of it in each tenant. */
export type Seeds = { readonly counted: string; readonly fallback: number; readonly seeder: ServiceIdentifier<Seeder> };

/** A kind of thing that can have metadata, and the token of the port that knows which of them there are. */
export type Described = Omit<DescribedResource, 'known'> & { readonly known: ServiceIdentifier<KnownResources> };

/** What a bounded context brings to the house. */
export type ContextModule = {
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
  readonly permissions: readonly PermissionDeclaration[];
  /** Of what happens in it, what a tenant's people may see. */
  readonly events?: readonly PublicEvent[];
  /** The jobs that it does, asked for or after an event. */
  readonly jobs?: readonly JobHandling[];
  /** Which of its jobs every tenant is to have done, and when. */
  readonly schedules?: readonly Schedule[];
  /** What it can be told to do otherwise, at which level; and its feature flags. */
  readonly settings?: readonly SettingDeclaration[];
  /** How `npm run seed` fills tenants with what the context keeps, if it can. */
  readonly seeds?: Seeds;
  /** What of its own can have metadata. */
  readonly describes?: readonly Described[];
  /** How `npm run settings:rebuild` makes anew what the context keeps in the read store, if it keeps something there. */
  readonly documents?: ServiceIdentifier<DocumentRebuilder>;
  /** Use cases and what they are made of, over ports. */
  readonly core: ContainerModule;
  /** The ports, over the real stores. A test loads fakes in their place. */
  readonly stores: ContainerModule;
};
