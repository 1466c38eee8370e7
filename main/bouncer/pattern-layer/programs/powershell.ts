import { TAINT } from '../findings.ts'
import {
  emit,
  type Field,
  flow,
  fork,
  isKnown,
  OPAQUE,
  plain,
  type Scene,
  type Stream,
  signal,
  spend,
  UNKNOWN,
} from '../scene.ts'
import type { Invocation } from './program.ts'
import { noteTainted } from './script-files.ts'

const MAX_COMMANDS = 64
const MAX_DEPTH = 8

/** Runs PowerShell with code on its command line, from its input or in a file. */
export function powershell(scene: Scene, call: Invocation): Stream {
  const words = call.args.map((field) => field.text)
  const encoded = words.findIndex((word) => /^-e(?:nc?|nco\w*)?$/i.test(word))
  if (encoded >= 0) {
    flow(scene, 'decoded-to-execute', 'powershell')
    runPowershell(scene, decodeUtf16(words[encoded + 1] ?? ''), call.stdin)
    return OPAQUE
  }
  const at = words.findIndex((word) => /^-c(?:o\w*)?$/i.test(word))
  const file = words.findIndex((word) => /^-f(?:i\w*)?$/i.test(word))
  if (at >= 0 && words[at + 1] !== '-') {
    return runPowershell(scene, words.slice(at + 1).join(' '), call.stdin)
  }
  if (file >= 0 || words.some((word) => /\.ps1$/i.test(word))) {
    return scene.runner.argv(scene, [plain('source'), call.args[file + 1] ?? plain('')], call.stdin)
  }
  if (words.some((word) => /^-(?:v|version|h|help|\?)$/i.test(word))) return OPAQUE
  if (call.stdin.text !== null && call.stdin.text !== '') {
    noteTainted(scene, call.stdin, 'powershell')
    return runPowershell(scene, call.stdin.text, OPAQUE)
  }
  noteTainted(scene, call.stdin, 'powershell')
  if (words.length > 0 && !words[0]?.startsWith('-')) {
    return runPowershell(scene, words.join(' '), call.stdin)
  }
  signal(scene, 'carries-command', 'an interactive powershell')
  return OPAQUE
}

function decodeUtf16(text: string): string {
  return isKnown(text) ? Buffer.from(text, 'base64').toString('utf16le') : UNKNOWN
}

const FETCHES =
  /\b(?:iwr|irm|curl|wget|Invoke-WebRequest|Invoke-RestMethod|DownloadString|DownloadData|DownloadFile|Start-BitsTransfer)\b/i
const RUNS_TEXT = /\b(?:iex|Invoke-Expression)\b|\[scriptblock\]::Create/i

