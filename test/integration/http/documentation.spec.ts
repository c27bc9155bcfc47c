import { expect } from 'chai';
import { type LibraryApi, startLibrary } from '../../support/library/library-api.js';

describe('the documentation', () => {
  let library: LibraryApi;
  before(async () => {
    library = await startLibrary();
  });
  after(() => library.server.close(100));

  const get = (path: string) => library.send(`GET ${path}`, { as: null });

  it('shows the document that the declarations made', async () => {
    const answer = await get('/openapi.json');
    expect(answer.headers.get('content-type')).to.equal('application/json; charset=utf-8');
    expect(await answer.json()).to.deep.equal(JSON.parse(JSON.stringify(library.document)));
  });

  it('is rendered from assets that are served here, under a policy that admits nothing else', async () => {
    const page = await get('/docs');
    const html = await page.text();
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy)
      .to.contain("default-src 'none'")
      .and.contain("script-src 'self'")
      .and.contain("style-src 'self'")
      .and.not.contain('unsafe');
    expect(html).not.to.match(/<script(?![^>]* src=)|<style|style=|onload=|https?:/);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path as string);
    expect(assets).to.have.lengthOf(4);
    for (const path of assets) {
      const asset = await get(path);
      expect(asset.status, path).to.equal(200);
      expect((await asset.arrayBuffer()).byteLength, path).to.be.above(100);
      expect(asset.headers.get('content-type'), path).to.match(/^(text\/(css|javascript)|image\/png)/);
    }
  });

  it('has a page for each problem that it names', async () => {
    const text = JSON.stringify(library.document);
    const types = new Set([...text.matchAll(/"type":"(\/problems\/[^"]+)"/g)].map(([, path]) => path as string));
    expect(types.size).to.be.above(12);
    for (const path of types) {
      const page = await get(path);
      expect(page.status, path).to.equal(200);
      expect(page.headers.get('content-type')).to.equal('text/html; charset=utf-8');
      expect(await page.text()).to.contain(path.split('/').at(-1));
    }
  });
});
