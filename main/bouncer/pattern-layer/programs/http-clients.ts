import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
  writePaths,
} from '../scene.ts'
import { hostKind, judgeHost } from '../urls.ts'
import { noteFileAddress } from './foreign-acts.ts'
import { isOwnServer } from './loopback-orders.ts'
import { type Options, readOptions, valued } from './options.ts'
import { named, type Program, type ProgramTable } from './program.ts'
import { noteSentSources } from './project-data.ts'
import {
  noteDetours,
  noteHostHeader,
  noteOpenCredentials,
  noteProtocol,
  noteSocket,
} from './request-notes.ts'

/** Output that came from the network. */
export const DOWNLOADED: Stream = { text: null, taint: TAINT.download }
const LOCAL_DATA: Stream = { text: null, taint: TAINT.none }

const CURL = valued(
  'o d F T X H u A e b c K x U w m r C D E Y y z Q t output data data-binary data-raw data-urlencode data-ascii json form form-string upload-file request header user user-agent referer cookie cookie-jar config proxy proxy-user write-out max-time connect-timeout range continue-at dump-header cert key cacert capath resolve connect-to interface retry retry-delay retry-max-time limit-rate url output-dir ciphers netrc-file trace trace-ascii stderr unix-socket abstract-unix-socket doh-url max-redirs oauth2-bearer aws-sigv4 socks5 socks5-hostname hostpubmd5 pinnedpubkey variable etag-save etag-compare variable quote libcurl hsts alt-svc url-query preproxy socks4 socks4a proxy1.0 proxy-header haproxy-clientip dns-servers mail-from mail-rcpt mail-auth engine crlfile keepalive-time speed-limit speed-time time-cond happy-eyeballs-timeout-ms local-port rate parallel-max tls-max tls13-ciphers pass proxy-cert proxy-key proxy-cacert create-file-mode expect100-timeout ftp-port ftp-account telnet-option tftp-blksize sasl-authzid service-name delegation login-options postquote prequote pubkey egd-file random-file krb proto proto-default proto-redir noproxy ssl-sessions ip-tos vlan-priority upload-flags',
)

const curl: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: CURL })
  const urls = [...options.operands, ...options.values('url')]
  const sent = sentData(scene, options, call.stdin)
  const host = noteHosts(scene, urls, sent)
  noteTransport(scene, options, host)
  noteOpenCredentials(scene, options, urls)
  noteHostHeader(scene, options, host)
  const method = options.value('X', 'request')?.text.toUpperCase() ?? ''
  noteMethod(scene, { method, host, url: urls[0]?.text ?? '', sends: sent !== null })
  for (const file of options.values('K', 'config'))
    readConfig(scene, file, { stdin: call.stdin, urls })
  const files = urls.filter((url) => /^file:/i.test(url.text))
  const local = isLocal(host) || (files.length > 0 && files.length === urls.length)
  return saveOutput(scene, options, { urls, out: local ? LOCAL_DATA : DOWNLOADED })
}

const BODY = [
  'd',
  'data',
  'data-binary',
  'data-raw',
  'data-urlencode',
  'data-ascii',
  'json',
  'F',
  'form',
  'T',
  'upload-file',
  'form-string',
] as const

/** What a request carries: its taint, or null when it carries nothing. */
function sentData(scene: Scene, options: Options, stdin: Stream): Stream | null {
  const values = options.values(...BODY)
  const whole = options.values('T', 'upload-file')
  let taint = headTaint(scene, options, stdin)
  for (const field of values) {
    taint |= field.taint | fileTaint(scene, field, { stdin, whole: whole.includes(field) })
  }
  for (const { text } of options.values('data-urlencode')) {
    const file = /^[\w.[\]-]+@(.+)$/.exec(text)?.[1]
    if (file) taint |= readPaths(scene, [plain(file)]).taint
  }
  const inAddress = options.has('G', 'get')
  if (values.length === 0 || inAddress) return taint === 0 ? null : { text: '', taint }
  return { text: null, taint }
}

