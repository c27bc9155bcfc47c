import { expect } from 'chai';
import { type Application, inMemoryApplication, type Opening, postgresApplication } from './application.js';

/** Where the application has to behave alike. */
const everywhere: Readonly<Record<string, Opening>> = {
  'in memory': inMemoryApplication,
  'on PostgreSQL over one connection': () => postgresApplication({ poolSize: 1 }),
};

/** A walk over all operations takes its time where several others work on the machine. */
const PATIENCE_MS = 180_000;

/** The same examples on the application in memory and on PostgreSQL; afterwards each has done only what it declares. */
export function describeEverywhere(activity: string, examples: (application: () => Application) => void): void {
  for (const [home, open] of Object.entries(everywhere)) {
    describe(`${activity} ${home}`, function () {
      this.timeout(PATIENCE_MS);
      let application: Application;

      before(async () => {
        application = await open();
      });
      after(() => application.close());

      examples(() => application);

      it('gives no refusal that is not declared, and has no defect', () => {
        expect(application.undeclared).to.deep.equal([]);
        expect(application.defects).to.deep.equal([]);
      });
    });
  }
}
