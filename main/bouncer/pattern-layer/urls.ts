import { hasImitatingLetters } from './addresses/foreign-letters.ts'
import { hostKind, WILDCARD_NAME } from './addresses/host-kinds.ts'
import { DROP_SITES, isHomeLine, LEDGERS, SHORTENERS } from './addresses/host-lists.ts'
import { emit, isKnown, type Scene, signal } from './scene.ts'

export { canonicalHost, hostKind } from './addresses/host-kinds.ts'

const FILE_LIKE_TLD =
  /\.(?:zip|mov|run|app\.link|sh|py|rs|download|exe|bat|cmd|tk|ml|ga|cf|gq|top|xyz|click|country|kim|work|party|gdn|stream|cam|quest|rest|cyou|icu|buzz|link|loan|win|bid|date|racing|review|trade|accountant|science|faith|cricket|sbs|cfd|bond|monster|hair|skin|makeup|beauty)$/
const APPLICATION = /^[^.]+\.app$/
const KNOWN_HOSTS =
  /(?:^|\.)(?:install\.|get\.)?(?:rustup\.rs|docs\.rs|crates\.io|bun\.sh|deno\.land|sh\.rustup\.rs|brew\.sh|starship\.rs|ohmyz\.sh|fly\.io|pkgs\.dev|astral\.sh|nextjs\.org|transfer\.sh|lib\.rs|serde\.rs|tokio\.rs|zig\.run|wttr\.in|cheat\.sh|roadmap\.sh|biomejs\.dev|mise\.run|crates\.rs|esm\.sh|zx\.sh|vite\.dev|pnpm\.io|helm\.sh|cri\.sh|k3s\.sh|pixi\.sh|uv\.run|hono\.sh|railway\.app|cal\.app|clerk\.app)$/
