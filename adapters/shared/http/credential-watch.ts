import type { Live } from '../../../application/shared/live.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import type { Streamable } from './endpoint.js';
import type { LiveStream } from './live-stream.js';
import { HttpProblem } from './problems.js';

type Watched = { readonly live: (tenant: TenantContext) => Promise<Live<Streamable>>; readonly again: () => Promise<TenantContext> };

/**
 * Looks again and again whether a credential still holds, once for all streams that were opened with it. What has
 * changed about its rights changes what they are told; what is revoked, or over, ends them.
 */
export class CredentialWatch {
  readonly #streams = new Map<LiveStream, Watched>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private tenant: TenantContext,
    private readonly everyMs: number,
    private readonly onUnused: () => void,
  ) {}

  add(stream: LiveStream, live: Watched['live'], again: Watched['again']): void {
    this.#streams.set(stream, { live, again });
    if (this.#timer === null) this.#lookLater();
  }

  remove(stream: LiveStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.onUnused();
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => {
      this.#look()
        .catch(() => undefined)
        .finally(() => {
          if (this.#streams.size > 0) this.#lookLater();
        });
    }, this.everyMs).unref();
  }

  async #look(): Promise<void> {
    const [[, { again }] = [null, { again: null }]] = this.#streams;
    if (again === null) return;
    try {
      const tenant = await again();
      if (isSame(tenant, this.tenant)) return;
      this.tenant = tenant;
    } catch (error) {
      const code = codeOfRefusal(error);
      if (code !== null) for (const stream of this.#streams.keys()) stream.endWith('ended', { code });
      return;
    }
    await Promise.all([...this.#streams].map(([stream, { live }]) => this.#renew(stream, live)));
  }

  async #renew(stream: LiveStream, live: Watched['live']): Promise<void> {
    try {
      stream.follow(await live(this.tenant));
    } catch (error) {
      stream.endWith('ended', { code: codeOfRefusal(error) ?? 'http.defect' });
    }
  }
}

/** Null where nothing is refused, but cannot be told just now: nothing can be read either, so nothing is told. */
function codeOfRefusal(error: unknown): string | null {
  if (error instanceof HttpProblem) return error.type.code;
  return error instanceof DomainError && error.kind !== 'unavailable' ? error.code : null;
}

function isSame(one: TenantContext, other: TenantContext): boolean {
  if (one === other) return true;
  const { permissions, standing } = one;
  return standing === other.standing && permissions.size === other.permissions.size && [...permissions].every((permission) => other.permissions.has(permission));
}