function runPowershell(outer: Scene, code: string, stdin: Stream): Stream {
  if (outer.depth >= MAX_DEPTH || !spend(outer, 4 + (code.length >> 5))) {
    signal(outer, 'unparsed', 'powershell inside powershell')
    return OPAQUE
  }
  const scene = fork(outer, { nested: true, depth: outer.depth + 1 })
  if (RUNS_TEXT.test(code)) {
    if (FETCHES.test(code)) flow(scene, 'download-to-execute', 'powershell')
    else if (/FromBase64String|-join|\[char/i.test(code)) {
      flow(scene, 'decoded-to-execute', 'powershell')
    } else signal(scene, 'inline-opaque', 'powershell that builds more code')
  }
  return runAll(scene, code, stdin)
}

/** Runs one command after the other; a pipe brings data and the paths that were listed. */
function runAll(scene: Scene, code: string, stdin: Stream): Stream {
  let data = stdin
  let found: readonly string[] = []
  for (const { words, piped } of commandsOf(plainCalls(code))) {
    if (!piped) found = []
    const given = piped ? withFound(words, found) : words
    found = foundBy(given, found)
    data = runOne(scene, given, piped ? data : stdin)
  }
  return { text: null, taint: data.taint }
}

/** Names in pieces and methods of files as the commands that do the same. */
function plainCalls(code: string): string {
  return code
    .replace(/(['"])((?:(?!\1)[^\n]){0,40})\1\s*\+\s*(['"])((?:(?!\3)[^\n]){0,40})\3/g, "'$2$4'")
    .replace(/[&.]\s*\(?\s*(['"])([\w./-]{1,60})\1\s*\)?/g, ' $2 ')
    .replace(
      /\[(?:System\.)?IO\.(?:Directory|File)\]::Delete\(\s*([^,)]{1,200})[^)]{0,40}\)/gi,
      'Remove-Item -Recurse $1',
    )
}

const LISTS_FILES = /^(?:get-childitem|gci|ls|dir|get-item|gi)$/i
const TAKES_FOUND = /^(?:remove-item|ri|rm|del|erase|rd|rmdir|clear-content|clc)$/i
const NARROWS = /^(?:where-object|where|\?|select-object|select)$/i

/** Paths that come down the pipe after a command. */
function foundBy(words: readonly string[], before: readonly string[]): readonly string[] {
  const [name = '', ...rest] = words
  if (NARROWS.test(name)) return before.map((path) => `${path}/*narrowed`)
  if (!LISTS_FILES.test(name)) return before
  const filter = rest.findIndex((word) => /^-(?:filter|include)$/i.test(word))
  const paths = rest.filter(
    (word, at) => !word.startsWith('-') && (filter < 0 || at !== filter + 1) && !/^\d+$/.test(word),
  )
  const places = paths.length > 0 ? paths : ['.']
  return filter < 0 ? places : places.map((path) => `${path}/*${rest[filter + 1] ?? ''}`)
}

/** A command that takes away what the pipe brings, with that as its operands. */
function withFound(words: readonly string[], found: readonly string[]): readonly string[] {
  const [name = '', ...rest] = words
  const own = rest.some((word) => !word.startsWith('-'))
  return TAKES_FOUND.test(name) && !own && found.length > 0
    ? [...words, '-Recurse', ...found]
    : words
}

interface Command {
  readonly words: readonly string[]
  /** Gets what the one before it prints. */
  readonly piped: boolean
}

const WORD = /#[^\n]*|'(?:[^']|'')*'|"(?:[^"`]|`[\s\S])*"|[;|\n{}()&]|[^\s;|{}()'"&]+/g

/** Commands and their words; blocks and brackets only separate. */
function commandsOf(code: string): readonly Command[] {
  const commands: { words: string[]; piped: boolean }[] = [{ words: [], piped: false }]
  for (const [piece] of code.matchAll(WORD)) {
    if (commands.length > MAX_COMMANDS) break
    if (piece.startsWith('#')) continue
    if (/^[;|\n{}()&]$/.test(piece)) commands.push({ words: [], piped: piece === '|' })
    else commands.at(-1)?.words.push(unquoted(piece))
  }
  return commands.filter((command) => command.words.length > 0)
}

function unquoted(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1).replaceAll("''", "'")
  if (piece.startsWith('"')) return withHome(piece.slice(1, -1).replace(/`(.)/g, '$1'))
  return withHome(piece)
}

function withHome(text: string): string {
  return text
    .replace(/\$(?:env:)?(?:HOME|USERPROFILE)\b/gi, '~')
    .replace(/\$PWD\b/gi, '.')
    .replace(/\$\{?[\w:]+\}?/g, UNKNOWN)
}

/** Cmdlets and their short names by the program that does the same here. */
const SAME_AS: Readonly<Record<string, string>> = {
  'remove-item': 'rm',
  ri: 'rm',
  rm: 'rm',
  del: 'rm',
  erase: 'rm',
  rd: 'rm',
  rmdir: 'rm',
  'clear-content': 'truncate -s 0',
  'get-content': 'cat',
  gc: 'cat',
  type: 'cat',
  cat: 'cat',
  'copy-item': 'cp -r',
  cpi: 'cp -r',
  copy: 'cp -r',
  'move-item': 'mv',
  mi: 'mv',
  move: 'mv',
  'rename-item': 'mv',
  'new-item': 'touch',
  ni: 'touch',
  'set-content': 'tee',
  'add-content': 'tee -a',
  'out-file': 'tee',
  'invoke-webrequest': 'curl',
  iwr: 'curl',
  'invoke-restmethod': 'curl',
  irm: 'curl',
  curl: 'curl',
  wget: 'curl',
  'start-process': '',
  saps: '',
  'stop-process': 'kill',
  spps: 'kill',
  kill: 'kill',
  'stop-computer': 'shutdown now',
  'restart-computer': 'reboot',
  'get-childitem': 'ls',
  gci: 'ls',
  dir: 'ls',
  'set-location': 'cd',
  'write-output': 'echo',
}

const HARMLESS =
  /^(?:(?:get|write|select|where|sort|foreach|measure|convert\w*|test|format|compare|group|join|split|resolve|show|find|import|read|export)-[\w-]+|out-(?:null|string|host|default)|start-sleep|clear-host|echo|select|sort|where|foreach|measure|ft|fl|\?|%|if|else|elseif|try|catch|finally|return|function|param|\$.*|\[.*|\uFFFC.*|[=+\-*/<>!.,:@\d].*)$/i
const CMDLET = /^[a-z]+-[a-z]+$/i
const DESTROYS_DISK = /^(?:format-volume|clear-disk|initialize-disk|remove-partition)$/i

function runOne(scene: Scene, words: readonly string[], stdin: Stream): Stream {
  const [first = '', ...rest] = words
  const name = first.toLowerCase().replace(/\.exe$/, '')
  const same = Object.hasOwn(SAME_AS, name) ? SAME_AS[name] : undefined
  if (same !== undefined) {
    const argv = [...same.split(' '), ...rest.flatMap(translateOption)].filter(
      (word) => word !== '',
    )
    return runWords(scene, argv, stdin)
  }
  if (DESTROYS_DISK.test(name)) {
    return runWords(scene, ['mkfs', '/dev/sda'], stdin)
  }
  if (RUNS_TEXT.test(name)) {
    if (rest.length > 0 && rest.every(isKnown)) return runPowershell(scene, rest.join(' '), stdin)
    return OPAQUE
  }
  if (HARMLESS.test(name))
    return stdin.taint === TAINT.none ? OPAQUE : { text: null, taint: stdin.taint }
  if (CMDLET.test(name)) {
    emit(scene, { kind: 'execute', source: 'unknown', program: first })
    return OPAQUE
  }
  return runWords(scene, words, stdin)
}

function runWords(scene: Scene, words: readonly string[], stdin: Stream): Stream {
  const argv = words.map((text): Field => ({ ...plain(text), glob: /[*?]/.test(text) }))
  return scene.runner.argv(fork(scene, { nested: true }), argv, stdin)
}

const OPTIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^-r(?:ec?u?r?s?e?)?$/i, ['-r']],
  [/^-fo?(?:rce)?$/i, ['-f']],
  // The program of the system, where the cmdlet of this name is not.
  [/^-(?:rf|fr)$/i, ['-r', '-f']],
  [/^-outf(?:ile)?$/i, ['-o']],
  [/^-body$/i, ['-d']],
  [/^-infile$/i, ['-T']],
  [/^-method$/i, ['-X']],
  [/^-headers$/i, ['-H']],
]

/** Named parameters as the options of the program that stands for the cmdlet. */
function translateOption(word: string): readonly string[] {
  if (!word.startsWith('-') || /^-\d/.test(word)) return [word]
  return OPTIONS.find(([pattern]) => pattern.test(word))?.[1] ?? []
}
