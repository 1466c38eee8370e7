import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  isKnown,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { hostKind, judgeHost } from '../urls.ts'
import { DOWNLOADED, httpPrograms, noteSentSecrets } from './http-clients.ts'
import { ordersService } from './loopback-orders.ts'
import { type Options, readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteSentSources } from './project-data.ts'
import { noteLentKeys } from './shared-keys.ts'
import { givesShell, socat } from './socat.ts'
import { noteFetchLines, noteShellLines, noteTransferLines } from './transfer-lines.ts'
import { isDestructiveVerb } from './verbs.ts'

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
  const [destination, ...said] = options.operands
  const command = said[0]?.text === '--' ? said.slice(1) : said
  runSshOptions(scene, options)
  const host = destination?.text.split('@').at(-1) ?? ''
  if (options.has('R', 'D') || options.value('R', 'D'))
    signal(scene, 'other-tool', `ssh tunnel to ${host}`)
  emit(scene, { kind: 'network', host, direction: 'both' })
  let sent = call.stdin.taint | (destination?.taint ?? 0)
  for (const field of [...options.values('l', 'o'), ...command]) sent |= field.taint
  noteLentKeys(scene, options, host)
  noteSentSecrets(scene, sent, host)
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
  if (call.name === 'sftp') return transfer(scene, call, options)
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
    noteSentSecrets(scene, read.taint, host)
    return OPAQUE
  }
  const from = sources.find((field) => isRemote(field.text))
  if (from) {
    emit(scene, { kind: 'network', host: from.text.split(':')[0] ?? '', direction: 'download' })
  }
  syncInto(scene, options, { target, out: from ? DOWNLOADED : read, sources })
  return OPAQUE
}

/** A session of transfers: its lines, or the file that stands in the address. */
function transfer(scene: Scene, call: Invocation, options: Options): Stream {
  const batch = readPaths(scene, options.values('b'))
  noteTransferLines(scene, call.stdin.text ?? '', options.operands[0]?.text ?? '')
  noteShellLines(scene, call.stdin.text ?? '')
  const [source, target] = options.operands
  const [host = '', file] = source?.text.split('@').at(-1)?.split(':') ?? []
  if (file) writePaths(scene, [target ?? plain(baseName(file))], DOWNLOADED)
  noteSentSecrets(scene, batch.taint | call.stdin.taint, host)
  emit(scene, { kind: 'network', host, direction: 'both' })
  return OPAQUE
}

const RSYNC = valued(
  'e f T B M rsh rsync-path exclude include exclude-from include-from files-from backup-dir suffix temp-dir compare-dest link-dest copy-dest log-file bwlimit timeout port password-file partial-dir chmod chown out-format filter info',
)
const SCP = valued('c F i J l o P S D X b B R s')

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
  if (command) {
    if (givesShell(command.text)) flow(scene, 'network-to-shell', host)
    else scene.runner.text(fork(scene), command.text, OPAQUE)
  }
  const port = options.operands[1]?.text ?? ''
  connectTo(scene, { host, port, listens }, call.stdin)
  return DOWNLOADED
}

/** A plain connection; to a port of this machine it carries nothing away. */
function connectTo(
  scene: Scene,
  end: { readonly host: string; readonly port: string; readonly listens: boolean },
  stdin: Stream,
): void {
  const { host, port } = end
  if (scene.ground.ownPorts.includes(Number(port))) signal(scene, 'own-port', port)
  const local = hostKind(host) === 'local' && isKnown(port) && !ordersService(port, stdin)
  const direction = local ? 'download' : 'both'
  emit(scene, { kind: 'network', host, direction: end.listens ? 'listen' : direction })
  noteSentSecrets(scene, stdin.taint, host)
  noteSentSources(scene, stdin.taint, host)
  if (!local && stdin.text === null && stdin.taint === 0 && stdin !== EMPTY) {
    signal(scene, 'other-tool', `data to ${host}`)
  }
}

const ATTACHMENTS = valued(
  'A a s c b r f F t e h o P u p S attach attachments body from to server header port auth auth-user auth-password h-Subject data helo',
)

/** Programs that send what they read, what they are given to attach or what stands in their arguments. */
const sender: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: ATTACHMENTS })
  const server = call.name === 'swaks' ? options.value('s', 'server') : undefined
  const host = (server ?? options.operands[0])?.text.replace(/:\d+$/, '') ?? ''
  const files = [
    ...options.values('A', 'a', 'attach', 'attachments', 'body'),
    ...(SENDS_FILES.test(call.name) ? options.operands : []),
  ].map((field) => ({ ...field, text: field.text.replace(/^@/, '') }))
  const lines = [...call.args.map((field) => field.text), call.stdin.text ?? '']
  if (TRANSFERS.test(call.name)) {
    const words = lines.slice(0, -1).join(' ').replace(/ -c /g, '\n')
    noteTransferLines(scene, `${words}\n${lines.join('\n')}`, host)
    noteFetchLines(scene, `${words}\n${lines.join('\n')}`)
    noteShellLines(scene, lines.at(-1) ?? '')
  }
  let { taint } = call.stdin
  const named = files.filter((field) => /[./~]/.test(field.text) && !field.text.includes('@'))
  if (named.length > 0) taint |= readPaths(scene, named).taint
  for (const field of call.args) taint |= field.taint
  noteSentSecrets(scene, taint, host)
  noteSentSources(scene, taint, host)
  const isProbe = hostKind(host) === 'local' && taint === TAINT.none
  emit(scene, { kind: 'network', host, direction: isProbe ? 'download' : 'upload' })
  return DOWNLOADED
}

