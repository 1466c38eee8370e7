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
import { hostKind, judgeHost, readAddress } from '../urls.ts'
import { type Options, readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { isDestructiveVerb } from './verbs.ts'

const DOWNLOADED: Stream = { text: null, taint: TAINT.download }
const LOCAL_DATA: Stream = { text: null, taint: TAINT.none }

const CURL = valued(
  'o d F T X H u A e b c K x U w m r C D E Y y z Q t output data data-binary data-raw data-urlencode data-ascii json form form-string upload-file request header user user-agent referer cookie cookie-jar config proxy proxy-user write-out max-time connect-timeout range continue-at dump-header cert key cacert capath resolve connect-to interface retry retry-delay retry-max-time limit-rate url output-dir ciphers netrc-file trace trace-ascii stderr unix-socket abstract-unix-socket doh-url max-redirs oauth2-bearer aws-sigv4 socks5 socks5-hostname hostpubmd5 pinnedpubkey variable etag-save etag-compare variable quote',
)

const curl: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: CURL })
  const urls = [...options.operands, ...options.values('url')]
  const sent = sentData(scene, options, call.stdin)
  const host = noteHosts(scene, urls, sent)
  noteTransport(scene, options, host)
  const method = options.value('X', 'request')?.text.toUpperCase() ?? ''
  noteMethod(scene, { method, host, url: urls[0]?.text ?? '', sends: sent !== null })
  for (const file of options.values('K', 'config')) readConfig(scene, file, call.stdin)
  const out = isLocal(host) ? LOCAL_DATA : DOWNLOADED
  return saveOutput(scene, options, { urls, out })
}

/** What a request carries: its taint, or null when it carries nothing. */
function sentData(scene: Scene, options: Options, stdin: Stream): Stream | null {
  const values = options.values(
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
  )
  const whole = options.values('T', 'upload-file')
  let taint: number = TAINT.none
  for (const field of [
    ...values,
    ...options.values('H', 'header', 'b', 'cookie', 'u', 'user', 'A', 'user-agent', 'e', 'referer'),
  ])
    taint |= field.taint
  for (const field of values)
    taint |= fileTaint(scene, field, { stdin, whole: whole.includes(field) })
  for (const field of options.values('H', 'header', 'variable')) {
    const at = /@(.+)$/.exec(field.text)
    if (at?.[1] && field.text.startsWith('@')) taint |= readPaths(scene, [plain(at[1])]).taint
  }
  if (values.length === 0) return taint === 0 ? null : { text: '', taint }
  return { text: null, taint }
}

function fileTaint(
  scene: Scene,
  field: Field,
  from: { readonly stdin: Stream; readonly whole: boolean },
): number {
  const name = from.whole ? field.text : /(?:^|=)[@<]([^;]+)/.exec(field.text)?.[1]
  if (name === undefined) return TAINT.none
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
    noteSentSecrets(scene, taint, last)
    const carries = sent !== null && !onlyHeaders(sent)
    emit(scene, {
      kind: 'network',
      host: last,
      direction: carries && !local ? 'upload' : 'download',
    })
    if (/^(?:gopher|dict|telnet|tftp|smtp|ldap|scp|sftp)$/.test(readAddress(url.text).scheme)) {
      signal(scene, 'suspicious-url', `an unusual protocol: ${url.text.slice(0, 60)}`)
    }
  }
  return last
}

function onlyHeaders(sent: Stream): boolean {
  return sent.text !== null
}

