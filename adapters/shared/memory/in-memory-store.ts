import { OpenTransaction, Transactions } from '../../../application/shared/ports/transactions.js';
import { UnitOfWork } from '../../../application/shared/ports/unit-of-work.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import type { TenantContext, TenantId } from '../../../domain/shared/tenant-context.js';

/** A name for one kind of thing, by which each tenant has a shelf of its own. What lies there is never mutated. */
export type ShelfName<Item> = { readonly name: string; readonly item?: Item };
export const shelfName = <Item>(name: string): ShelfName<Item> => ({ name });

type Shelf = Map<string, unknown>;
const keyOf = (tenantId: TenantId, { name }: ShelfName<unknown>): string => `${tenantId} ${name}`;

/** What somebody may read and change: the store itself, or a transaction's own copy of it. */
interface Shelves {
  read(key: string): ReadonlyMap<string, unknown> | undefined;
}

/** What was announced, and the aggregate that it happened to. Nothing is ever taken away, so that assertions find it. */
export const outboxShelf = shelfName<{ readonly aggregateId: string; readonly event: DomainEvent }>('shared.outbox');

/** A step on copies of the shelves that it touches. A step within it works on copies of these. */
export class InMemoryTransaction extends OpenTransaction implements Shelves {
  override readonly store = 'memory';
  readonly #copies = new Map<string, Shelf>();
  readonly #onceKept: (() => Promise<void>)[] = [];
  #state: 'open' | 'waits for a step of its own' | 'has ended' = 'open';

  constructor(
    private readonly tenant: TenantContext,
    private readonly below: Shelves,
  ) {
    super();
  }

  /** The tenant's shelf, to be read and changed. */
  shelf<Item>(tenant: TenantContext, name: ShelfName<Item>): Map<string, Item> {
    this.assertMayGoOn(tenant);
    return this.copy(keyOf(tenant.tenantId, name)) as Map<string, Item>;
  }

  /** A shelf that all tenants share, for what must be unique over them. */
  commons<Item>(name: ShelfName<Item>): Map<string, Item> {
    this.assertMayGoOn(this.tenant);
    return this.copy(name.name) as Map<string, Item>;
  }

  announce(tenant: TenantContext, aggregateId: string, events: readonly DomainEvent[]): void {
    if (events.some(({ tenantId }) => tenantId !== tenant.tenantId)) throw new Error('An event belongs to another tenant.');
    const shelf = this.shelf(tenant, outboxShelf);
    for (const event of events) shelf.set(String(shelf.size + 1), { aggregateId, event });
  }

  read(key: string): ReadonlyMap<string, unknown> | undefined {
    return this.#copies.get(key) ?? this.below.read(key);
  }

  /** What has changed, for whoever is below to take over. */
  get copies(): ReadonlyMap<string, Shelf> {
    return this.#copies;
  }

  /** Carries out a step within this one: its changes become ours when it returns, and never were when it throws. */
  async nest<T>(tenant: TenantContext, step: (transaction: InMemoryTransaction) => Promise<T>): Promise<T> {
    this.assertMayGoOn(tenant);
    const nested = new InMemoryTransaction(tenant, this);
    this.#state = 'waits for a step of its own';
    try {
      const result = await step(nested);
      for (const [key, shelf] of nested.copies) this.#copies.set(key, shelf);
      this.#onceKept.push(...nested.#onceKept);
      return result;
    } finally {
      nested.end();
      this.#state = 'open';
    }
  }

