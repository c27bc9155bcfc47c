import { ContainerModule } from 'inversify';

/** It keeps nothing of its own. */
export const stores = new ContainerModule(() => undefined);
