import { TAINT } from '../findings.ts'
import {
  deletePaths,
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
  spend,
  touch,
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { judgeHost } from '../urls.ts'
import { walkCode } from './code/walk-code.ts'
import { noteForeignCalls } from './foreign-calls.ts'
import { noteHomeLoss } from './home-loss.ts'
import { noteOwnPlaces } from './own-program.ts'
import { noteOwnPortInCode } from './own-reach.ts'
import { noteReachInCode } from './reach-acts.ts'
import { noteCarriedCommands } from './unknown-program.ts'

const MAX_CODE = 32 * 1024

/** Calls that pass text to a shell, in the languages agents write inline. */
const SHELL_CALL =
  /(?:\bos\s*\.\s*(?:system|popen\w*|exec\w*|spawn\w*|posix_spawn\w*)|\bsubprocess\s*\.\s*\w+|\bpty\s*\.\s*spawn|\b(?:exec|execSync|execFile|execFileSync|spawn|spawnSync|fork)|\bsystem|\bshell_exec|\bpassthru|\bpopen|\bproc_open|\bpcntl_exec|\bqx|\bIO\s*\.\s*popen|\bKernel\s*\.\s*\w+|\bOpen3\s*\.\s*\w+|\bos\s*\.\s*execute|\bio\s*\.\s*popen|\bdo\s+shell\s+script|\bProcess\s*\.\s*spawn|\brun|\bcheck_(?:call|output)|\bgetoutput|\bgetstatusoutput|\bcall|\bPopen|\bDeno\s*\.\s*Command|\bBun\s*\.\s*\$?\w*|\bopen\s+\||\bspawn)\s*[([{'"`%/]?/g

const DELETES =
  /\b(?:rmtree|remove_tree|rmSync|rmdirSync|unlinkSync|unlink|rimraf|rm_rf|rm_r|removedirs|remove|rmdir|rm|RemoveAll|remove_entry|deleteSync|emptyDirSync|delete)\s*\(?\s*(?:f?r?(['"`])((?:(?!\1)[^\\]|\\.){0,300})\1|([^)\n;]{0,80}))/g
const RECURSIVE = /rmtree|remove_tree|rmSync|rimraf|rm_rf|rm_r|recursive|RemoveAll|emptyDir/

const OPENS_FOR_WRITE =
  /\b(?:open|fopen|writeFileSync|writeFile|appendFileSync|appendFile|write_text|write_bytes|file_put_contents|File\.write|createWriteStream|copyfile|copy2?|copyFileSync|move|renameSync|rename|symlink|symlinkSync|chmodSync|chmod)\s*\(?\s*(?:f?r?(['"`])((?:(?!\1)[^\\]|\\.){1,300})\1)/g
const WRITE_MODE = /^\s*,\s*(?:mode\s*=\s*)?['"`][^'"`]{0,4}[wax+>]/

const READS =
  /\b(?:open|fopen|readFileSync|readFile|read_text|read_bytes|file_get_contents|File\.(?:read|open)|createReadStream|Path|readlines|slurp|expanduser|load_dotenv)\s*\(?\s*(?:f?r?(['"`])((?:(?!\1)[^\\]|\\.){1,300})\1)/g

const NETWORK =
  /\burllib|\burlopen|\brequests\s*\.|\bhttpx|\baiohttp|\bhttp\s*\.\s*client|\bhttps?['"`]?\s*\)?\s*\.\s*(?:get|request|post)|\bfetch\s*\(|\bNet::HTTP|\bLWP|\bIO::Socket|\bsocket\b|\bTCPSocket|\bfsockopen|\bcurl_exec|\bnet\s*['"`]?\s*\)?\s*\.\s*(?:connect|createConnection|Socket)|\bsmtplib|\bftplib|\bparamiko|\btelnetlib|\bdgram|\btls\s*\.\s*connect|\bxmlrpc|\bWebSocket|\baxios|\bhttplib|\burllib2|\bsocks?\b/
const SOCKET_SHELL =
  /dup2\s*\(|pty\s*\.\s*spawn|\/bin\/(?:ba|z|da)?sh|fileno\s*\(\)|child_process[\s\S]{0,200}(?:net|Socket)/
const UPLOADS =
  /\.post\s*\(|\.put\s*\(|method\s*[:=]\s*['"](?:POST|PUT)|\bdata\s*=|\bsend(?:all|to|file)?\s*\(|\bbody\s*:|\.write\s*\(|\burlopen\s*\([^)]*,/
const OPAQUE_EXECUTION =
  /\b(?:exec|eval|compile|Function|runInThisContext|instance_eval|class_eval|loadstring|load|__import__|create_function|assert|marshal\.loads|pickle\.loads)\s*\(/
const DECODES =
  /\bb(?:ase)?64|\batob\b|\bfromhex|unhexlify|\bcodecs\b|\brot13|\bunpack\b|\bBuffer\s*\.\s*from|fromCharCode|\bdecode\s*\(|\bzlib|\bMIME::|\bpack\s*\(|\bchr\s*\(|\(\s*chr\s*,|\bbytes\s*\(|\[::-1\]/
const ENVIRONMENT =
  /\bos\s*\.\s*environ\b(?!\s*(?:\.get\s*\(|\[)\s*['"](?:HOME|PATH|PWD|USER|CI|NODE_ENV)['"])|\bprocess\s*\.\s*env\b(?!\.\w)|\bENV\b(?!\[)|%ENV|getenv\s*\(\s*\)/
const REACHES_SYSTEM =
  /\bctypes\b|\bos\s*\.\s*(?:setuid|setgid|kill|killpg|fork|mkfifo|chroot)|\bprocess\s*\.\s*(?:kill|setuid)|\bsignal\.SIGKILL|\bposix\.|\bfork\s*(?:\(\)|while|;)/

/** Looks into inline code for what it would do; answers the taint of what it prints. */
export function judgeCode(scene: Scene, run: CodeRun): number {
  return readCode(scene, run).taint
}

/** Looks into inline code for what it would do; answers what it prints as far as that is known. */
export function readCode(scene: Scene, run: CodeRun): Stream {
  const code = run.code.slice(0, MAX_CODE)
  if (run.code.length > MAX_CODE) signal(scene, 'inline-opaque', 'too long to read')
  else if (UNKNOWN_STATEMENT.test(code)) signal(scene, 'inline-opaque', 'code that is not known')
  if (!spend(scene, code.length >> 5)) return { text: null, taint: TAINT.none }
  noteShapes(scene, run.language, code)
  noteHomeLoss(scene, code)
  noteOwnPlaces(scene, code)
  noteOwnPortInCode(scene, code)
  noteReachInCode(scene, code)
  if (COMMAND_LINE.test(code))
    noteCarriedCommands(
      scene,
      code
        .trim()
        .split(/\s+/)
        .map((word) => plain(word)),
    )
  const from = scene.findings.effects.length
  const read = walkCode(scene, { ...run, code })
  if (RAW_SOCKET.test(code)) noteSecretsOnSocket(scene, code, from)
  else noteNamedSecretsSent(scene, code)
  if (read && !read.broken) {
    const missed = read.out.text === '' && PRINTS.test(code)
    return missed ? { ...read.out, text: null } : read.out
  }
  const taint = searchCode(scene, { ...run, code })
  return { text: null, taint: taint | (read?.out.taint ?? TAINT.none) }
}

/** A statement that begins with text nobody knows; inside one it is a value. */
const UNKNOWN_STATEMENT = /(?:^|[\n;{])[ \t]*\uFFFC/

/** Libraries and functions that bring files or bodies to other machines. */
const BRINGS_AWAY =
  /\bupload_?file\w*\s*\(|\.put_object\s*\(|\.(?:put|putfo|storbinary|storlines|sendmail|send_message)\s*\(|\bcurl_exec\b|\bCURLOPT_POSTFIELDS\b|\bhttp\.(?:Post|NewRequest)\s*\(|\bHTTP\.(?:post|put)\s*\(|\bhttr2?::(?:POST|PUT)|\burl-request-data\b|\breqwest\b|\bureq\b|\bconnect\s*\(\s*["'][\w.-]+\.[a-z]{2,}["']\s*,\s*\d+/
/** Words before a text that says who calls. */
const SAYS_WHO =
  /(?:key_?file(?:name)?|pkey|cert\w*|verify|cred\w*|service_account\w*|identity\w*|private_?key|config\w*|auth\w*|token\w*|profile|known_hosts)\W{0,12}$/i

/** Keys that code names beside a function that brings what it is given to another machine. */
function noteNamedSecretsSent(scene: Scene, code: string): void {
  if (!BRINGS_AWAY.test(code)) return
  const host = hostIn(code, undefined)
  if (/^(?:localhost|127\.|::1)/.test(host)) return
  for (const match of code.matchAll(/["'`]([~/][^\s"'`]{2,200})["'`]/g)) {
    const { secret, place } = touch(scene, plain(match[1] ?? ''))
    const before = code.slice(Math.max(0, match.index - 40), match.index)
    if (!secret || place === 'project' || SAYS_WHO.test(before)) continue
    flow(scene, 'secret-to-network', host)
    return
  }
}

/** A plain connection, whose side that writes is not read. */
const RAW_SOCKET =
  /\bIO::Socket\b|\b(?:TCP|UDP|UNIX)Socket\b|\bp?fsockopen\b|\bstream_socket_client\b|\bsocket_connect\b|\bSocket\.tcp\b|\bnet\.(?:connect|createConnection)\b|\bnet\.Dial\b|\bTcpClient\b|\bnew Socket\(/

/** Keys that code reads beside a connection to another machine leave by it. */
function noteSecretsOnSocket(scene: Scene, code: string, from: number): void {
  const host = hostIn(code, undefined) || (/["'](\d+\.\d+\.\d+\.\d+)/.exec(code)?.[1] ?? '')
  if (/^(?:localhost|127\.|::1)/.test(host)) return
  const key = scene.findings.effects
    .slice(from)
    .some(
      (effect) =>
        effect.kind === 'read' &&
        effect.paths.some((path) => path.secret && path.place !== 'project'),
    )
  if (key) flow(scene, 'secret-to-network', host)
}

/** Code that prints although nothing printed was seen. */
const PRINTS = /\b(?:echo|print\w*|puts|say|write|console|stdout|p|pp|put)\b/i

/** Searches code of a language that is not read token by token for known shapes. */
function searchCode(scene: Scene, run: CodeRun): number {
  const { code } = run
  if (usesShell(run.language, code)) noteShellUse(scene, code)
  if (/^(?:tclsh|wish|expect)$/.test(run.language)) runTcl(scene, code)
  const foreign = noteForeignCalls(scene, run.language, code)
  noteDeletes(scene, code)
  const taint =
    foreign | noteFiles(scene, code) | (ENVIRONMENT.test(code) ? TAINT.environment : TAINT.none)
  if (NETWORK.test(code)) noteNetwork(scene, code, taint | run.stdin.taint)
  noteBuiltCode(scene, run.language, code)
  return taint
}

/** A line of shell where another language is expected. */
const COMMAND_LINE = /^\s*[a-z][\w.-]{0,30}\s+-\w[^\n;(]{0,200}$/

/** Code in some language and what it is fed. */
export interface CodeRun {
  readonly language: string
  readonly code: string
  readonly stdin: Stream
  /** What the code gets as its arguments. */
  readonly args?: readonly Field[] | undefined
}

const FORKS_WITHOUT_END =
  /\bwhile\b[\s(]{0,3}(?:True|true|1|:)[\s)]{0,3}[^\n]{0,20}[\s{:]{1,20}(?:\w{1,20}\s*=\s*)?(?:os\s*\.\s*|pcntl_)?fork\b|\bfork\s+while\s+(?:fork\b|1\b|true\b)|\bwhile\s*\(?\s*fork\b(?!\s*\(\s*\)\s*[=!<>])|\bloop\s*(?:do|\{)\s*fork\b|\bfor\s*\(\s*;\s*;\s*\)\s*\{?\s*(?:pcntl_)?fork\b/

const ESCAPES_BY_OBJECTS =
  /__(?:subclasses|globals|getattribute|mro|bases)__|\bprocess\s*\.\s*binding\b/

/** Libraries that run code which comes with what they load. */
const FOREIGN_CODE = /\btrust_remote_code\s*=\s*True|\btorch\.hub\.load\s*\(\s*["'][\w-]+\//
/** A pipeline of a fetch into a shell, in languages that have pipelines. */
const FETCHED_PIPE = /pipeline\(\s*`(?:curl|wget)\b[^`]{0,300}`\s*,\s*`(?:ba|z|da)?sh\b/
/** What a connection says goes into a program, and what that says goes back. */
const PIPES_SHELL =
  /\.pipe\(\s*\w+\.stdin\b[\s\S]{0,400}\.stdout\.pipe\(|\.stdout\.pipe\([\s\S]{0,400}\.pipe\(\s*\w+\.stdin\b/

/** Dangers that show in the shape of the code, whatever its language. */
function noteShapes(scene: Scene, language: string, code: string): void {
  if (code.includes('$`')) runTaggedTexts(scene, code)
  if (code.includes('fork') && FORKS_WITHOUT_END.test(code)) signal(scene, 'fork-bomb', language)
  if (ESCAPES_BY_OBJECTS.test(code)) {
    signal(scene, 'inline-opaque', `${language} code that reaches around its names`)
  }
  if (FOREIGN_CODE.test(code))
    signal(scene, 'foreign-source', 'code that a stranger put beside data')
  if (FETCHED_PIPE.test(code)) flow(scene, 'download-to-execute', language)
  if (PIPES_SHELL.test(code) && /\bnet\b|Socket/.test(code)) {
    flow(scene, 'network-to-shell', hostIn(code, undefined))
  }
  if (SOCKET.test(code) && NETWORK.test(code) && SOCKET_SHELL.test(code)) {
    flow(scene, 'network-to-shell', hostIn(code, undefined))
  }
}

/** Code that runs text it decodes, fetches or puts together, or reaches below the language. */
function noteBuiltCode(scene: Scene, language: string, code: string): void {
  if (REACHES_SYSTEM.test(code)) {
    signal(scene, 'inline-opaque', `${language} code that reaches into the system`)
  }
  if (!OPAQUE_EXECUTION.test(code) || onlySafeExecution(code)) return
  if (DECODES.test(code)) flow(scene, 'decoded-to-execute', language)
  else if (NETWORK.test(code)) flow(scene, 'download-to-execute', language)
  else signal(scene, 'inline-opaque', `${language} code that builds more code`)
}

const SAFE_CALL = /^(?:compile|load|assert|__import__|exec)/
const SAFE_USE =
  /\bre\.compile|\bjson\.load|\byaml\.|\.exec\s*\(|\bassert\s*\(|__import__\s*\(\s*['"](?:json|sys|re|math|os|pathlib|platform|numpy|torch)['"]/
const UNSAFE_USE =
  /(?<![.\w])exec\s*\(|\beval\s*\(|__import__\s*\(\s*['"](?:subprocess|base64|socket|ctypes)/

function onlySafeExecution(code: string): boolean {
  const found = code.match(new RegExp(OPAQUE_EXECUTION, 'g')) ?? []
  return (
    found.every((call) => SAFE_CALL.test(call)) && SAFE_USE.test(code) && !UNSAFE_USE.test(code)
  )
}

/** `spawn` and `exec` of Tcl and expect take bare words. */
function runTcl(scene: Scene, code: string): void {
  for (const match of code.matchAll(/\b(?:spawn|exec|open\s+"?\|)\s+([^;\n\]"]{1,300})/g)) {
    scene.runner.text(fork(scene, { nested: true }), match[1] ?? '', EMPTY)
  }
  const host = /\bsocket\s+(?:-\w+\s+)*([\w.-]+)\s+\d+/.exec(code)?.[1]
  if (host && /\bexec\s+\$|\beval\b[^;\n]{0,40}\bexec\b/.test(code))
    flow(scene, 'network-to-shell', host)
}

const SHELL_MODULE =
  /\b(?:subprocess|child_process|os\s*\.\s*(?:system|popen|exec|spawn)|pty|shell_exec|passthru|proc_open|popen|Open3|pcntl|execSync|spawnSync|Deno\.Command)\b/
const SHELL_LANGUAGE =
  /perl|ruby|php|lua|awk|tclsh|expect|vim|osascript|elixir|erl|julia|^r$|rscript|groovy|guile|gdb|irb|scala/
const SHELL_WORD = /\b(?:system|exec|spawn|execute|shell|open|run|pipe|cmd)\b|`|%x|\bqx\b|Process/
const SHELL_FUNCTION = /\b(?:system|popen|exec[lv]\w*|spawn[lv]\w*)\b/

function usesShell(language: string, code: string): boolean {
  if (SHELL_MODULE.test(code)) return true
  if (SHELL_LANGUAGE.test(language)) return SHELL_WORD.test(code)
  return /\bos\b/.test(code) && SHELL_FUNCTION.test(code)
}

/** `$` before a template runs it as a command, as libraries for shell scripts in JavaScript have it. */
function runTaggedTexts(scene: Scene, code: string): void {
  for (const [, text = ''] of [...code.matchAll(/\$`([^`]{2,400})`/g)].slice(0, 8)) {
    scene.runner.text(fork(scene, { nested: true }), text.replace(/\$\{[^}]*\}/g, '\uFFFC'), EMPTY)
  }
}

function noteShellUse(scene: Scene, code: string): void {
  runShellTexts(scene, code)
  if (/['"]\/bin\/(?:ba|z|da|k)?sh['"]/.test(code) && !/['"]-c['"]/.test(code)) {
    signal(scene, 'carries-command', 'a shell')
  }
}

/** Runs the string literals of shell calls as shell text, argument lists as commands. */
function runShellTexts(scene: Scene, code: string): void {
  const inner = fork(scene, { nested: true })
  for (const match of [...code.matchAll(SHELL_CALL)].slice(0, 16)) {
    const from = match.index + match[0].length - 1
    const region = code.slice(from, from + 600)
    const literals = stringLiterals(region.split(/\n\s*\n|;\s*\n/)[0] ?? region)
    if (literals.length > 0) runLiterals(inner, region, literals)
    else if (/^[([]/.test(region) && /system|popen|subprocess|exec|spawn/i.test(match[0])) {
      signal(scene, 'inline-opaque', 'a shell command that is computed')
    }
  }
  for (const match of [...code.matchAll(/`([^`]{2,400})`/g)].slice(0, 8)) {
    const text = match[1] ?? ''
    if (!text.includes('${')) scene.runner.text(inner, text, EMPTY)
  }
}

const LIST_OF_WORDS =
  /^\s*\(?\s*\[|^[([]?\s*\(?['"][^'"\s]+['"]\s*,|^\(\s*['"][\w./-]+['"]\s*,\s*\[/
const COMPUTED = /^\(?\s*(?:f['"]|['"][^'"]*['"]\s*(?:%|\+\s*\w|\.format|\.\s*\$))/

function runLiterals(scene: Scene, region: string, literals: readonly string[]): void {
  const [first = ''] = literals
  if (LIST_OF_WORDS.test(region) && !/\s/.test(first)) {
    const argv = literals.slice(0, 24).map((text) => plain(text))
    scene.runner.argv(scene, argv, EMPTY)
    return
  }
  const joined = /['"]\s*\+\s*['"]/.test(region) ? literals.join('') : first
  const text = COMPUTED.test(region) ? joined.replace(/\{[^}]*\}|%s/g, UNKNOWN) : joined
  scene.runner.text(scene, text, EMPTY)
}

/** Quoted strings at the start of a region, with simple escapes resolved. */
function stringLiterals(region: string): string[] {
  const found: string[] = []
  for (const match of region.matchAll(/(['"])((?:(?!\1)[^\\\n]|\\.){0,400})\1/g)) {
    if (found.length >= 24) break
    found.push((match[2] ?? '').replace(/\\(['"\\])/g, '$1').replace(/\\n/g, '\n'))
  }
  return found
}

const COLLECTION = /(?:list|set|dict|arr|items|queue|map|cache)\w*\.(?:remove|delete)/i
const SURELY_DELETES = /rmtree|rmSync|rimraf|rm_rf|remove_tree|unlink|RemoveAll|removedirs|rmdir/

function noteDeletes(scene: Scene, code: string): void {
  for (const match of [...code.matchAll(DELETES)].slice(0, 8)) {
    const target = deletedBy(match, code)
    if (target) deletePaths(scene, [target], RECURSIVE.test(code))
  }
}

/** The path that a call deletes, or null when it is no deletion of a file. */
function deletedBy(match: RegExpMatchArray, code: string): Field | null {
  const [call, , literal, expression] = match
  const at = match.index ?? 0
  const surely = SURELY_DELETES.test(call)
  const isCall = call.includes('(') && !COLLECTION.test(code.slice(Math.max(0, at - 20), at + 8))
  if (literal) return surely || (isCall && /[/~.]/.test(literal)) ? pathField(literal) : null
  return surely && isCall ? plain(homeOrUnknown(expression ?? '')) : null
}

function homeOrUnknown(expression: string): string {
  if (/expanduser|homedir|Path\.home|\bHOME\b|Dir\.home/.test(expression)) return '~'
  return UNKNOWN
}

function pathField(text: string): Field {
  return { text, glob: /[*?[]/.test(text), taint: TAINT.none }
}

function noteFiles(scene: Scene, code: string): number {
  for (const match of [...code.matchAll(OPENS_FOR_WRITE)].slice(0, 8)) {
    const path = pathField(match[2] ?? '')
    const end = match.index + match[0].length
    const onlyReads = /^f?open/.test(match[0]) && !WRITE_MODE.test(code.slice(end, end + 24))
    if (onlyReads) continue
    if (/^(?:copy|move|rename|symlink)/.test(match[0])) readPaths(scene, [path])
    else writePaths(scene, [path], { text: null, taint: TAINT.none })
  }
  let taint: number = TAINT.none
  for (const match of [...code.matchAll(READS)].slice(0, 12)) {
    taint |= readPaths(scene, [pathField(match[2] ?? '')]).taint
  }
  return taint
}

const ADDRESS =
  /['"]((?:\d{1,3}\.){3}\d{1,3}|[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,8})['"]\s*,\s*\d+/i
const SOCKET = /\bsocket|TCPSocket|fsockopen|net\b/
const LISTENS = /\b(?:listen|bind)\s*\(|createServer|TCPServer|HTTPServer/

function noteNetwork(scene: Scene, code: string, taint: number): void {
  const url = /https?:\/\/([^\s'"`)\\]{1,200})/.exec(code)
  const host = hostIn(code, url?.[1])
  if (url) judgeHost(scene, url[0])
  if (SOCKET.test(code) && SOCKET_SHELL.test(code)) flow(scene, 'network-to-shell', host)
  const isLocal = /^(?:localhost|127\.|0\.0\.0\.0|::1)/.test(host)
  const uploads = UPLOADS.test(code)
  if (!isLocal) noteSent(scene, host, uploads ? taint : taint & TAINT.secret)
  const direction = directionOf(code, uploads, isLocal)
  if (host !== '' || direction !== 'download' || uploads) {
    emit(scene, { kind: 'network', host, direction })
  }
}

function directionOf(
  code: string,
  uploads: boolean,
  isLocal: boolean,
): 'listen' | 'upload' | 'download' {
  if (uploads) return isLocal ? 'download' : 'upload'
  return LISTENS.test(code) ? 'listen' : 'download'
}

function hostIn(code: string, address: string | undefined): string {
  return address?.split(/[/:?#]/)[0] ?? ADDRESS.exec(code)?.[1] ?? ''
}

function noteSent(scene: Scene, host: string, taint: number): void {
  if (taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  else if (taint & TAINT.environment) flow(scene, 'environment-to-network', host)
}
