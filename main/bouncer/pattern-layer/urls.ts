import { emit, isKnown, type Scene, signal } from './scene.ts'

const SHORTENERS =
  /^(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd|v\.gd|ow\.ly|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|rb\.gy|tiny\.cc|s\.id|git\.io|lnkd\.in|t\.ly|soo\.gd|clck\.ru|da\.gd|0x0\.st|qr\.ae|adf\.ly)$/
const DROP_SITES =
  /(?:^|\.)(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|ngrok(?:-free)?\.(?:io|app|dev)|burpcollaborator\.net|oast\.(?:fun|me|pro|live|site|online)|interact\.sh|transfer\.sh|file\.io|ix\.io|termbin\.com|pastebin\.com|hastebin\.com|paste\.ee|dpaste\.(?:com|org)|anonfiles\.com|gofile\.io|catbox\.moe|bashupload\.com|beeceptor\.com|trycloudflare\.com|serveo\.net|localtunnel\.me|loca\.lt|onion)$/
const FILE_LIKE_TLD =
  /\.(?:zip|mov|run|app\.link|sh|py|rs|download|exe|bat|cmd|tk|ml|ga|cf|gq|top|xyz|click|country|kim|work|party|gdn|stream|cam|quest|rest|cyou|icu|buzz)$/
const KNOWN_HOSTS =
  /(?:^|\.)(?:install\.|get\.)?(?:rustup\.rs|docs\.rs|crates\.io|bun\.sh|deno\.land|sh\.rustup\.rs|brew\.sh|starship\.rs|ohmyz\.sh|fly\.io|pkgs\.dev|astral\.sh|nextjs\.org|transfer\.sh|lib\.rs|serde\.rs|tokio\.rs|zig\.run|wttr\.in|cheat\.sh|roadmap\.sh|biomejs\.dev)$/
const COMMON_PORT = new Set(['', '80', '443', '3000', '8000', '8080'])
const HOST_TRICK = /[\u0080-\uFFFF]/

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

/** The dotted form of a numeric host (`2852039166`, `0x7f.1`), or the host itself. */
export function canonicalHost(host: string): string {
  const bare = host.replace(/\.$/, '')
  if (!/^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+)){0,3}$/i.test(bare)) {
    return bare.replace(/^::ffff:/, '')
  }
  const parts = bare
    .split('.')
    .map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)))
  const last = parts.pop() ?? 0
  let value = last
  parts.forEach((part, at) => {
    value += part * 256 ** (3 - at)
  })
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

/** Where a host lies. */
export function hostKind(host: string): 'local' | 'metadata' | 'private' | 'public' {
  const plain = canonicalHost(host)
  if (
    /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|host\.docker\.internal)$/.test(
      plain,
    )
  )
    return 'local'
  if (
    /^(?:169\.254\.169\.254|169\.254\.170\.2|100\.100\.100\.200|fd00:ec2::254|metadata(?:\.google\.internal)?|instance-data)$/.test(
      plain,
    )
  )
    return 'metadata'
  if (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/.test(
      plain,
    )
  )
    return 'private'
  return 'public'
}

/** Notes what is odd about an address and answers its host. */
export function judgeHost(scene: Scene, text: string): string {
  const address = readAddress(text)
  if (!isKnown(address.host)) return address.host
  const kind = hostKind(address.host)
  if (kind === 'metadata') signal(scene, 'metadata-service', address.host)
  else if (kind === 'local') noteOwnPort(scene, address)
  else {
    const trick = trickOf(address)
    if (trick) signal(scene, 'suspicious-url', `${trick}: ${address.host}`)
  }
  if (DROP_SITES.test(address.host)) signal(scene, 'suspicious-url', `a drop site: ${address.host}`)
  return address.host
}

function noteOwnPort(scene: Scene, address: Address): void {
  if (scene.ground.ownPorts.includes(Number(address.port))) signal(scene, 'own-port', address.port)
}

function trickOf(address: Address): string | null {
  return TRICKS.find((trick) => trick.found(address))?.what ?? null
}

const IMITATED =
  /(?:^|[.-])(?:github|gitlab|google|microsoft|npmjs|pypi|paypal|apple|amazonaws)(?:[.-](?!com$|io$|org$|net$|dev$|app$|githubusercontent)[a-z]+){2,}$/
const COMMON_TLD = /\.(?:com|io|org|net|dev|cloud|app|de|uk|fr|jp|ai)$/

/** Ways to make an address look like something else than it is. */
const TRICKS: readonly { readonly what: string; found(address: Address): boolean }[] = [
  {
    what: 'a name before @ that looks like a host',
    found: ({ userinfo }) => /\./.test(userinfo.split(':')[0] ?? ''),
  },
  { what: 'letters that imitate others', found: ({ host }) => HOST_TRICK.test(host) },
  { what: 'an encoded international name', found: ({ host }) => /(?:^|\.)xn--/.test(host) },
  { what: 'a link shortener hides the target', found: ({ host }) => SHORTENERS.test(host) },
  { what: 'doubly encoded characters', found: ({ rest }) => /%25(?:25)*[0-9a-f]{2}/i.test(rest) },
  {
    what: 'letters that imitate others',
    found: ({ rest }) => /[\u0370-\u03FF\u0400-\u04FF]/.test(rest),
  },
  { what: 'a name that ends in a dot', found: ({ host }) => host.length > 1 && host.endsWith('.') },
  { what: 'a path that climbs', found: ({ rest }) => /%2e%2e|\/\.\.\//i.test(rest) },
  {
    what: 'an address written as a number',
    found: ({ host }) => /^(?:0x[\da-f]+|\d{8,10}|0\d+\.)/i.test(host),
  },
  {
    what: 'a domain that looks like a file or is often abused',
    found: ({ host }) => FILE_LIKE_TLD.test(host) && !KNOWN_HOSTS.test(host),
  },
  {
    what: 'a name that imitates a known host',
    found: ({ host }) => host.length < 200 && IMITATED.test(host) && !COMMON_TLD.test(host),
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