/** What flows into the address and the head of a request. */
function headTaint(scene: Scene, options: Options, stdin: Stream): number {
  let taint: number = TAINT.none
  for (const field of options.values('A', 'user-agent', 'e', 'referer', 'Q', 'quote'))
    taint |= field.taint
  // Who calls stands in headers; that is what credentials are for.
  for (const field of options.values('H', 'header', 'u', 'user', 'oauth2-bearer', 'proxy-user')) {
    taint |= field.taint & ~TAINT.credential
  }
  for (const field of options.values('H', 'header', 'variable')) {
    if (/^@./.test(field.text)) taint |= readPaths(scene, [plain(field.text.slice(1))]).taint
  }
  for (const field of options.values('url-query')) {
    taint |= field.taint | fileTaint(scene, field, { stdin, whole: false })
  }
  for (const field of options.values('b', 'cookie')) {
    const isFile = !/[=;]/.test(field.text)
    taint |= field.taint | (isFile ? readPaths(scene, [field]).taint : TAINT.none)
  }
  return taint
}

function fileTaint(
  scene: Scene,
  field: Field,
  from: { readonly stdin: Stream; readonly whole: boolean },
): number {
  const name = from.whole ? field.text : /(?:^|=)[@<]([^;]+)/.exec(field.text)?.[1]
  if (name === undefined) return TAINT.none
  if (from.whole && /^\{[^{}]+\}$/.test(name)) {
    const parts = name.slice(1, -1).split(',')
    return readPaths(
      scene,
      parts.map((part) => plain(part)),
    ).taint
  }
  if (name === '-' || name === '.') return from.stdin.taint
  return readPaths(scene, [{ ...field, text: name }]).taint
}

function noteHosts(scene: Scene, urls: readonly Field[], sent: Stream | null): string {
  let last = ''
  for (const url of urls) {
    last = judgeHost(scene, url.text)
    const taint = url.taint | (sent?.taint ?? 0)
    const local = isLocal(last)
    if (url.text.startsWith('file:')) readPaths(scene, [url])
    noteFileAddress(scene, url.text)
    noteSentSecrets(scene, taint, last)
    noteSentSources(scene, taint, last)
    const carries = sent !== null && !onlyHeaders(sent)
    emit(scene, {
      kind: 'network',
      host: last,
      direction: carries && !local ? 'upload' : 'download',
    })
    noteProtocol(scene, url, last)
  }
  return last
}

function onlyHeaders(sent: Stream): boolean {
  return sent.text !== null
}

/** Reports secrets, the environment or files of others that leave. */
export function noteSentSecrets(scene: Scene, taint: number, host: string): void {
  if (taint & TAINT.outside) flow(scene, 'outside-to-network', host)
  if (taint & TAINT.session) flow(scene, 'network-to-shell', host)
  if (isLocal(host)) return
  if (taint & (TAINT.secret | TAINT.credential)) flow(scene, 'secret-to-network', host)
  else if (taint & TAINT.environment) flow(scene, 'environment-to-network', host)
}

function isLocal(host: string): boolean {
  return hostKind(host) === 'local'
}

function noteTransport(scene: Scene, options: Options, host: string): void {
  noteSocket(scene, { options, host, bodies: options.values(...BODY) })
  if (isLocal(host)) return
  const unchecked = options.value('verify', 'check-certificate')?.text ?? ''
  if (
    options.has('k', 'insecure', 'proxy-insecure', 'no-check-certificate') ||
    /^(?:no|false|off)$/i.test(unchecked)
  ) {
    signal(scene, 'insecure-transport', host)
  }
  noteDetours(scene, options)
}

function noteMethod(
  scene: Scene,
  request: {
    readonly method: string
    readonly host: string
    readonly url: string
    readonly sends: boolean
  },
): void {
  const { method, host, url } = request
  if (method === 'DELETE' && isOwnServer(url)) return
  if (method === 'DELETE') emit(scene, { kind: 'infrastructure', verb: 'delete', resource: url })
  else if (
    isLocal(host) &&
    /\/_(?!search|count|cat|mget|msearch|doc\b)\w+|\/(?:delete|purge|shutdown|drop|flush)/i.test(
      url,
    ) &&
    /^(?:POST|PUT|PURGE)$/.test(method)
  ) {
    emit(scene, { kind: 'infrastructure', verb: 'delete', resource: url })
  } else if (/^(?:PUT|PATCH|POST)$/.test(method) && !isLocal(host)) {
    emit(scene, { kind: 'network', host, direction: 'upload' })
  }
}

