import { placeOf } from '../paths.ts'
import { emit, flow, type Scene, signal } from '../scene.ts'
import { canonicalHost, hostKind, judgeHost, readAddress } from '../urls.ts'
import {
  noteActs,
  noteDetours,
  noteOddTarget,
  personalFacts,
  tellsOwnFacts,
} from './address-acts.ts'
import { carriesLogin, feedsCollector, hidesSources } from './carried-values.ts'
import { carriesEncodedText } from './encoded-text.ts'
import { at, fieldOf, malformed, neededText, noteCharacters, type Tool, textOf } from './input.ts'
import { noteRequest } from './instructions.ts'
import { isDependency } from './private-places.ts'
import { noteRead } from './read-paths.ts'
import { assignsLogin, isOwnKey, leakIn, noteLeak } from './sent-secrets.ts'
import { dubiousSearch, tellsHealthOfPerson, tellsPrivateFacts } from './sought-on-the-web.ts'
import { spelledPath } from './spelled-path.ts'

const fetchPage: Tool = (scene, input) => {
  const url = neededText(scene, input, 'url')
  if (url !== null) {
    at(scene, 'url', { end: url.length })
    noteFetch(scene, url)
  }
  const prompt = textOf(scene, input, 'prompt')
  if (prompt === null) return
  at(scene, 'prompt', { end: prompt.length })
  noteLeak(scene, '', leakIn(prompt) === 'none' ? 'none' : 'doubtful')
  noteRequest(scene, prompt)
}

/** Records that an address is fetched: where it leads in every reading, and what it carries away. */
export function noteFetch(scene: Scene, text: string): void {
  if (!noteCharacters(scene, text)) return
  const { scheme } = readAddress(text.trim())
  if (/^(?:file:|\/(?!\/)|~|[A-Za-z]:[\\/])/i.test(text.trim())) {
    const path = text.trim()
    noteLocalAddress(scene, path)
    return
  }
  const url = parsedUrl(text)
  if (url === null) {
    malformed(scene, 'an address that cannot be read')
    return
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    if (url.protocol === 'about:') return
    malformed(scene, `an address of scheme ${url.protocol.slice(0, -1)}`)
    return
  }
  const asWritten = judgeHost(scene, scheme === '' ? `https://${text.trim()}` : text.trim())
  if (canonicalHost(asWritten) !== bareHost(url)) judgeHost(scene, `https://${bareHost(url)}/`)
  notePlace(scene, url)
  noteNested(scene, url)
  noteActs(scene, url)
  noteDetours(scene, url)
  noteOddTarget(scene, url)
  notePersonalFacts(scene, url)
  noteAddressLeak(scene, url, text)
  emit(scene, {
    kind: 'network',
    host: bareHost(url),
    direction: carriesData(url, text) ? 'upload' : 'download',
  })
}

/** A file that is fetched as if it were a page: outside of the project nobody expects that. */
function noteLocalAddress(scene: Scene, text: string): void {
  const path = spelledPath(scene, text)
  noteRead(scene, path, text)
  const place = placeOf(path.text, scene.ground)
  if (place !== 'project' && place !== 'temporary' && !isDependency(path.text))
    signal(scene, 'private-reading', 'a file of this machine, through an address')
}

