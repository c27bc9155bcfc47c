import { v7 } from 'uuid';
import { EntityMetadata, type Resource } from '../../../domain/metadata/entity-metadata.js';
import { Pairs } from '../../../domain/metadata/pairs.js';
import { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export const noon = new Date('2026-03-01T12:00:00.000Z');

export const pairs = (given: Readonly<Record<string, string>>): Pairs => Pairs.from(Object.entries(given));

/** A resource that has no metadata yet. */
export const aResource = (type = 'members'): Resource => ({ type, resourceId: ResourceId.from(v7()) });

/** What a tenant notes on a resource, not stored yet; on a new one when none is named. */
export const noted = ({ tenantId }: TenantContext, given: Readonly<Record<string, string>> = { colour: 'green' }, resource = aResource()): EntityMetadata =>
  EntityMetadata.none(tenantId, resource).replace(pairs(given), noon);
