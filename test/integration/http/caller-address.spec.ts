import { IsString } from 'class-validator';
import { expect } from 'chai';
import { endpoint, value } from '../../../adapters/shared/http/endpoint.js';
import { Example } from '../../../adapters/shared/http/fields.js';
import { guarded, signedIn } from '../../../application/shared/guard.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { startLibrary } from '../../support/library/library-api.js';

class TellAddress {
  static readonly needs = signedIn;

  async execute(_tenant: TenantContext, address: string): Promise<{ readonly address: string }> {
    return { address };
  }
}

class AddressView {
  @Example('192.0.2.1') @IsString() address!: string;
}

const tellAddress = endpoint({
  route: 'GET /v1/address',
  summary: 'Tell from where one asks',
  callerAddress: true,
  calls: TellAddress,
  with: ({ callerAddress }) => callerAddress,
  answers: value(AddressView),
});

describe('the address of a caller', () => {
  const seen = async (trustedProxies: readonly string[] | undefined, forwarded: string | null) => {
    const library = await startLibrary({
      more: [tellAddress],
      useCases: () => [guarded(new TellAddress())],
      ...(trustedProxies === undefined ? {} : { trustedProxies }),
    });
    try {
      const answer = await library.send('GET /v1/address', forwarded === null ? {} : { headers: { 'x-forwarded-for': forwarded } });
      return ((await answer.json()) as { address: string }).address;
    } finally {
      await library.server.close(100);
    }
  };

  it('is that of whoever connects', async () => {
    expect(await seen(undefined, null)).to.equal('127.0.0.1');
  });

  it('is not what they say, unless they are trusted', async () => {
    expect(await seen(undefined, '192.0.2.1')).to.equal('127.0.0.1');
    expect(await seen([], '192.0.2.1')).to.equal('127.0.0.1');
    expect(await seen(['192.0.2.0/24', '127.0.0.2', '::1'], '192.0.2.1')).to.equal('127.0.0.1');
  });

  it('is what a trusted proxy says', async () => {
    for (const proxies of [['127.0.0.1'], ['127.0.0.0/8'], ['::1', '127.0.0.1']]) {
      expect(await seen(proxies, '192.0.2.1'), proxies.join()).to.equal('192.0.2.1');
      expect(await seen(proxies, null), proxies.join()).to.equal('127.0.0.1');
    }
  });

  it('is the last that no trusted proxy has: what the client says before it counts for nothing', async () => {
    expect(await seen(['127.0.0.1', '10.0.0.0/8'], '203.0.113.9, 192.0.2.1, 10.1.2.3')).to.equal('192.0.2.1');
  });
});
