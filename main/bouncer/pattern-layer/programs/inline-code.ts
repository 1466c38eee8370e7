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
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { judgeHost } from '../urls.ts'

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
  /\bb(?:ase)?64|\batob\b|\bfromhex|unhexlify|\bcodecs\b|\brot13|\bunpack\b|\bBuffer\s*\.\s*from|fromCharCode|\bdecode\s*\(|\bzlib|\bMIME::|\bpack\s*\(|\bchr\s*\(|\bbytes\s*\(|\[::-1\]/
const ENVIRONMENT =
  /\bos\s*\.\s*environ\b(?!\s*(?:\.get\s*\(|\[)\s*['"](?:HOME|PATH|PWD|USER|CI|NODE_ENV)['"])|\bprocess\s*\.\s*env\b(?!\.\w)|\bENV\b(?!\[)|%ENV|getenv\s*\(\s*\)/
const REACHES_SYSTEM =
  /\bctypes\b|\bos\s*\.\s*(?:setuid|setgid|kill|killpg|fork|mkfifo|chroot)|\bprocess\s*\.\s*(?:kill|setuid)|\bsignal\.SIGKILL|\bposix\.|\bfork\s*(?:\(\)|while|;)/

/** Looks into inline code for what it would do; answers the taint of what it prints. */
export function judgeCode(
  scene: Scene,
  run: { readonly language: string; readonly code: string; readonly stdin: Stream },
): number {
  const code = run.code.slice(0, MAX_CODE)
  if (run.code.length > MAX_CODE) signal(scene, 'inline-opaque', 'too long to read')
  const usesNetwork = NETWORK.test(code)
  if (usesShell(run.language, code)) {
    runShellTexts(scene, code)
    if (/['"]\/bin\/(?:ba|z|da|k)?sh['"]/.test(code) && !/['"]-c['"]/.test(code)) {
      signal(scene, 'carries-command', 'a shell')
    }
  }
  if (/^(?:tclsh|wish|expect)$/.test(run.language)) runTcl(scene, code)
  noteDeletes(scene, code)
  const taint = noteFiles(scene, code) | (ENVIRONMENT.test(code) ? TAINT.environment : 0)
  if (usesNetwork) noteNetwork(scene, code, taint | run.stdin.taint)
  if (OPAQUE_EXECUTION.test(code) && !onlySafeExecution(code)) {
    if (DECODES.test(code)) flow(scene, 'decoded-to-execute', run.language)
    else if (usesNetwork) flow(scene, 'download-to-execute', run.language)
    else signal(scene, 'inline-opaque', `${run.language} code that builds more code`)
  }
  if (REACHES_SYSTEM.test(code))
    signal(scene, 'inline-opaque', `${run.language} code that reaches into the system`)
  return taint
}

function onlySafeExecution(code: string): boolean {
  const found = code.match(new RegExp(OPAQUE_EXECUTION, 'g')) ?? []
  return (
    found.every((call) => /^(?:compile|load|assert|__import__|exec)/.test(call)) &&
    /\bre\.compile|\bjson\.load|\byaml\.|\.exec\s*\(|\bassert\s*\(|__import__\s*\(\s*['"](?:json|sys|re|math|os|pathlib|platform|numpy|torch)['"]/.test(
      code,
    ) &&
    !/(?<![.\w])exec\s*\(|\beval\s*\(|__import__\s*\(\s*['"](?:subprocess|base64|socket|ctypes)/.test(
      code,
    )
  )
}

/** `spawn` and `exec` of Tcl and expect take bare words. */
function runTcl(scene: Scene, code: string): void {
  for (const match of code.matchAll(/\b(?:spawn|exec|open\s+"?\|)\s+([^;\n\]"]{1,300})/g)) {
    scene.runner.text(fork(scene, { nested: true }), match[1] ?? '', EMPTY)
  }
}

function usesShell(language: string, code: string): boolean {
  if (
    /\b(?:subprocess|child_process|os\s*\.\s*(?:system|popen|exec|spawn)|pty|shell_exec|passthru|proc_open|popen|Open3|pcntl|execSync|spawnSync|Deno\.Command)\b/.test(
      code,
    )
  )
    return true
  if (
    /perl|ruby|php|lua|awk|tclsh|expect|vim|osascript|elixir|erl|julia|^r$|rscript|groovy|guile|gdb|irb|scala/.test(
      language,
    )
  ) {
    return /\b(?:system|exec|spawn|execute|shell|open|run|pipe|cmd)\b|`|%x|\bqx\b|Process/.test(
      code,
    )
  }
  return /\bos\b[\s\S]*\b(?:system|popen|exec[lv]\w*|spawn[lv]\w*)\b/.test(code)
}

/** Runs the string literals of shell calls as shell text, argument lists as commands. */
function runShellTexts(scene: Scene, code: string): void {
  const inner = fork(scene, { nested: true })
  let ran = 0
  for (const match of code.matchAll(SHELL_CALL)) {
    if (ran >= 12) break
    const from = (match.index ?? 0) + match[0].length - 1
    const region = code.slice(from, from + 600)
    const literals = stringLiterals(region.split(/\n\s*\n|;\s*\n/)[0] ?? region)
    if (literals.length === 0) {
      if (/^[([]/.test(region) && /system|popen|subprocess|exec|spawn/i.test(match[0])) {
        signal(scene, 'inline-opaque', 'a shell command that is computed')
        ran++
      }
      continue
    }
    ran++
    runLiterals(inner, region, literals)
  }
  for (const match of code.matchAll(/`([^`]{2,400})`/g)) {
    if (ran++ < 16 && !/\$\{/.test(match[1] ?? '')) scene.runner.text(inner, match[1] ?? '', EMPTY)
  }
}

function runLiterals(scene: Scene, region: string, literals: readonly string[]): void {
  const [first = ''] = literals
  const isList =
    /^\s*\(?\s*\[|^[([]?\s*\(?['"][^'"\s]+['"]\s*,/.test(region) ||
    /^\(\s*['"][\w./-]+['"]\s*,\s*\[/.test(region)
  if (isList && !/\s/.test(first)) {
    scene.runner.argv(
      scene,
      literals.slice(0, 24).map((text) => plain(text)),
      EMPTY,
    )
    return
  }
  const joined = /['"]\s*\+\s*['"]/.test(region) ? literals.join('') : first
  const computed = /^\(?\s*(?:f['"]|['"][^'"]*['"]\s*(?:%|\+\s*\w|\.format|\.\s*\$))/.test(region)
  scene.runner.text(scene, computed ? `${joined.replace(/\{[^}]*\}|%s/g, UNKNOWN)}` : joined, EMPTY)
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

function noteDeletes(scene: Scene, code: string): void {
  let seen = 0
  for (const match of code.matchAll(DELETES)) {
    if (seen++ >= 8) break
    const call = match[0]
    const literal = match[2]
    const isCall =
      /\(/.test(call) &&
      !/(?:list|set|dict|arr|items|queue|map|cache)\w*\.(?:remove|delete)/i.test(
        code.slice(Math.max(0, (match.index ?? 0) - 20), (match.index ?? 0) + 8),
      )
    const strong = /rmtree|rmSync|rimraf|rm_rf|remove_tree|unlink|RemoveAll|removedirs|rmdir/.test(
      call,
    )
    if (literal !== undefined && (isCall || strong) && literal !== '') {
      if (!strong && !/[/~.]/.test(literal)) continue
      deletePaths(scene, [pathField(literal)], RECURSIVE.test(code))
    } else if (strong && isCall) {
      deletePaths(scene, [plain(homeOrUnknown(match[3] ?? ''))], RECURSIVE.test(call))
    }
  }
}

function homeOrUnknown(expression: string): string {
  if (/expanduser|homedir|Path\.home|\bHOME\b|Dir\.home/.test(expression)) return '~'
  return UNKNOWN
}

function pathField(text: string): Field {
  return { text, glob: /[*?[]/.test(text), taint: TAINT.none }
}

function noteFiles(scene: Scene, code: string): number {
  let taint: number = TAINT.none
  let seen = 0
  for (const match of code.matchAll(OPENS_FOR_WRITE)) {
    if (seen++ >= 8) break
    const after = code.slice(
      (match.index ?? 0) + match[0].length,
      (match.index ?? 0) + match[0].length + 24,
    )
    const path = match[2] ?? ''
    const opens = /^(?:open|fopen)/.test(match[0])
    if (opens && !WRITE_MODE.test(after)) continue
    if (/^(?:copy|move|rename|symlink)/.test(match[0])) readPaths(scene, [pathField(path)])
    else writePaths(scene, [pathField(path)], { text: null, taint: TAINT.none })
  }
  for (const match of code.matchAll(READS)) {
    if (seen++ >= 20) break
    taint |= readPaths(scene, [pathField(match[2] ?? '')]).taint
  }
  return taint
}

function noteNetwork(scene: Scene, code: string, taint: number): void {
  const url = /https?:\/\/([^\s'"`)\\]{1,200})/.exec(code)
  const host =
    url?.[1]?.split(/[/:?#]/)[0] ??
    /['"]((?:\d{1,3}\.){3}\d{1,3}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)['"]\s*,\s*\d+/i.exec(code)?.[1] ??
    ''
  if (/\bsocket|TCPSocket|fsockopen|net\b/.test(code) && SOCKET_SHELL.test(code)) {
    flow(scene, 'network-to-shell', host)
  }
  const isLocal = /^(?:localhost|127\.|0\.0\.0\.0|::1)/.test(host)
  if (url) judgeHost(scene, url[0])
  const uploads = UPLOADS.test(code)
  if (taint & TAINT.secret && !isLocal) flow(scene, 'secret-to-network', host)
  else if (taint & TAINT.environment && !isLocal && uploads)
    flow(scene, 'environment-to-network', host)
  if (host === '' && !/\b(?:listen|bind|createServer)\b/.test(code) && !uploads) return
  const listens = /\b(?:listen|bind)\s*\(|createServer|TCPServer|HTTPServer/.test(code)
  emit(scene, {
    kind: 'network',
    host,
    direction: listens && !uploads ? 'listen' : uploads && !isLocal ? 'upload' : 'download',
  })
}
