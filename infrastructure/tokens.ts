import type { Express, RequestHandler, Router } from 'express';
import type { ServiceIdentifier } from 'inversify';
import type { DescribedResource } from '../application/shared/described-resource.js';
import type { PublicEvent } from '../application/shared/job-handling.js';
import type { PermissionDeclaration } from '../application/shared/permission.js';
import type { SettingDeclaration } from '../application/shared/setting.js';
import type { Work } from './worker.js';

// Ports and use cases are their own tokens; only what has no class of ours needs a name here.

/** 32 bytes under which secrets are sealed. */
export const MASTER_KEY: ServiceIdentifier<Uint8Array> = Symbol('MasterKey');
/** Where the service is reached: the issuer and audience of its tokens. */
export const PUBLIC_URL: ServiceIdentifier<string> = Symbol('PublicUrl');
export const PERMISSIONS: ServiceIdentifier<readonly PermissionDeclaration[]> = Symbol('Permissions');
/** What contexts have that can have metadata. */
export const DESCRIBED: ServiceIdentifier<readonly DescribedResource[]> = Symbol('Described');
/** Of all contexts, what may be seen of what happens. */
export const PUBLIC_EVENTS: ServiceIdentifier<readonly PublicEvent[]> = Symbol('PublicEvents');
/** All that contexts declare. */
export const SETTINGS: ServiceIdentifier<readonly SettingDeclaration[]> = Symbol('Settings');
/** Puts the caller's TenantContext into `res.locals.tenant`. */
export const AUTHENTICATION: ServiceIdentifier<RequestHandler> = Symbol('Authentication');
/** `/.well-known/jwks.json`. */
export const KEY_SET: ServiceIdentifier<Router> = Symbol('KeySet');
/** What a worker does. */
export const WORK: ServiceIdentifier<Work> = Symbol('Work');
/** The whole HTTP API. */
export const API: ServiceIdentifier<Express> = Symbol('Api');
