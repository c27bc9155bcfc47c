/**
 * Whom an address stands for: itself, but of IPv6 its /64, since whoever has one has all of it. What is no address
 * stands for itself. A port, as some proxies add the caller's, is another with every connection, and so no part of it.
 */
export function callerNetwork(address: string): string {
  const [, v6, v4] = /^(?:\[(.*)\]|(\d+(?:\.\d+){3}))(?::\d+)?$/.exec(address) ?? [];
  const [text = ''] = (v6 ?? v4 ?? address).toLowerCase().split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  if (mapped !== undefined) return mapped;
  if (!text.includes(':')) return text;
  const [before = '', after] = text.split('::');
  const [first, last] = [groupsOf(before), groupsOf(after ?? '')];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return `${[...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4).join(':')}::/64`;
}

/** Sixteen bits each, without leading zeros; an IPv4 address at the end takes the room of two. */
const groupsOf = (part: string): string[] =>
  part === '' ? [] : part.split(':').flatMap((group) => (group.includes('.') ? [group, group] : [group.replace(/^0+(?=.)/, '')]));
