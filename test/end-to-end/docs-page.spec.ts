import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { type Application, endpoints, postgresApplication } from '../support/application.js';
import { type Browser, startBrowser } from '../support/browser.js';
import { NotToBeHad } from '../support/debian-program.js';
import { skip } from '../support/mocha-skip.js';
import { anOwner, type Credentials, type Somebody } from '../support/signed-in.js';

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
    await browser.page.goto(`${application.url}/docs`);
    await browser.page.locator('.opblock').first().waitFor();
  });
  after(async () => {
    await browser?.close();
    await application?.close();
  });

  /** Opens an operation, and gives its block. */
  async function opened(operationId: string): Promise<Locator> {
    const block = browser.page.locator(`.opblock[id$="-${operationId}"]`);
    await block.locator('.opblock-summary-control').click();
    await block.locator('.execute').waitFor();
    return block;
  }

  /** Executes the operation of a block, and gives the body of the answer that is then shown. */
  async function executed(block: Locator, status: number): Promise<string> {
    await block.locator('.execute').click();
    const answer = block.locator('.live-responses-table .response').filter({ has: browser.page.getByText(String(status), { exact: true }) });
    return answer.locator('.highlight-code code').first().innerText();
  }

  it('has a title, and a line for each operation with its summary', async () => {
    expect(await browser.page.title()).to.equal('Atrium API');
    const lines = await browser.page.locator('.opblock-summary-control').allInnerTexts();
    const shown = lines.map((line) => line.replaceAll('\u200b', '').split('\n').map((part) => part.trim()).filter((part) => part !== '').join(' '));
    expect(shown).to.have.members(endpoints.map(({ route, summary }) => `${route} ${summary}`));
  });

  it('shows the refusal of a call by somebody who is not signed in', async () => {
    const problem = JSON.parse(await executed(await opened('whoAmI'), 401)) as object;
    expect(problem).to.include({ code: 'http.unauthenticated', instance: '/v1/me' });
  });

  it('signs in, is authorised by the token, and shows who that is', async () => {
    const { page } = browser;
    const signIn = await opened('signIn');
    await signIn.locator('textarea').fill(JSON.stringify({ tenant: owner.slug, email: owner.email, password: owner.password }));
    const { accessToken } = JSON.parse(await executed(signIn, 201)) as Credentials;

    await page.locator('.auth-wrapper .authorize').click();
    await page.locator('.modal-ux input').fill(accessToken);
    await page.locator('.modal-ux button.authorize').click();
    await page.locator('.modal-ux .btn-done').click();

    expect(await executed(page.locator('.opblock[id$="-whoAmI"]'), 200)).to.include(`"${owner.slug}"`);
  });

  it('leads from the page of a problem to the operations that give it', async () => {
    const { page } = browser;
    await page.goto(`${application.url}/problems/http.invalid-request`);
    expect(await page.title()).to.equal('The request is invalid');
    await page.goto(`${application.url}/problems/http.unsupported-media-type`);
    await page.getByRole('link', { name: 'POST /v1/sessions', exact: true }).click();
    await page.locator('.opblock.is-open[id$="-signIn"]').waitFor();
  });

  it('has no fault in the console, breaks no rule of its policy, and asks nobody but this server', () => {
    // the one refusal above
    expect(browser.faults).to.deep.equal(['Failed to load resource: the server responded with a status of 401 (Unauthorized)']);
    const elsewhere = browser.asked.filter((url) => !url.startsWith(`${application.url}/`) && !url.startsWith('data:'));
    expect(elsewhere).to.deep.equal([]);
    expect(browser.asked.map((url) => new URL(url).pathname)).to.include.members(['/openapi.json', '/docs/swagger-ui.css', '/v1/sessions', '/v1/me']);
  });
});