function noteSentSecrets(scene: Scene, taint: number, host: string): void {
  if (taint & TAINT.outside) flow(scene, 'outside-to-network', host)
  if (isLocal(host)) return
  if (taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  else if (taint & TAINT.environment) flow(scene, 'environment-to-network', host)
}

function isLocal(host: string): boolean {
  return hostKind(host) === 'local'
}

function noteTransport(scene: Scene, options: Options, host: string): void {
  if (isLocal(host)) return
  if (options.has('k', 'insecure', 'proxy-insecure', 'no-check-certificate'))
    signal(scene, 'insecure-transport', host)
  const socket = options.value('unix-socket', 'abstract-unix-socket')
  if (socket && /docker|containerd|podman/.test(socket.text))
    signal(scene, 'container-escape', socket.text)
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

function readConfig(scene: Scene, file: Field, stdin: Stream): void {
  const config = file.text === '-' ? stdin : readPaths(scene, [file])
  if (config.text !== null) {
    const words = config.text
      .split('\n')
      .map((line) => `--${line.trim().replace(/\s*[=:]\s*|\s+/, ' ')}`)
    scene.runner.text(fork(scene), `curl ${words.join(' ')}`, EMPTY)
  } else signal(scene, 'inline-opaque', 'a curl configuration file')
}

function saveOutput(
  scene: Scene,
  options: Options,
  got: { readonly urls: readonly Field[]; readonly out: Stream },
): Stream {
  for (const file of options.values('c', 'cookie-jar', 'D', 'dump-header', 'trace')) {
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
  return options.has('I', 'head') && !options.has('i') ? LOCAL_DATA : got.out
}

function remoteName(url: Field, folder: string | undefined): Field {
  const name = url.text.split(/[?#]/)[0]?.split('/').at(-1) || 'index.html'
  return plain(folder ? `${folder}/${name}` : name)
}

const WGET = valued(
  'O o P e a i U t T w Q l A R D I X Y output-document output-file directory-prefix execute input-file post-data post-file body-data body-file method header user password user-agent referer tries timeout wait quota level accept reject domains ca-certificate certificate private-key http-user http-password ftp-user ftp-password proxy-user load-cookies save-cookies use-askpass rejected-log limit-rate cut-dirs base config bind-address',
)

const wget: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: WGET })
  const files = options.values('post-file', 'body-file')
  let taint: number = readPaths(scene, files).taint
  for (const field of options.values('post-data', 'body-data', 'header')) taint |= field.taint
  const sends = files.length > 0 || options.value('post-data', 'body-data') !== undefined
  const host = noteHosts(
    scene,
    options.operands,
    sends || taint ? { text: sends ? null : '', taint } : null,
  )
  noteTransport(scene, options, host)
  noteMethod(scene, {
    method: options.value('method')?.text.toUpperCase() ?? '',
    host,
    url: options.operands[0]?.text ?? '',
    sends,
  })
  const helper = options.value('use-askpass')
  if (helper) scene.runner.text(fork(scene), helper.text, EMPTY)
  const execute = options.value('e', 'execute')
  if (execute && /askpass|proxy/.test(execute.text)) signal(scene, 'inline-opaque', execute.text)
  return saveWget(scene, options, isLocal(host) ? LOCAL_DATA : DOWNLOADED)
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

const SSH = valued('b c D E e F I i J L l m O o p Q R S W w')
const SSH_COMMAND =
  /^\s*(?:ProxyCommand|LocalCommand|KnownHostsCommand|RemoteCommand|PKCS11Provider|SecurityKeyProvider|Match\s+exec)\s*[= ]\s*(.*)$/is

/** Runs the commands that ssh options carry; they run on this machine. */
function runSshOptions(scene: Scene, options: Options): void {
  for (const field of options.values('o')) {
    const command = SSH_COMMAND.exec(field.text)?.[1]
    if (command && command !== 'none') {
      emit(scene, { kind: 'execute', source: 'inline', program: 'ssh option' })
      scene.runner.text(fork(scene), command.replace(/^["']|["']$/g, '').replace(/^;/, ''), EMPTY)
    }
  }
}

const ssh: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SSH, stopAtOperand: true })
  const [destination, ...command] = options.operands
  runSshOptions(scene, options)
  const host = destination?.text.split('@').at(-1) ?? ''
  if (options.has('R', 'D') || options.value('R', 'D'))
    signal(scene, 'other-tool', `ssh tunnel to ${host}`)
  emit(scene, { kind: 'network', host, direction: 'both' })
  if (call.stdin.taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  if (command.length > 0) {
    emit(scene, {
      kind: 'infrastructure',
      verb: 'run',
      resource: `${host}: ${command
        .map((field) => field.text)
        .join(' ')
        .slice(0, 120)}`,
    })
    // What runs there is judged as if its paths were system ones of this machine.
    const remote = {
      ...fork(scene),
      cwd: '/root',
      ground: { ...scene.ground, workspace: '/nowhere', home: '/root' },
      nested: true,
    }
    scene.runner.text(remote, command.map((field) => field.text).join(' '), call.stdin)
  }
  return { text: null, taint: TAINT.download }
}

function isRemote(text: string): boolean {
  return (
    /^(?:[\w.-]+@)?[\w.-]+:(?!\\)|^rsync:\/\/|^\w+::/.test(text) && !/^[A-Za-z]:[\\/]/.test(text)
  )
}

const remoteCopy: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: call.name === 'rsync' ? RSYNC : SCP })
  runCopyHelpers(scene, call, options)
  const target = options.operands.at(-1)
  const sources = options.operands.slice(0, -1)
  if (!target) return OPAQUE
  const read = readPaths(
    scene,
    sources.filter((field) => !isRemote(field.text)),
  )
  if (isRemote(target.text)) {
    const host = target.text.split(':')[0] ?? ''
    emit(scene, { kind: 'network', host, direction: 'upload' })
    if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', host)
    return OPAQUE
  }
  const from = sources.find((field) => isRemote(field.text))
  if (from) {
    emit(scene, { kind: 'network', host: from.text.split(':')[0] ?? '', direction: 'download' })
  }
  syncInto(scene, options, { target, out: from ? DOWNLOADED : read, sources })
  return OPAQUE
}

const RSYNC = valued(
  'e f T B M rsh rsync-path exclude include exclude-from include-from files-from backup-dir suffix temp-dir compare-dest link-dest copy-dest log-file bwlimit timeout port password-file partial-dir chmod chown out-format filter info',
)
const SCP = valued('c F i J l o P S D X')

/** Programs that a copy starts on this machine to reach the other side. */
function runCopyHelpers(scene: Scene, call: Invocation, options: Options): void {
  if (call.name !== 'rsync') runSshOptions(scene, options)
  const helper = options.value('e', 'rsh', 'S')
  if (helper && !/^ssh\b[\w\s@.,:=~/-]*$/.test(helper.text)) {
    scene.runner.text(fork(scene), helper.text, EMPTY)
  }
  const remoteHelper = options.value('rsync-path')
  if (remoteHelper) scene.runner.text(fork(scene), remoteHelper.text, EMPTY)
}

function syncInto(
  scene: Scene,
  options: Options,
  sync: { readonly target: Field; readonly out: Stream; readonly sources: readonly Field[] },
): void {
  const removes = options.has(
    'delete',
    'delete-after',
    'delete-before',
    'delete-excluded',
    'delete-during',
    'del',
  )
  if (removes) scene.runner.argv(scene, [plain('rm'), plain('-r'), sync.target], EMPTY)
  if (options.has('remove-source-files'))
    scene.runner.argv(scene, [plain('rm'), plain('-r'), ...sync.sources], EMPTY)
  const name = sync.sources.length === 1 ? sync.sources[0]?.text.split(/[/:]/).at(-1) : undefined
  const target =
    name && /\/$|^\.$/.test(sync.target.text)
      ? { ...sync.target, text: `${sync.target.text}/${name}` }
      : sync.target
  writePaths(scene, [target], sync.out)
}

const netcat: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('e c p s w q i g G X x T O I o exec sh-exec lua-exec ssl-cert ssl-key'),
  })
  const command = options.value('e', 'exec', 'c', 'sh-exec')
  const listens = options.has('l', 'listen')
  const host = options.operands[0]?.text ?? ''
  if (options.has('z') && !command) return OPAQUE
  if (command) flow(scene, 'network-to-shell', host)
  emit(scene, { kind: 'network', host, direction: listens ? 'listen' : 'both' })
  noteSentSecrets(scene, call.stdin.taint, host)
  if (call.stdin.text === null && call.stdin.taint === 0 && call.stdin !== EMPTY)
    signal(scene, 'other-tool', `data to ${host}`)
  return DOWNLOADED
}

