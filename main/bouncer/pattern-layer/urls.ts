import { emit, isKnown, type Scene, signal } from './scene.ts'

const SHORTENERS = hosts(
  'bit.ly bitly.com tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly rebrand.ly cutt.ly shorturl.at rb.gy tiny.cc s.id git.io lnkd.in t.ly soo.gd clck.ru da.gd qr.ae adf.ly bl.ink short.io shorte.st bc.vc trib.al dlvr.it snip.ly x.co u.to urlz.fr kutt.it n9.cl t2m.io tny.im cli.re gg.gg shrtco.de ulvis.net hyperurl.co surl.li vk.cc goo.su tr.im mcaf.ee post.ly',
)
const DROP_SITES = hosts(
  'webhook.site requestbin.com requestbin.net pipedream.net m.pipedream.net ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev burpcollaborator.net oastify.com oast.fun oast.me oast.pro oast.live oast.site oast.online interact.sh interactsh.com transfer.sh file.io ix.io termbin.com pastebin.com hastebin.com paste.ee dpaste.com dpaste.org anonfiles.com gofile.io catbox.moe bashupload.com beeceptor.com trycloudflare.com serveo.net localtunnel.me loca.lt onion 0x0.st paste.rs sprunge.us clbin.com temp.sh uguu.se tmpfiles.org litterbox.catbox.moe filebin.net filetransfer.io wetransfer.com sendspace.com hookbin.com requestcatcher.com requestinspector.com webhook.cool mockbin.org ptsv2.com ptsv3.com canarytokens.com canarytokens.org dnslog.cn ceye.io bxss.me xss.ht ghostbin.com rentry.co controlc.com justpaste.it privatebin.net snippet.host p.ip.fi nopaste.net api.telegram.org',
)
const FILE_LIKE_TLD =
  /\.(?:zip|mov|run|app\.link|sh|py|rs|download|exe|bat|cmd|tk|ml|ga|cf|gq|top|xyz|click|country|kim|work|party|gdn|stream|cam|quest|rest|cyou|icu|buzz|link|loan|win|bid|date|racing|review|trade|accountant|science|faith|cricket|sbs|cfd|bond|monster|hair|skin|makeup|beauty)$/
const APPLICATION = /^[^.]+\.app$/
const KNOWN_HOSTS =
  /(?:^|\.)(?:install\.|get\.)?(?:rustup\.rs|docs\.rs|crates\.io|bun\.sh|deno\.land|sh\.rustup\.rs|brew\.sh|starship\.rs|ohmyz\.sh|fly\.io|pkgs\.dev|astral\.sh|nextjs\.org|transfer\.sh|lib\.rs|serde\.rs|tokio\.rs|zig\.run|wttr\.in|cheat\.sh|roadmap\.sh|biomejs\.dev|mise\.run|crates\.rs|esm\.sh|zx\.sh|vite\.dev|pnpm\.io|helm\.sh|cri\.sh|k3s\.sh|pixi\.sh|uv\.run|hono\.sh|railway\.app|cal\.app|clerk\.app)$/
const WALLET = /(?:^|[/=:])0x[\da-fA-F]{40}(?:$|[/?#&])|(?:^|[/=:])bc1[a-z\d]{25,60}(?:$|[/?#&])/
const LEDGERS = hosts(
  'infura.io alchemy.com alchemyapi.io quiknode.pro quicknode.com ankr.com llamarpc.com cloudflare-eth.com publicnode.com chainstack.com getblock.io drpc.org mainnet-beta.solana.com helius-rpc.com',
)
const COMMON_PORT = new Set(['', '80', '443', '3000', '8000', '8080'])
const HOST_TRICK = /[\u0080-\uFFFF]/

const MAX_LABELS = 5
/** Longest name of the domain name system. */
const MAX_HOST = 253

/** Whether a host or one above it is in a list. */
function hosts(list: string): { has(host: string): boolean } {
  const names = new Set(list.split(' '))
  return {
    has(host) {
      let cut = host.length
      for (let labels = 0; labels < MAX_LABELS && cut >= 0; labels++) {
        cut = cut === 0 ? -1 : host.lastIndexOf('.', cut - 1)
        if (names.has(host.slice(cut + 1))) return true
      }
      return false
    },
  }
}

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
  const bare = host.endsWith('.') ? host.slice(0, -1) : host
  if (!/^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+)){0,3}$/i.test(bare)) {
    return mappedAddress(bare)
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

/** Public names that stand for whatever address they hold: `169.254.169.254.nip.io`. */
function addressInName(host: string): string | null {
  const found = WILDCARD_NAME.exec(host)?.[1]
  return found === undefined ? null : found.replaceAll('-', '.')
}

const WILDCARD_NAME =
  /((?:\d{1,3}[.-]){3}\d{1,3})\.(?:nip\.io|sslip\.io|xip\.io|local\.sisteron\.org|1u\.ms|rbndr\.us)$/

/** An IPv4 address inside an IPv6 one, however it is written. */
function mappedAddress(host: string): string {
  const rest = /^(?:0{0,4}:){0,5}:?(?:ffff|FFFF):(?:0{1,4}:)?([\da-fA-F.:]+)$/.exec(host)?.[1]
  if (rest === undefined) return host
  const pair = /^([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(rest)
  if (!pair) return rest
  const value = Number.parseInt(pair[1] ?? '', 16) * 65_536 + Number.parseInt(pair[2] ?? '', 16)
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

/** Where a host lies. */
export function hostKind(host: string): 'local' | 'metadata' | 'private' | 'public' {
  const plain = canonicalHost(addressInName(host) ?? host)
  if (
    /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|host\.docker\.internal)$/.test(
      plain,
    )
  )
    return 'local'
  if (
    /^(?:169\.254\.169\.254|169\.254\.170\.(?:2|23)|169\.254\.169\.(?:253|123)|100\.100\.100\.200|192\.0\.0\.192|168\.63\.129\.16|fd00:ec2::254|metadata(?:\.google\.internal|\.goog|\.tencentyun\.com|\.platformequinix\.com)?|instance-data(?:\.ec2\.internal)?)$/.test(
      plain,
    )
  )
    return 'metadata'
  if (
    /^(?:10\.|192\.168\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/.test(
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
  else if (kind === 'local') {
    noteOwnPort(scene, address)
    if (ODD_NUMBER.test(address.host) && address.scheme !== '') {
      signal(scene, 'suspicious-url', `an address written as a number: ${address.host}`)
    }
  } else {
    const trick = trickOf(address)
    if (trick) signal(scene, 'suspicious-url', `${trick}: ${address.host}`)
  }
  if (DROP_SITES.has(address.host)) signal(scene, 'suspicious-url', `a drop site: ${address.host}`)
  return address.host
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
const COMMON_TLD = /\.(?:com|io|org|net|dev|cloud|app|de|uk|fr|jp|ai)$/

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
  { what: 'letters that imitate others', found: ({ host }) => HOST_TRICK.test(host) },
  { what: 'an encoded international name', found: ({ host }) => /(?:^|\.)xn--/.test(host) },
  { what: 'a link shortener hides the target', found: ({ host }) => SHORTENERS.has(host) },
  { what: 'doubly encoded characters', found: ({ rest }) => /%25(?:25)*[0-9a-f]{2}/i.test(rest) },
  {
    what: 'letters that imitate others',
    found: ({ rest }) => /[\u0370-\u03FF\u0400-\u04FF]/.test(rest),
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
    found: ({ host }) => host.length < 200 && IMITATED.test(host) && !COMMON_TLD.test(host),
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
