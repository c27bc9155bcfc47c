import { expect } from 'chai';
import { callerNetwork } from '../../../domain/identity/caller-network.js';

describe('the network of a caller', () => {
  for (const [what, address, network] of [
    ['an IPv4 address is itself', '192.0.2.1', '192.0.2.1'],
    ['an IPv4 address as IPv6 has it is the same', '::ffff:192.0.2.1', '192.0.2.1'],
    ['in capitals as well', '::FFFF:192.0.2.1', '192.0.2.1'],
    ['and when that is written in hexadecimals', '::ffff:c000:201', '192.0.2.1'],
    ['and when a network without IPv4 has translated it', '64:ff9b::192.0.2.1', '192.0.2.1'],
    ['however that is written', '0064:FF9B:0:0:0:0:C000:0201', '192.0.2.1'],
    ['an IPv6 address is its /64', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['however it is written', '2001:0DB8:0001:0002::6', '2001:db8:1:2::/64'],
    ['with zeros in its middle', '2001:db8::1', '2001:db8:0:0::/64'],
    ['with zeros at its end', '2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['with zeros at its beginning', '::1', '0:0:0:0::/64'],
    ['with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['with an IPv4 address at its end', '2001:db8:1:2::192.0.2.1', '2001:db8:1:2::/64'],
    ['a port that a proxy adds is no part of it', '192.0.2.1:49152', '192.0.2.1'],
    ['nor of an IPv6 address', '[2001:db8:1:2::6]:49152', '2001:db8:1:2::/64'],
    ['nor are brackets without one', '[2001:db8:1:2::6]', '2001:db8:1:2::/64'],
    ['what is no address is itself', 'unknown', 'unknown'],
    ['and nothing is nothing', '', ''],
  ] as const) {
    it(`${what}: ${JSON.stringify(address)}`, () => {
      expect(callerNetwork(address)).to.equal(network);
    });
  }

  it('is another for another /64', () => {
    expect(callerNetwork('2001:db8:1:3::1')).to.not.equal(callerNetwork('2001:db8:1:2::1'));
  });
});
