/**
 * Whom an address stands for: itself, but of IPv6 its /64, since whoever has one has all of it. What is no address
 * stands for itself. A port, as some proxies add the caller's, is another with every connection, and so no part of it.
 */
export function callerNetwork(address: string): string {
  const [, v6, v4] = /^(?:\[(.*)\]|(\d+(?:\.\d+){3}))(?::\d+)?$/.exec(address) ?? [];
  const [text = ''] = (v6 ?? v4 ?? address).toLowerCase().split('%');
  if (!text.includes(':')) return text;
  const [before = '', after] = text.split('::');
  const [first, last] = [groupsOf(before), groupsOf(after ?? '')];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last];
  return AROUND_IPV4.includes(groups.slice(0, 6).join(':')) ? groups.slice(6).flatMap(bytesOf).join('.') : `${groups.slice(0, 4).join(':')}::/64`;
}

/** What stands before an IPv4 address that is mapped (RFC 4291) or translated (RFC 6052): by its /64, all of IPv4 would be one network. */
const AROUND_IPV4: readonly string[] = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0'];

/** Sixteen bits each, without leading zeros; an IPv4 address at the end takes the room of two. */
const groupsOf = (part: string): string[] =>
  part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? groupsOfIpv4(group) : [group.replace(/^0+(?=.)/, '')]));

function groupsOfIpv4(text: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d].map((group) => group.toString(16));
}

function bytesOf(group: string): number[] {
  const bits = Number.parseInt(group, 16);
  return [bits >> 8, bits & 255];
}