const WALLET = /(?:^|[/=:])0x[\da-fA-F]{40}(?:$|[/?#&])|(?:^|[/=:])bc1[a-z\d]{25,60}(?:$|[/?#&])/
const COMMON_PORT = new Set(['', '80', '443', '3000', '8000', '8080'])
const HOST_TRICK = /[\u0080-\uFFFF]|(?:^|\.)xn--/

/** Longest name of the domain name system. */
const MAX_HOST = 253

/** A web address as far as it can be read from text. */
export interface Address {
  readonly scheme: string
  readonly host: string
  readonly port: string
  readonly rest: string
  readonly userinfo: string
}

/** Splits an address without resolving anything; schemeless ones count as http. */
export function readAddress(text: string): Address {
  const match = /^(?:([a-zA-Z][\w+.-]*):\/\/)?([\s\S]*)$/.exec(text)
  const scheme = (match?.[1] ?? '').toLowerCase()
  const tail = match?.[2] ?? ''
  const end = tail.search(/[/?#\\]/)
  const authority = end < 0 ? tail : tail.slice(0, end)
  const at = authority.lastIndexOf('@')
  const hostPort = authority.slice(at + 1)
  const bracket = /^\[([^\]]*)\](?::(\d+))?$/.exec(hostPort)
  const colon = bracket ? -1 : hostPort.lastIndexOf(':')
  return {
    scheme,
    host: (bracket?.[1] ?? (colon < 0 ? hostPort : hostPort.slice(0, colon))).toLowerCase(),
    port: bracket?.[2] ?? (colon < 0 ? '' : hostPort.slice(colon + 1)),
    rest: end < 0 ? '' : tail.slice(end),
    userinfo: at < 0 ? '' : authority.slice(0, at),
  }
}

/** Notes what is odd about an address and answers its host. */
export function judgeHost(scene: Scene, text: string): string {
  const address = readAddress(text)
  if (!isKnown(address.host)) {
    noteOwnPort(scene, address)
    return address.host
  }
  const kind = hostKind(address.host)
  if (kind === 'metadata') signal(scene, 'metadata-service', address.host)
  else if (kind === 'local') {
    notePort(scene, address)
    if (ODD_NUMBER.test(address.host) && address.scheme !== '') {
      signal(scene, 'suspicious-url', `an address written as a number: ${address.host}`)
    }
  } else {
    noteHereAbroad(scene, address)
    const trick = trickOf(address)
    if (trick) signal(scene, 'suspicious-url', `${trick}: ${address.host}`)
  }
  if (DROP_SITES.has(address.host)) signal(scene, 'suspicious-url', `a drop site: ${address.host}`)
  return address.host
}

/** Where a debugger of Node waits for orders. */
const INSPECTOR = '9229'

/** Public names that lead to this machine. */
const LEADS_HERE =
  /^(?:[\w-]+\.)*(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|local\.gd|localho\.st)$/i

/** This machine under a public name, or a bare name of the network that may be it. */
function noteHereAbroad(scene: Scene, address: Address): void {
  const mayBeHere = LEADS_HERE.test(address.host) || /^[a-z][\w-]*$/i.test(address.host)
  if (mayBeHere) noteOwnPort(scene, address)
}

function notePort(scene: Scene, address: Address): void {
  noteOwnPort(scene, address)
  if (address.port === INSPECTOR) signal(scene, 'other-tool', 'speaks to a debugger')
}

/** Ways to write the address of this machine that only hide it. */
const ODD_NUMBER = /^(?:0x[\da-f.x]+|\d{8,12}|0\d+(?:\.\d+)*|127\.\d+(?:\.\d+)?)$/i

function noteOwnPort(scene: Scene, address: Address): void {
  if (scene.ground.ownPorts.includes(Number(address.port))) signal(scene, 'own-port', address.port)
}

function trickOf(address: Address): string | null {
  if (address.host.length > MAX_HOST) return 'a name longer than any host'
  return TRICKS.find((trick) => trick.found(address))?.what ?? null
}

function looksLikeFile(host: string): boolean {
  return APPLICATION.test(host) || FILE_LIKE_TLD.test(host)
}

/** Ends of paths that programs run, install or unpack. */
const CODE =
  /\.(?:sh|bash|py|rb|pl|ps1|exe|msi|deb|rpm|apk|dmg|pkg|whl|jar|run|bin|appimage|tgz|tar\.\w{2,3})(?:[?#]|$)/i

const IMITATED =
  /(?:^|[.-])(?:github|gitlab|google|microsoft|npmjs|pypi|paypal|apple|amazonaws)(?:[.-](?!com$|io$|org$|net$|dev$|app$|githubusercontent)[a-z]+){2,}$/
/** The whole name of a known host in front of another domain. */
const BORROWED =
  /(?:^|\.)(?:github|githubusercontent|gitlab|bitbucket|google|googleapis|microsoft|microsoftonline|npmjs|pypi|pythonhosted|paypal|apple|icloud|amazon|amazonaws|docker|rubygems|crates|golang|slack|stripe|openai|anthropic|claude|cloudflare|dropbox|facebook|linkedin)\.(?:com|org|io|net|ai)\.[a-z\d-]{1,63}\.[a-z\d-]{2,63}$/
/** Endings that tell nothing odd, and the domains that such firms have in other countries. */
const COMMON_TLD =
  /\.(?:com|io|org|net|dev|cloud|app|de|uk|fr|jp|ai)$|(?:^|\.)(?:google|amazonaws|microsoft|apple|paypal)\.com?\.[a-z]{2}$/

/** Ways to make an address look like something else than it is. */
const TRICKS: readonly { readonly what: string; found(address: Address): boolean }[] = [
  {
    what: 'a name before @ that looks like a host',
    found: ({ userinfo }) => /\.|%2[ef]/i.test(userinfo.split(':')[0] ?? ''),
  },
  {
    what: 'a host behind a backslash or an encoded @',
    found: ({ scheme, rest, host }) =>
      (scheme !== '' && rest.startsWith('\\')) || /%(?:40|2f|5c|00|23)/i.test(host),
  },
  {
    what: 'line ends or null characters in it',
    found: ({ rest }) => /^[^?#]{0,2000}%0[0ad]/i.test(rest),
  },
  {
    what: 'letters that imitate others',
    found: ({ host }) => HOST_TRICK.test(host) && hasImitatingLetters(host),
  },
  { what: 'a link shortener hides the target', found: ({ host }) => SHORTENERS.has(host) },
  { what: 'a name of a line at home', found: ({ host }) => isHomeLine(host) },
  { what: 'doubly encoded characters', found: ({ rest }) => /%25(?:25)*[0-9a-f]{2}/i.test(rest) },
  {
    what: 'letters that imitate others',
    found: ({ rest }) =>
      /[a-z][\u0370-\u03FF\u0400-\u04FF]|[\u0370-\u03FF\u0400-\u04FF][a-z]/i.test(rest),
  },
  { what: 'a name that ends in a dot', found: ({ host }) => host.length > 1 && host.endsWith('.') },
  {
    what: 'a path that climbs',
    found: ({ rest }) => /%2e(?:%2e|\.)|\.%2e|\/\.\.[/;]|\/\.\.$/i.test(rest),
  },
  {
    what: 'an address written as a number',
    found: ({ host }) => /^(?:0x[\da-f]+|\d{8,10}|0\d+\.)/i.test(host),
  },
  {
    what: 'a domain that looks like a file or is often abused',
    found: ({ host }) => looksLikeFile(host) && !KNOWN_HOSTS.test(host),
  },
  {
    what: 'a bare address instead of a name',
    found: ({ host, scheme }) =>
      scheme !== '' && /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) && hostKind(host) === 'public',
  },
  { what: 'a wallet', found: ({ rest }) => WALLET.test(rest) },
  { what: 'a service that moves money', found: ({ host }) => LEDGERS.has(host) },
  {
    what: 'code over a connection that anybody can change',
    found: ({ scheme, host, rest }) => scheme === 'http' && CODE.test(rest) && host.includes('.'),
  },
  {
    what: 'a name that imitates a known host',
    found: ({ host }) =>
      host.length < 200 && (BORROWED.test(host) || (IMITATED.test(host) && !COMMON_TLD.test(host))),
  },
  {
    what: 'a name that stands for any address',
    found: ({ host }) => WILDCARD_NAME.test(host),
  },
  {
    what: 'an unusual port',
    found: ({ host, port }) =>
      !COMMON_PORT.has(port) && /^(?:github|gitlab|bitbucket|google|npmjs|pypi)\./.test(host),
  },
]

/** Records that data comes from an address. */
export function download(scene: Scene, text: string): void {
  emit(scene, { kind: 'network', host: judgeHost(scene, text), direction: 'download' })
}