function readConfig(
  scene: Scene,
  file: Field,
  at: { readonly stdin: Stream; readonly urls: readonly Field[] },
): void {
  const config = file.text === '-' ? at.stdin : readPaths(scene, [file])
  if (config.text !== null) {
    const words = config.text
      .split('\n')
      .map((line) => `--${line.trim().replace(/\s*[=:]\s*|\s+/, ' ')}`)
    const urls = at.urls.map((url) => ` '${url.text.replaceAll("'", '%27')}'`)
    scene.runner.text(fork(scene), `curl ${words.join(' ')}${urls.join('')}`, EMPTY)
  } else signal(scene, 'inline-opaque', 'a curl configuration file')
}

function saveOutput(
  scene: Scene,
  options: Options,
  got: { readonly urls: readonly Field[]; readonly out: Stream },
): Stream {
  for (const file of options.values(...WRITTEN)) {
    if (file.text !== '-' && !file.text.startsWith('--')) writePaths(scene, [file], LOCAL_DATA)
  }
  const target = options.value('o', 'output')
  if (target && target.text !== '-') {
    writePaths(scene, [target], got.out)
    return EMPTY
  }
  if (options.has('O', 'remote-name', 'J', 'remote-name-all')) {
    for (const url of got.urls)
      writePaths(scene, [remoteName(url, options.value('output-dir')?.text)], got.out)
    return EMPTY
  }
  return got.out
}

const WRITTEN = [
  'c',
  'cookie-jar',
  'D',
  'dump-header',
  'trace',
  'trace-ascii',
  'stderr',
  'etag-save',
  'libcurl',
  'hsts',
  'alt-svc',
] as const

function remoteName(url: Field, folder: string | undefined): Field {
  const name = url.text.split(/[?#]/)[0]?.split('/').at(-1) || 'index.html'
  return plain(folder ? `${folder}/${name}` : name)
}

const WGET = valued(
  'O o P e a i U t T w Q l A R D I X Y output-document output-file directory-prefix execute input-file post-data post-file body-data body-file method header user password user-agent referer tries timeout wait quota level accept reject domains ca-certificate certificate private-key http-user http-password ftp-user ftp-password proxy-user load-cookies save-cookies use-askpass rejected-log limit-rate cut-dirs base config bind-address',
)

/** What a request of wget carries, or null. */
function wgetData(scene: Scene, options: Options): Stream | null {
  const files = options.values('post-file', 'body-file')
  const texts = options.values('post-data', 'body-data')
  let taint: number = readPaths(scene, files).taint
  for (const field of texts) taint |= field.taint
  for (const field of options.values('header')) taint |= field.taint & ~TAINT.credential
  readPaths(scene, options.values('i', 'input-file', 'load-cookies'))
  if (files.length + texts.length > 0) return { text: null, taint }
  return taint === TAINT.none ? null : { text: '', taint }
}

const wget: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: WGET })
  const sent = wgetData(scene, options)
  const host = noteHosts(scene, options.operands, sent)
  // Its `-k` makes links lead to the copies.
  noteTransport(scene, options.without('k'), host)
  noteMethod(scene, {
    method: options.value('method')?.text.toUpperCase() ?? '',
    host,
    url: options.operands[0]?.text ?? '',
    sends: sent !== null && !onlyHeaders(sent),
  })
  const helper = options.value('use-askpass')
  if (helper) scene.runner.text(fork(scene), helper.text, EMPTY)
  for (const setting of options.values('e', 'execute')) noteWgetSetting(scene, setting)
  return saveWget(scene, options, isLocal(host) ? LOCAL_DATA : DOWNLOADED)
}

/** `-e name=value` sets what a settings file could. */
function noteWgetSetting(scene: Scene, setting: Field): void {
  const [name = '', value = ''] = setting.text.split(/\s*=\s*/, 2)
  if (/askpass|proxy/.test(name)) signal(scene, 'inline-opaque', setting.text)
  if (/^(?:output_?document|log_?file|dir_?prefix)$/i.test(name)) {
    writePaths(scene, [{ ...setting, text: value }], DOWNLOADED)
  }
  if (/^post_?file$|^body_?file$/i.test(name)) {
    noteSentSecrets(scene, readPaths(scene, [{ ...setting, text: value }]).taint, 'wget')
  }
}