/** The host without brackets; an IPv4 address inside an IPv6 one in its own form. */
function bareHost(url: URL): string {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const mapped = /^(?:::ffff:|64:ff9b::)([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(host)
  if (!mapped) return host
  const bits = [mapped[1], mapped[2]].map((part) => Number.parseInt(part ?? '0', 16))
  return bits.flatMap((part) => [part >> 8, part & 255]).join('.')
}

/** `host:80` is no scheme; `http:1.2.3.4` has one. */
const HAS_SCHEME = /^(?:https?|ftp|wss?|file|[a-z][a-z\d+.-]*(?=:(?!\d))):/i

/** The address as browsers read it; null when they would not. */
function parsedUrl(text: string): URL | null {
  const plain = text.trim()
  const full = HAS_SCHEME.test(plain) ? plain : `https://${plain.replace(/^\/+/, '')}`
  return URL.canParse(full) ? new URL(full) : null
}

/** Services of this machine that hand out data or take orders. */
const LOCAL_PORTS = new Set(
  '22 25 111 139 445 873 2049 2375 2376 2377 2379 2380 3306 4040 4194 5432 5601 5984 5985 6379 6443 7077 7777 8001 8200 8500 9200 9222 9229 9300 10250 10255 11211 11434 15672 27017 50070'.split(
    ' ',
  ),
)
const LOCAL_SECRETS =
  /^\/(?:latest\/(?:meta-data|user-data|dynamic)|api\/v1\/(?:secrets|namespaces)|v1\/(?:secret|kv|sys)|json\/(?:list|version|new)|debug\/pprof|actuator\/(?:env|heapdump)|\.env|\.git\/|server-status|containers\/)/
const INSIDE_NAME =
  /\.(?:internal|local|lan|corp|intranet|home|private|localdomain|home\.arpa|cluster\.local|svc|consul)$/
const NAME_OF_NUMBER =
  /(?:^|[.-])(?:\d{1,3}[.-]){3}\d{1,3}[.-].*(?:nip\.io|sslip\.io|xip\.io)$|\.(?:nip|sslip|xip)\.io$|(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|1u\.ms|rbndr\.us)$/

function notePlace(scene: Scene, url: URL): void {
  const host = bareHost(url)
  const kind = hostKind(host)
  if (kind === 'private' || isReserved(host)) signal(scene, 'private-address', host)
  else if (kind === 'public' && LOCAL_PORTS.has(url.port))
    signal(scene, 'suspicious-url', `a service at ${url.port}`)
  else if (kind === 'local') {
    if (LOCAL_PORTS.has(url.port) || LOCAL_SECRETS.test(url.pathname))
      signal(scene, 'private-address', `${host}:${url.port}`)
  } else if (NAME_OF_NUMBER.test(host))
    signal(scene, 'suspicious-url', `a name for a number: ${host}`)
  else if (kind === 'public' && (INSIDE_NAME.test(host) || isBareName(host)))
    signal(scene, 'private-address', host)
}

/** Names without a dot are found inside the private network only. */
function isBareName(host: string): boolean {
  return !host.includes('.') && !host.includes(':')
}

/** Ranges that no public server has, beside the private ones that the table of hosts knows. */
function isReserved(host: string): boolean {
  return /^(?:0\.(?!0\.0\.0$)|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|192\.0\.0\.|198\.1[89]\.|22[4-9]\.|23\d\.|24\d\.|25[0-5]\.|fe[89ab][0-9a-f]:|f[cd][0-9a-f]{2}:|::ffff:|::$|64:ff9b:)/i.test(
    host,
  )
}

/** An address inside an address, which the other side would fetch or send the reader on to. */
function noteNested(scene: Scene, url: URL): void {
  for (const value of url.searchParams.values()) {
    if (!/^(?:https?:)?\/\/|^(?:file|gopher|dict|ftp):/i.test(value)) continue
    const nested = readAddress(value.startsWith('//') ? `https:${value}` : value)
    const kind = hostKind(nested.host)
    if (kind === 'metadata') signal(scene, 'metadata-service', nested.host)
    else if (kind === 'private') signal(scene, 'private-address', nested.host)
    else if (/^(?:file|gopher|dict)$/.test(nested.scheme))
      signal(scene, 'suspicious-url', value.slice(0, 120))
  }
}

function notePersonalFacts(scene: Scene, url: URL): void {
  if (hostKind(bareHost(url)) === 'local') return
  const facts = personalFacts(url)
  if (facts > 1) signal(scene, 'personal-upload', bareHost(url))
  else if (facts === 1) emit(scene, { kind: 'network', host: bareHost(url), direction: 'upload' })
}

function noteAddressLeak(scene: Scene, url: URL, text: string): void {
  const host = bareHost(url)
  if (hostKind(host) === 'local') return
  if (hidesSources(url)) flow(scene, 'sources-to-network', host)
  const leak = carriesLogin(url) ? 'secret' : leakIn(text)
  noteLeak(scene, host, leak === 'secret' && isOwnKey(host, text) ? 'doubtful' : leak)
}

const MAX_REST = 1024
const VARIABLE =
  /\$(?:\{\w+\}|\([^)]*\)|[A-Z_]{3,})|%24(?:%7B|%28)|\{\{[^}]*(?:secret|token|env|password|key)[^}]*\}\}|`[^`]+`/i
const GIVES_AWAY =
  /^(?:secrets?|env|environ|environment|ssh_?key|private_?key|passwd|shadow|id_rsa|dump|exfil|loot|stolen|leak|keylog|clipboard|credentials?|cookies?|history)$/i

/** Whether reading the address hands data of this machine to the other side. */
function carriesData(url: URL, text: string): boolean {
  if (hostKind(bareHost(url)) === 'local') return false
  if (url.username !== '' || url.password !== '' || feedsCollector(url)) return true
  if (url.pathname.length + url.search.length + url.hash.length > MAX_REST) return true
  return VARIABLE.test(text) || hidesData(url) || tellsOwnFacts(url)
}

/** Whether a part of the address is text in disguise or named after what should stay here. */
function hidesData(url: URL): boolean {
  const values = [...url.searchParams]
  return (
    values.some(([name, value]) => value.length >= 6 && GIVES_AWAY.test(name)) ||
    values.some(
      ([, value]) => value.length > 200 || value.split(/[./]/).some(carriesEncodedText),
    ) ||
    url.pathname.split('/').some((part) => part.length >= 24 && carriesEncodedText(part)) ||
    url.hostname
      .split('.')
      .some((label) => label.length >= 40 || (label.length >= 24 && carriesEncodedText(label)))
  )
}

const webSearch: Tool = (scene, input) => {
  const query = neededText(scene, input, 'query')
  if (query !== null) judgeQuery(scene, query)
  for (const field of ['allowed_domains', 'blocked_domains']) {
    const value = fieldOf(input, field)
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string')
    if (value !== undefined && value !== null && !isList)
      malformed(scene, `${field} that is no list`)
  }
}

function judgeQuery(scene: Scene, query: string): void {
  at(scene, 'query', { end: query.length })
  if (!noteCharacters(scene, query)) return
  noteLeak(scene, 'web search', assignsLogin(query) ? 'secret' : leakIn(query))
  const why = dubiousSearch(query)
  if (why !== null) signal(scene, 'dubious-search', why)
  if (tellsHealthOfPerson(query)) signal(scene, 'personal-upload', 'web search')
  const direction = givesAway(query) ? 'upload' : 'download'
  emit(scene, { kind: 'network', host: 'web search', direction })
}

const MAX_QUERY = 1000

/** Whether words for a search engine hand out encoded text, whole files or what is private about a person. */
function givesAway(query: string): boolean {
  if (query.length > MAX_QUERY || VARIABLE.test(query) || tellsPrivateFacts(query)) return true
  return query.split(/[\s"'=:&]+/).some((word) => word.length >= 24 && carriesEncodedText(word))
}

/** Tools that reach the web. */
export const webTools: Readonly<Record<string, Tool>> = {
  WebFetch: fetchPage,
  WebSearch: webSearch,
}
