/**
 * Work that crosses tenants, and which work it is. A type of its own, so that no tenant's request can reach what
 * takes one by passing a TenantContext.
 */
export class SystemContext {
  readonly #system = true;

  private constructor(
    /** In a few words, for logs and the audit, e.g. `POST /v1/sessions`. */
    readonly purpose: string,
  ) {}

  static for(purpose: string): SystemContext {
    const context = new SystemContext(purpose);
    Object.freeze(context);
    return context;
  }

  static is(given: unknown): given is SystemContext {
    return typeof given === 'object' && given !== null && #system in given;
  }
}