const socat: Program = (scene, call) => {
  const ends = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const network = ends.find((end) =>
    /(?:tcp|udp|ssl|openssl|socks|sctp|vsock|proxy)\S*:/i.test(end),
  )
  const command = ends.find((end) => /^(?:exec|system|shell):/i.test(end))
  let taint = call.stdin.taint
  for (const end of ends) {
    const file = /^(?:open|file|gopen|rdonly|create?|creat):([^,!]+)/i.exec(end)?.[1]
    if (file) taint |= readPaths(scene, [plain(file)]).taint
  }
  if (command) taint |= runSocatCommand(scene, command)
  if (!network) return OPAQUE
  const listens = ends.some((end) => /listen/i.test(end))
  const host = network.split(':')[1] ?? ''
  emit(scene, { kind: 'network', host, direction: listens ? 'listen' : 'both' })
  if (taint & TAINT.secret) flow(scene, 'secret-to-network', network)
  if (command) flow(scene, 'network-to-shell', network)
  return DOWNLOADED
}

function runSocatCommand(scene: Scene, command: string): number {
  const [text = ''] = command
    .slice(command.indexOf(':') + 1)
    .split(/,(?:pty|stderr|setsid|sigint|sane|raw|echo|fork)/)
  return scene.runner.text(fork(scene), text.replace(/^['"]|['"]$/g, ''), OPAQUE).taint
}

/** Programs that send what they read or what stands in their arguments. */
const sender: Program = (scene, call) => {
  const host = call.args.find((field) => !field.text.startsWith('-'))?.text ?? ''
  let taint = call.stdin.taint
  for (const field of call.args) taint |= field.taint
  if (taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  else if (taint & TAINT.environment) flow(scene, 'environment-to-network', host)
  emit(scene, { kind: 'network', host, direction: 'upload' })
  return DOWNLOADED
}

/** Looks a name up: harmless unless the name carries data. */
const lookup: Program = (scene, call) => {
  let taint = call.stdin.taint
  for (const field of call.args) taint |= field.taint
  if (taint & (TAINT.secret | TAINT.environment)) flow(scene, 'secret-to-network', 'a name server')
  const whois = call.name === 'whois' && call.args.some((field) => field.text === '-p')
  if (whois) emit(scene, { kind: 'network', host: '', direction: 'upload' })
  return OPAQUE
}

const httpClient: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('a A o s p session auth output auth-type print style'),
  })
  const [first, ...others] = options.operands
  const named = first && /^[A-Z]+$/.test(first.text) ? first.text : null
  const [url, ...items] = named === null ? options.operands : others
  if (!url) return OPAQUE
  let taint = call.stdin.taint
  for (const item of items) taint |= itemTaint(scene, item)
  const sends = items.some((item) => /[=@]/.test(item.text) && !/==/.test(item.text)) || taint > 0
  const host = noteHosts(scene, [url], sends ? { text: null, taint } : null)
  noteMethod(scene, { method: named ?? 'GET', host, url: url.text, sends })
  const target = options.value('o', 'output')
  if (target) writePaths(scene, [target], DOWNLOADED)
  return isLocal(host) ? LOCAL_DATA : DOWNLOADED
}

/** What one `name=value` or `name@file` item carries. */
function itemTaint(scene: Scene, item: Field): number {
  const file = /(?:@|=@|:=@)(.+)$/.exec(item.text)?.[1]
  return item.taint | (file ? readPaths(scene, [plain(file)]).taint : TAINT.none)
}

const downloader: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('o d O P n s x k j i dir out') })
  const urls = options.operands.filter((field) => /[:.]/.test(field.text))
  noteHosts(scene, urls, null)
  const target = options.value('o', 'out', 'O')
  if (target) writePaths(scene, [target], DOWNLOADED)
  const hook = call.args.find((field) => /^--on-[\w-]+=/.test(field.text))
  if (hook) scene.runner.text(fork(scene), hook.text.slice(hook.text.indexOf('=') + 1), EMPTY)
  return DOWNLOADED
}

const tunnel: Program = (scene, call) => {
  const verb = call.args.find((field) => isDestructiveVerb(field.text))
  if (verb) emit(scene, { kind: 'infrastructure', verb: verb.text, resource: call.name })
  emit(scene, { kind: 'network', host: call.name, direction: 'listen' })
  return OPAQUE
}

/** Programs that talk to the network. */
export const networkPrograms: ProgramTable = {
  ...named('curl curlie', curl),
  ...named('wget wget2', wget),
  ...named('ssh autossh mosh sshpass-ssh', ssh),
  ...named('scp sftp rsync', remoteCopy),
  ...named('nc ncat netcat nc.openbsd nc.traditional', netcat),
  socat,
  ...named(
    'mail mailx sendmail mutt msmtp swaks telnet ftp lftp tftp ncftp ncftpput rlogin finger logger-net croc magic-wormhole wormhole ab sshfs rclone-upload',
    sender,
  ),
  ...named('dig nslookup host whois ping ping6 traceroute drill kdig', lookup),
  ...named('http https xh xhs', httpClient),
  ...named('aria2c axel youtube-dl yt-dlp lynx w3m links elinks fetch GET', downloader),
  ...named('ngrok cloudflared localtunnel lt bore chisel sshuttle', tunnel),
}