function saveWget(scene: Scene, options: Options, out: Stream): Stream {
  const target = options.value('O', 'output-document')
  const log = options.value('o', 'output-file', 'a')
  if (log) writePaths(scene, [log], LOCAL_DATA)
  if (target?.text === '-' || target?.text === '/dev/stdout') return out
  if (target) writePaths(scene, [target], out)
  else
    for (const url of options.operands)
      writePaths(scene, [remoteName(url, options.value('P', 'directory-prefix')?.text)], out)
  return EMPTY
}

const httpClient: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued(
      'a A o s p session session-read-only auth output auth-type print style verify cert cert-key proxy timeout max-redirects format-options raw ssl ciphers boundary default-scheme bearer',
    ),
  })
  const [first, ...others] = options.operands
  const named = first && /^[A-Z]+$/.test(first.text) ? first.text : null
  const [given, ...items] = named === null ? options.operands : others
  if (!given) return OPAQUE
  // A port or a path alone is one of this machine.
  const url = /^:(?:\d|\/|$)/.test(given.text)
    ? { ...given, text: `localhost${given.text}` }
    : given
  let taint = call.stdin.taint
  for (const item of items) taint |= itemTaint(scene, item)
  const sends = items.some((item) => /[=@]/.test(item.text) && !/==/.test(item.text)) || taint > 0
  const host = noteHosts(scene, [url], sends ? { text: null, taint } : null)
  noteMethod(scene, { method: named ?? 'GET', host, url: url.text, sends })
  noteTransport(scene, options, host)
  const target = options.value('o', 'output')
  if (target) writePaths(scene, [target], DOWNLOADED)
  return isLocal(host) || options.has('offline') ? LOCAL_DATA : DOWNLOADED
}

/** What one `name=value` or `name@file` item carries. */
function itemTaint(scene: Scene, item: Field): number {
  const file = /(?:@|=@|:=@)(.+)$/.exec(item.text)?.[1]
  return item.taint | (file ? readPaths(scene, [plain(file)]).taint : TAINT.none)
}

const downloader: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('o d O P n s x k j i dir out input-file header user-agent referer load-cookies'),
  })
  const urls = options.operands.filter((field) => /[:.]/.test(field.text))
  if (call.name === 'aria2c') readPaths(scene, options.values('i', 'input-file', 'load-cookies'))
  noteHosts(scene, urls, null)
  noteTransport(scene, options, urls[0]?.text ?? '')
  const target = options.value('o', 'out', 'O')
  const folder = options.value('d', 'dir', 'P')
  const files = target ? [target] : urls.map((url) => remoteName(url, undefined))
  if (target || SAVES.test(call.name)) {
    writePaths(
      scene,
      files.map((file) => (folder ? { ...file, text: `${folder.text}/${file.text}` } : file)),
      DOWNLOADED,
    )
  }
  const hook = call.args.find((field) => /^--on-[\w-]+=/.test(field.text))
  if (hook) scene.runner.text(fork(scene), hook.text.slice(hook.text.indexOf('=') + 1), EMPTY)
  return DOWNLOADED
}

/** Programs that put what they fetch into a file of its name. */
const SAVES = /^(?:aria2c|axel|lwp-download|youtube-dl|yt-dlp|saldl|puf|hget)$/

/** Programs that speak HTTP. */
export const httpPrograms: ProgramTable = {
  ...named('curl curlie', curl),
  ...named('wget wget2', wget),
  ...named('http https xh xhs', httpClient),
  ...named('aria2c axel saldl youtube-dl yt-dlp lynx w3m links elinks fetch GET', downloader),
  'lwp-download': (scene, call) => {
    const [url, file] = call.args.filter(({ text }) => !text.startsWith('-'))
    const out = file ? [plain('-o'), file] : [plain('-O')]
    return url ? curl(scene, { ...call, args: [...out, url] }) : OPAQUE
  },
}
