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
  spend,
  touch,
} from '../scene.ts'
import { judgeHost } from '../urls.ts'
import { noteForeignFiles } from './foreign-file-calls.ts'

/** Most calls of one kind that are looked at in one text. */
const MAX_CALLS = 8
/** Longest call that is looked at. */
const MAX_CALL = 300

/** Functions of many languages that start programs, by the end of their names. */
const RUNS =
  /(?:\b(?:Process\.Start|ansi-term|term|eshell-command|USING|shell-command(?:-to-string)?|async-shell-command|call-process(?:-shell-command)?|start-process(?:-shell-command)?|process-(?:lines|file)|make-process|os:cmd|open_port|System\.(?:cmd|shell)|callCommand|callProcess|spawnCommand|spawnProcess|readProcess|readCreateProcess|rawSystem|run-program|run-shell-command|Sys\.command|open_process\w*|execShellCmd|execCmd(?:Ex)?|execProcess|getRuntime\(\)\.exec|exec\.Command|Command::new|ProcessBuilder|systemlist|termopen|jobstart|vim\.fn\.system|os\.execute|io\.popen|popen|execute_process|process\*?|subprocess\*?|shell|system[2*]?|exec[lv]?[ep]{0,2}|launchPath|unix|dos|shell_cmd|writepipe)|\bsh|\bext:shell|\/(?:sh|shell))(?=[\s([{'"])/g

/** Functions that delete, and words of languages without parentheses. */
const DELETES =
  /(?:\b(?:delete-directory(?:\/files)?|delete-file|delete-tree|delete-directory-tree|file\.remove|unlink|removeDirectoryRecursive|removePathForcibly|removeDirectory|removeFile|rm_rf?!?|rm!|del_dir_r|del_dir|file:delete|removeItem|removeDir|remove_all|remove_dir_all|remove_file|delete_file|rmdir|rmtree|os\.remove|vim\.fs\.rm|REMOVE_RECURSE|REMOVE|rm|delete|file\s+delete(?:\s+-force)?(?:\s+--)?|FileUtils\.\w+))(?=[\s([{'"])/g

/** Methods of a path that delete it. */
const DELETED = /\.\s*(?:delete(?:Dir|Recursively|OnExit)?|rmtree|deleteTree|unlink|remove)\s*\(/g

const RECURSES =
  /recurs|rm_rf|rm_r\b|tree|_r\b|force|removeItem|removeDir|deleteDir|delete-directory|delete-tree|["'][rs]f?["']|remove_all|remove_dir_all|\btrue\b|\bt\b/i

const HOME =
  /expanduser|\bhomedir\b|home_dir\b|user_home|getHomeDir|NSHomeDirectory|home-dir\b|homeDirectory|user\.home|user-homedir|path\.expand\(\s*["']~["']|\bgetenv\W{1,4}HOME|Sys\.getenv\W{1,3}HOME|ENV\W{1,3}HOME|env\s*\(?\{?HOME|\$\{?HOME\b|expand(?:-file-name)?\s*\(?\s*["']~\/?["']|Path\.home|getHomeDirectory|get_home_dir/
const LISTS = /list\.files|readdir|directory-files|\bglob\b|listFiles|ls\(|listdir|list_dir/

/** What code of a language that is not read token by token calls: programs, deletions, what it sends; answers the taint of what it reads. */
export function noteForeignCalls(scene: Scene, language: string, code: string): number {
  if (!spend(scene, code.length >> 6)) return TAINT.none
  for (const call of callsOf(code, RUNS)) runCall(scene, call.inside)
  for (const match of [...code.matchAll(RUN_TEXTS)].slice(0, MAX_CALLS)) {
    const text = (match[2] ?? '').replace(HOME_INSIDE, '~')
    scene.runner.text(fork(scene, { nested: true }), text, EMPTY)
  }
  for (const match of [...code.matchAll(RUN_LISTS)].slice(0, MAX_CALLS)) {
    runCall(scene, match[1] ?? '')
  }
  for (const call of callsOf(code, DELETES)) {
    if (!(NAMES_OF_VARIABLES.test(language) && call.name === 'rm')) noteDeletion(scene, call)
  }
  for (const match of [...code.matchAll(DELETED)].slice(0, MAX_CALLS)) {
    const before =
      code
        .slice(Math.max(0, match.index - 120), match.index)
        .split(/[;\n]/)
        .at(-1) ?? ''
    noteDeletion(scene, { name: match[0], inside: before })
  }
  noteTransfers(scene, language, code)
  noteLoaded(scene, code)
  return noteForeignFiles(scene, code)
}

/** The home, asked for inside a text of code. */
const HOME_INSIDE = /\\?[$#]\{[^{}\n]{0,60}(?:HOME|user\.home)\b[^{}\n]{0,20}\}/g

/** In these `rm` takes variables away, not files. */
const NAMES_OF_VARIABLES = /^(?:r|rscript)$/

/** Texts that are commands by what is called on them: `"…".execute()` and `"…".!`. */
const RUN_TEXTS = /(["'])((?:(?!\1)[^\\\n]){2,300})\1\s*\.\s*(?:execute\s*\(|!!?(?!=))/g

/** Lists of words that run by what is called on them: `["rm", "x"].execute()` and `Seq("rm", "x").!`. */
const RUN_LISTS =
  /(?:\[|\b(?:Seq|List|Array|Process)\()([^\n[\]]{3,300}?)[\])]{1,3}\s{0,8}\.\s{0,8}(?:execute\s*\(|!!?(?!=)|run\b|lines\b)/g

/** Code that is loaded from where anybody may put some. */
const LOADED =
  /\b(?:load|load-file|source|include|require|dofile|consult|use)\W{1,3}["'](\/(?:tmp|var\/tmp|dev\/shm)\/[^"'\n]{1,200})["']/g

function noteLoaded(scene: Scene, code: string): void {
  for (const [, file = ''] of [...code.matchAll(LOADED)].slice(0, MAX_CALLS)) {
    if (!scene.files.has(file)) emit(scene, { kind: 'execute', source: 'file', program: file })
  }
}

interface Call {
  readonly name: string
  /** What stands between its brackets, or the rest of its line. */
  readonly inside: string
}

function callsOf(code: string, names: RegExp): readonly Call[] {
  return [...code.matchAll(names)].slice(0, MAX_CALLS).map((match) => {
    const from = match.index + match[0].length
    return {
      name: match[0],
      inside: insideOf(code.slice(from, from + MAX_CALL), isLisp(code, match.index)),
    }
  })
}

/** Whether the bracket stands before the name. */
function isLisp(code: string, at: number): boolean {
  return (
    /\(\s*[\w.]*\/?$/.test(code.slice(Math.max(0, at - 40), at)) &&
    !/^[\w.:/*-]*\(/.test(code.slice(at))
  )
}

/** The text of a call up to the bracket that closes it. */
function insideOf(text: string, lisp: boolean): string {
  const start = lisp ? 0 : (/^\s*[([{]/.exec(text)?.[0].length ?? -1)
  if (start < 0) return text.split(/[;\n]/)[0] ?? ''
  let depth = 1
  for (let at = start; at < text.length; at++) {
    if (/[([{]/.test(text.charAt(at))) depth++
    if (/[)\]}]/.test(text.charAt(at)) && --depth === 0) return text.slice(0, at)
  }
  return text
}

function literalsOf(text: string): string[] {
  return [...text.matchAll(/(["'`])((?:(?!\1)[^\\\n]|\\.){1,300})\1/g)]
    .slice(0, 24)
    .map((match) => (match[2] ?? '').replace(/\\(["'\\])/g, '$1'))
}

/** One text is a command line, several texts are a program and its arguments. */
function runCall(scene: Scene, whole: string): void {
  const inner = fork(scene, { nested: true })
  const inside = joined(whole)
  const [first = '', ...rest] = literalsOf(inside)
  const line = lineIn(inside, [first, ...rest])
  if (line) scene.runner.text(inner, line, EMPTY)
  if (first === '') return
  const asksHome = HOME.test(inside) || PRINTS_HOME.test(inside)
  const words = /\s/.test(first) || rest.length === 0 ? null : [first, ...rest]
  if (words) scene.runner.argv(inner, [...words, ...(asksHome ? ['~'] : [])].map(asField), EMPTY)
  else scene.runner.text(inner, asksHome && / $/.test(first) ? `${first}~` : first, EMPTY)
}

/** A command without quotes, as CMake has them, or arguments that stand in one text. */
function lineIn(inside: string, words: readonly string[]): string | undefined {
  if (words[0] === '') return /^\s*COMMAND\s+(.+)$/.exec(inside)?.[1]
  return words.slice(1).some((word) => /^-\w+\s/.test(word)) ? words.join(' ') : undefined
}

/** A shell is asked where the home is. */
const PRINTS_HOME = /\becho\s+(?:-n\s+)?(?:~|\$\{?HOME\b)/

/** Neighbouring texts that the code puts together: `"r" + "m"`, `'r' .. 'm'`. */
function joined(code: string): string {
  return code.replace(/(["'])\s{0,4}(?:\+{1,2}|\.{1,2}|<>|&|~)\s{0,4}\1/g, '')
}

function asField(text: string): Field {
  return text.startsWith('~') ? { text, glob: /[*?]/.test(text), taint: TAINT.none } : plain(text)
}

function noteDeletion(scene: Scene, { name, inside }: Call): void {
  const paths = pathsIn(inside)
  if (paths.length > 0) deletePaths(scene, paths, RECURSES.test(name) || RECURSES.test(inside))
}

/** Paths that a text names: the home however it is asked for, and texts that look like paths. */
function pathsIn(text: string): readonly Field[] {
  const named = literalsOf(text).filter((literal) => /^(?:[~/]|\.{1,2}\/)/.test(literal))
  const bare = named.length > 0 ? [] : (text.match(/(?<![\w"'`])[~/][\w./~*-]*/g) ?? [])
  const home = HOME.test(text)
  const below = named.find((literal) => literal.startsWith('/') && literal !== '/')
  const paths = home
    ? [`~${below && !below.startsWith('/home') ? below : ''}`]
    : [...named, ...bare]
  const lists = LISTS.test(text)
  return paths.map((path) => ({
    text: lists ? `${path}/*` : path,
    glob: lists || /[*?]/.test(path),
    taint: TAINT.none,
  }))
}

const FETCHES =
  /\burl-retrieve\S*|\burl(?:read|write)\b|\bweb(?:read|write)\b|\bhttpc?\b|\bdownload\w*|\bopen-network-stream|\bmake-network-process|\bgen_tcp|\bHTTPoison|\bReq\.|\bFinch|\bHTTP\.(?:post|get|put)|\bsocket\b|\bURLSession|\bURL\(|\bsimpleHttp|\bcurl\w*|\bhttr2?\b|\bPOST\(|\bGET\(|\bslurp\b|\bsource\s*\(|\binclude\s*\(|\bnc\b|\bsockets?\.\w+/
const RUNS_FETCHED =
  /(?:\bsource|\binclude(?:_string)?|\bCode\.eval\w*|\beval\w*|\bload\w*|\bdofile|\brequire|\brun)\b\W{0,3}[^;\n]{0,40}["']https?:/
const FETCHED_FILE = /\bdownload\S*\s*\(?\s*["']https?:[^"']*["']\s*,?\s*["']([^"'\n]{1,100})["']/

/** Secrets that leave, and code that comes from elsewhere. */
function noteTransfers(scene: Scene, language: string, code: string): void {
  const address = /["'](https?:\/\/[^"'\s]{1,200})/.exec(code)?.[1]
  if (RUNS_FETCHED.test(code)) flow(scene, 'download-to-execute', language)
  const file = FETCHED_FILE.exec(code)?.[1]
  if (file && code.split(file).length > 2 && /\b(?:source|include|dofile|load|eval)\b/.test(code)) {
    flow(scene, 'download-to-execute', language)
  }
  if (!address || !FETCHES.test(code)) return
  const host = judgeHost(scene, address)
  const secrets = literalsOf(code)
    .map(asField)
    .filter((field) => touch(scene, field).secret)
  if (secrets.length > 0 && readPaths(scene, secrets).taint & TAINT.secret) {
    flow(scene, 'secret-to-network', host)
  }
  emit(scene, { kind: 'network', host, direction: 'download' })
}