  override onceKept(step: () => Promise<void>): void {
    if (this.#state === 'has ended') throw new Error('This transaction has ended: nothing can be done with it any more.');
    this.#onceKept.push(step);
  }

  /** Does what was to be done once it is kept. */
  async kept(): Promise<void> {
    await Promise.allSettled(this.#onceKept.map(async (step) => step()));
  }

  /** Whoever kept hold of it cannot go on with it. */
  end(): void {
    this.#state = 'has ended';
  }

  private assertMayGoOn(tenant: TenantContext): void {
    if (tenant.tenantId !== this.tenant.tenantId) throw new Error('The transaction belongs to another tenant.');
    if (this.#state !== 'open') throw new Error(`This transaction ${this.#state}: nothing else may use it now.`);
  }

  private copy(key: string): Shelf {
    const shelf = this.#copies.get(key) ?? new Map(this.below.read(key));
    this.#copies.set(key, shelf);
    return shelf;
  }
}

/** All contexts' shelves in one store, so that one commit covers what several of them did. One step at a time. */
export class InMemoryStore extends Transactions implements Shelves {
  readonly #shelves = new Map<string, Shelf>();
  #turn: Promise<unknown> = Promise.resolve();

  override run<T>(tenant: TenantContext, step: (transaction: InMemoryTransaction) => Promise<T>): Promise<T> {
    const run = this.#turn.then(async () => {
      const transaction = new InMemoryTransaction(tenant, this);
      try {
        const result = await step(transaction);
        for (const [key, shelf] of transaction.copies) this.#shelves.set(key, shelf);
        return { result, transaction };
      } finally {
        transaction.end();
      }
    });
    this.#turn = run.catch(() => undefined);
    // whatever is done once it is kept may open a transaction of its own
    return run.then(async ({ result, transaction }) => {
      await transaction.kept();
      return result;
    });
  }

  /** What a tenant has on a shelf now, as a reader outside any transaction sees it. */
  shelf<Item>(tenant: TenantContext, name: ShelfName<Item>): ReadonlyMap<string, Item> {
    return (this.read(keyOf(tenant.tenantId, name)) ?? new Map()) as ReadonlyMap<string, Item>;
  }

  commons<Item>(name: ShelfName<Item>): ReadonlyMap<string, Item> {
    return (this.read(name.name) ?? new Map()) as ReadonlyMap<string, Item>;
  }

  /** The tenants that have something on a shelf. */
  tenantsWith(name: ShelfName<unknown>): readonly TenantId[] {
    return [...this.#shelves.keys()].filter((key) => key.endsWith(` ${name.name}`)).map((key) => key.slice(0, key.indexOf(' ')) as TenantId);
  }

  /** Changes one thing at once, whatever transaction is open: what a database would do on another connection. */
  change<Item>(tenant: TenantContext, name: ShelfName<Item>, id: string, change: (item: Item) => Item): void {
    const item = this.shelf(tenant, name).get(id);
    if (item !== undefined) (this.#shelves.get(keyOf(tenant.tenantId, name)) as Map<string, Item>).set(id, change(item));
  }

  /** What was announced for a tenant, in order: for assertions. */
  eventsOf(tenant: TenantContext): readonly DomainEvent[] {
    return [...this.shelf(tenant, outboxShelf).values()].map(({ event }) => event);
  }

  read(key: string): ReadonlyMap<string, unknown> | undefined {
    return this.#shelves.get(key);
  }
}

/** A context's work on the one store. */
export class InMemoryUnitOfWork<Scope> extends UnitOfWork<Scope> {
  constructor(
    private readonly store: Transactions,
    private readonly scopeOf: (transaction: InMemoryTransaction) => Scope,
  ) {
    super();
  }

  override run<T>(tenant: TenantContext, work: (scope: Scope) => Promise<T>): Promise<T> {
    return this.store.run(tenant, (transaction) => work(this.scopeOf(joined(transaction))));
  }

  override within(transaction: OpenTransaction): InMemoryUnitOfWork<Scope> {
    const outer = joined(transaction);
    return new InMemoryUnitOfWork({ run: (tenant, step) => outer.nest(tenant, step) }, this.scopeOf);
  }
}

/** A transaction to go on in. @throws Error when it is not one of this store's. */
export function joined(transaction: OpenTransaction): InMemoryTransaction {
  if (!(transaction instanceof InMemoryTransaction)) throw new Error('The transaction belongs to another store.');
  return transaction;
}
