const GROUPS = 8

/** The dotted form of a numeric host (`2852039166`, `0x7f.1`), of one inside IPv6, or the host itself. */
export function canonicalHost(host: string): string {
  const folded = /[^\0-\x7f]/.test(host) ? host.normalize('NFKC').replace(/[。．｡]/g, '.') : host
  const bare = folded.replace(/\.+$/, '')
  if (!/^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+)){0,3}$/i.test(bare)) return embeddedAddress(bare)
  const parts = bare
    .split('.')
    .map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)))
  const last = parts.pop() ?? 0
  let value = last
  parts.forEach((part, at) => {
    value += part * 256 ** (3 - at)
  })
  return dotted(value)
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

/** The groups of an IPv6 address; null when it is none. */
function groupsOf(host: string): number[] | null {
  if (!host.includes(':') || host.length > 64 || !/^[\da-f:.]+(?:%\w{1,16})?$/i.test(host))
    return null
  const [left = '', right] = host.replace(/%.*$/, '').split('::')
  const head = partsOf(left)
  const tail = right === undefined ? [] : partsOf(right)
  if (head.some(Number.isNaN) || tail.some(Number.isNaN)) return null
  const gap = GROUPS - head.length - tail.length
  if (right === undefined ? gap !== 0 : gap < 1) return null
  return [...head, ...Array.from({ length: gap }, () => 0), ...tail]
}

function partsOf(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

/** Prefixes behind which an IPv4 address stands, with the group it begins in. */
const CARRIERS: readonly { readonly head: readonly number[]; readonly at: number }[] = [
  { head: [0, 0, 0, 0, 0, 0xffff], at: 6 },
  { head: [0, 0, 0, 0, 0xffff, 0], at: 6 },
  { head: [0x64, 0xff9b, 0, 0, 0, 0], at: 6 },
  { head: [0x64, 0xff9b, 1], at: 6 },
  { head: [0x2002], at: 1 },
  { head: [0xfe80, 0, 0, 0, 0, 0x5efe], at: 6 },
  { head: [0xfe80, 0, 0, 0, 0x200, 0x5efe], at: 6 },
  { head: [0, 0, 0, 0, 0, 0], at: 6 },
]

/** An IPv4 address inside an IPv6 one, however it is written; any other IPv6 address in one spelling. */
function embeddedAddress(host: string): string {
  const groups = groupsOf(host)
  if (groups === null) return host
  const carrier = CARRIERS.find(({ head }) => head.every((part, at) => groups[at] === part))
  if (carrier) {
    const value = (groups[carrier.at] ?? 0) * 65_536 + (groups[carrier.at + 1] ?? 0)
    if (value > 0xffff) return dotted(value)
  }
  return shortForm(groups)
}

/** The usual spelling: without leading zeros, the first longest run of zeros left out. */
function shortForm(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':')
  const runs = [...text.matchAll(/(?<![\da-f])0(?::0)+(?![\da-f])/g)]
  const run = runs.toSorted((left, right) => right[0].length - left[0].length)[0]
  if (!run) return text
  const head = text.slice(0, run.index).replace(/:$/, '')
  return `${head}::${text.slice(run.index + run[0].length).replace(/^:/, '')}`
}

const ZONES = String.raw`(?:nip\.io|sslip\.io|xip\.io|traefik\.me|backname\.io|ip\.addr\.tools|local\.sisteron\.org|1u\.ms|rbndr\.us)`
/** Public names that stand for whatever address they hold: `169.254.169.254.nip.io`. */
export const WILDCARD_NAME = new RegExp(
  String.raw`((?:\d{1,3}[.-]){3}\d{1,3}|(?<![\da-f])[\da-f]{8})\.${ZONES}$`,
  'i',
)

function addressInName(host: string): string | null {
  const found = WILDCARD_NAME.exec(host)?.[1]
  if (found === undefined) return null
  return /^[\da-f]{8}$/i.test(found) ? `0x${found}` : found.replaceAll('-', '.')
}

/** Where the machines of clouds ask who they are, and get keys for it. */
const METADATA = new Set(
  '169.254.169.254 169.254.169.253 169.254.169.123 169.254.170.2 169.254.170.23 169.254.0.23 169.254.42.42 100.100.100.200 100.88.222.5 192.0.0.192 168.63.129.16 fd00:ec2::254 fd00:ec2::23 fd00:42::42 fd20:ce::254 fd00:c1::a9fe:a9fe fe80::a9fe:a9fe metadata metadata.google.internal metadata.goog metadata.tencentyun.com metadata.platformequinix.com metadata.packet.net metadata.azure.internal metadata.internal metadata.oraclecloud.com api.metadata.cloud.ibm.com metadata.hetzner.cloud metadata.vultr.com metadata.exoscale.com rancher-metadata rancher-metadata.rancher.internal instance-data instance-data.ec2.internal instance-data.compute.internal'.split(
    ' ',
  ),
)

/** Where a host lies. */
export function hostKind(host: string): 'local' | 'metadata' | 'private' | 'public' {
  const plain = canonicalHost(addressInName(host) ?? host)
  if (LOCAL.test(plain)) return 'local'
  if (METADATA.has(plain)) return 'metadata'
  return PRIVATE.test(plain) ? 'private' : 'public'
}

const LOCAL =
  /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|host\.docker\.internal)$/
const PRIVATE =
  /^(?:10\.|192\.168\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/
