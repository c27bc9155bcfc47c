import { expect } from 'chai';
import { type Application, postgresApplication } from '../support/application.js';
import { type Browser, startBrowser } from '../support/browser.js';
import { NotToBeHad } from '../support/debian-program.js';
import { skip } from '../support/mocha-skip.js';
import { anOwner, type Somebody } from '../support/signed-in.js';

describe('the page /docs in a browser', function () {
  this.timeout(60_000);
  let application: Application;
  let owner: Somebody;
  let browser: Browser;

  before(async function () {
    // a browser may have to be fetched first
    this.timeout(600_000);
    try {
      browser = await startBrowser();
    } catch (error) {
      if (error instanceof NotToBeHad) skip(this, error.message);
      throw error;
    }
    if (process.env['CI'] === 'true') console.error(`The browser is Chromium ${browser.version}.`);
    application = await postgresApplication({ poolSize: 2 });
    owner = await anOwner(application);
  });
  after(async () => {
    await browser?.close();
    await application?.close();
  });

  it('renders every operation', async () => {
    const { page } = browser;
    await page.goto(`${application.url}/docs`);
    await page.locator('.opblock').first().waitFor();
    await page.screenshot({ path: '/tmp/docs.png', fullPage: true });
  });
});