const TRANSFERS = /^(?:s?ftp|lftp|tftp|ncftp|cadaver|smbclient)$/
const SENDS_FILES =
  /^(?:pastebinit|wgetpaste|nopaste|gist|gist-paste|ffsend|transfer|ncftpput|wormhole|croc|magic-wormhole|pb|0x0|termbin|share|upload|dcc|curlftpfs|bashupload|oshi|share-file)$/

/** Asks another machine about a person: what is asked leaves. */
const finger: Program = (scene, call) => {
  const remote = call.args.find((field) => field.text.includes('@'))
  if (!remote) return OPAQUE
  noteSentSecrets(scene, remote.taint | call.stdin.taint, remote.text)
  emit(scene, { kind: 'network', host: remote.text.split('@').at(-1) ?? '', direction: 'upload' })
  return DOWNLOADED
}

/** Looks a name up: harmless unless the name carries data. */
const lookup: Program = (scene, call) => {
  let taint = call.stdin.taint
  for (const field of call.args) taint |= field.taint
  if (taint & (TAINT.secret | TAINT.environment | TAINT.credential)) {
    flow(scene, 'secret-to-network', 'a name server')
  }
  const whole = call.args.some((field) => /^(?:axfr|ixfr(?:=\d+)?)$/i.test(field.text))
  if (whole) signal(scene, 'other-tool', 'asks for every name of a domain')
  const whois = call.name === 'whois' && call.args.some((field) => field.text === '-p')
  if (whois) emit(scene, { kind: 'network', host: '', direction: 'upload' })
  const texts = call.args.some((field) =>
    /^(?:-t=?|-type=|-q=?)?(?:txt|any|null|caa)$/i.test(field.text),
  )
  return texts ? DOWNLOADED : OPAQUE
}

/** Serves a folder: the project's own on this machine is everyday work. */
const fileServer: Program = (scene, call) => {
  if (call.name === 'caddy' && call.args[0]?.text !== 'file-server') return OPAQUE
  const options = readOptions(call.args, { valued: valued('p l listen port root r d path n') })
  const folder = options.value('root', 'r', 'd', 'path') ?? options.operands.at(-1)
  const place = folder ? touch(scene, folder).place : 'project'
  if (place !== 'project' && place !== 'temporary') {
    emit(scene, { kind: 'network', host: '0.0.0.0', direction: 'listen' })
  }
  return OPAQUE
}

/** Talks over a web socket: what it is fed or told to send goes out. */
const webSocket: Program = (scene, call) => {
  const address = call.args.find((field) => /^wss?:/.test(field.text))
  if (!address) return OPAQUE
  const host = judgeHost(scene, address.text)
  const message = call.args.some((field) => /^(?:-x|--execute)$/.test(field.text))
  const fed = call.stdin !== EMPTY || message
  let { taint } = call.stdin
  for (const field of call.args) taint |= field.taint
  noteSentSecrets(scene, taint, host)
  noteSentSources(scene, taint, host)
  const sends = fed && hostKind(host) !== 'local'
  emit(scene, { kind: 'network', host, direction: sends ? 'upload' : 'download' })
  return DOWNLOADED
}

const tunnel: Program = (scene, call) => {
  if (call.args.length === 1 && ABOUT_ITSELF.test(call.args[0]?.text ?? '')) return OPAQUE
  const verb = call.args.find((field) => isDestructiveVerb(field.text))
  if (verb) emit(scene, { kind: 'infrastructure', verb: verb.text, resource: call.name })
  emit(scene, { kind: 'network', host: call.name, direction: 'listen' })
  signal(scene, 'other-tool', `${call.name} opens this machine to others`)
  return OPAQUE
}

/** What a program is asked about itself. */
const ABOUT_ITSELF = /^(?:--?version|version|--help|help|-h|-V)$/

/** Programs that talk to the network. */
export const networkPrograms: ProgramTable = {
  ...httpPrograms,
  ...named('ssh autossh mosh sshpass-ssh', ssh),
  ...named('scp sftp rsync', remoteCopy),
  ...named('nc ncat netcat nc.openbsd nc.traditional', netcat),
  socat,
  finger,
  ...named('websocat wscat wsdump', webSocket),
  ...named(
    'http-server serve live-server lite-server sirv miniserve darkhttpd static-server twistd',
    fileServer,
  ),
  sshd: (scene, call) => {
    // It only checks or shows its settings.
    if (call.args.some(({ text }) => /^-[tTV]$/.test(text))) return OPAQUE
    emit(scene, { kind: 'network', host: '', direction: 'listen' })
    return call.stdin
  },
  ...named(
    'mail mailx sendmail mutt msmtp swaks telnet ftp lftp tftp ncftp ncftpput rlogin logger-net croc magic-wormhole wormhole sshfs pastebinit wgetpaste nopaste gist gist-paste ffsend sendEmail sendemail s-nail nail neomutt alpine curlftpfs cadaver davfs2 smbclient transfer bashupload oshi put.io share-file',
    sender,
  ),
  ...named(
    'dig nslookup host whois ping ping6 traceroute tracepath mtr hping3 nping fping arping drill kdig delv dog doggo resolvectl ab wrk hey',
    lookup,
  ),
  ...named(
    'ngrok cloudflared localtunnel lt bore chisel sshuttle frpc frps inlets localhost.run pagekite rathole zrok telebit tmate upterm gost iodine dnscat2 ptunnel stunnel ligolo-agent',
    tunnel,
  ),
}
