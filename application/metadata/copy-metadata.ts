import type { Resource } from '../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { platform } from '../shared/guard.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import type { MetadataCopies } from './ports/metadata-copies.js';
import type { MetadataScope } from './ports/metadata-work.js';

/** Makes the copy of what is noted on a resource, as it is decided now: should the one who changed it have failed to. */
export class CopyMetadata {
  static readonly needs = platform;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly work: UnitOfWork<MetadataScope>,
    private readonly copies: MetadataCopies,
  ) {}

  async execute(tenant: TenantContext, { type, resourceId }: Resource): Promise<void> {
    const { state } = await this.work.run(tenant, ({ metadata }) => metadata.get(tenant, { type, resourceId }));
    await this.copies.keep(tenant, state);
  }
}
