import { parse } from 'unbash'
import { placeOf } from '../paths.ts'
import { deletePaths, EMPTY, emit, fork, plain, type Scene, signal } from '../scene.ts'
import { type Argument, argumentsOf } from './argument-shapes.ts'
import { at, fieldOf, noteCharacters } from './input.ts'
import { noteInstructions, noteOrders } from './instructions.ts'
import { noteSearch } from './line-search.ts'
import { noteListing } from './name-patterns.ts'
import { judgeNotebookCell } from './notebook-cell.ts'
import { noteStatement } from './outward-calls.ts'
import { notePageLeak } from './page-acts.ts'
import { noteRead } from './read-paths.ts'
import { BROWSER, frontEndOf, type ServerCall } from './server-call.ts'
import { nameWords } from './server-verbs.ts'
import { spelledPath } from './spelled-path.ts'
import { noteTypedText } from './typed-text.ts'
import { noteFetch } from './web-tools.ts'
import { writeTools } from './write-tools.ts'
import { decisionOf } from './written-trial.ts'

/** Records what one argument means for this machine. */
export function noteArgument(
  scene: Scene,
  call: ServerCall,
  value: ServerCall['values'][number],
): void {
  const { text, shape } = value
  const readable = noteCharacters(scene, text)
  if (!readable) return
  if (shape === 'command') runCommand(scene, call, value)
  else if (shape === 'typed') noteTypedText(scene, text)
  else if (shape === 'code') runCode(scene, call, value)
  else if (shape === 'sql') runSql(scene, call, text)
  else if (shape === 'url') noteFetch(scene, text)
  else if (shape === 'path') touchPath(scene, call, value)
  else if (/^\s*mutation\b/.test(text)) {
    emit(scene, { kind: 'infrastructure', verb: 'changes something', resource: call.server })
  } else if (/^(?:prompt|task|instructions?|goal)$/.test(value.key)) noteOrders(scene, text)
  else if (value.key === 'message') noteInstructions(scene, text)
}

function runCommand(scene: Scene, call: ServerCall, { field, text }: Argument): void {
  const program = frontEndOf(`${call.server} ${call.tool}`)
  if (program !== null && !text.trimStart().startsWith(program)) {
    scene.runner.text(fork(scene, { nested: true }), `${program} ${text}`, EMPTY)
    return
  }
  const whole = standsInField(scene, field, text)
  scene.runner.tree({ ...scene, field, nested: !whole }, parse(text), EMPTY)
}

/** Positions in nested values are not positions in the field. */
function standsInField(scene: Scene, field: string, text: string): boolean {
  return scene.span.field === field && scene.span.end === text.length
}

/** Methods and words before a bracket that only look at a page. */
const LOOKS = new Set(
  'if for while switch function return async await catch querySelector querySelectorAll getElementById getElementsByClassName getElementsByTagName getElementsByName getAttribute hasAttribute getBoundingClientRect getComputedStyle getPropertyValue matches closest contains map filter find findIndex some every reduce forEach flatMap flat slice join split trim concat includes indexOf startsWith endsWith toString toFixed toLowerCase toUpperCase keys values entries from stringify parse Number String Boolean parseInt parseFloat round floor ceil max min abs log push sort at item get has Set Map Array Promise resolve setTimeout now replace match test substring padStart isArray getEntriesByType getEntriesByName checkVisibility getAnimations evaluate matchMedia scrollTo scrollIntoView scrollBy'.split(
    ' ',
  ),
)
const REACHES_OUT =
  /\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimport\s*\(|cookie|localStorage|sessionStorage|indexedDB|credentials|clipboard|\.submit\s*\(|\.click\s*\(|\beval\b|\bFunction\b|postMessage|\.src\s*=|location\s*(?:\.\w+\s*)?=[^=]|window\.open|serviceWorker|atob|require\s*\(|process\b|child_process/

/** Whether code for a page calls nothing but what looks at the page. */
function onlyLooks(code: string): boolean {
  if (code.length > 4000 || REACHES_OUT.test(code)) return false
  const calls = [...code.matchAll(/([\w$]+)\s{0,3}\(/g)].map((match) => match[1] ?? '')
  return calls.every((name) => LOOKS.has(name))
}

/** Code for a page or an interpreter. */
function runCode(scene: Scene, call: ServerCall, { text }: Argument): void {
  if (BROWSER.test(`${call.server} ${call.tool}`)) {
    if (!onlyLooks(text)) signal(scene, 'other-tool', 'runs code in a page')
    notePageLeak(scene, text)
    if (decisionOf(scene, (trial) => trial.runner.text(trial, text, EMPTY)) === 'deny')
      signal(scene, 'carries-command', text.slice(0, 120))
    return
  }
  const language = fieldOf(call.input, 'language')
  const isNode = /^(?:js|javascript|typescript|ts|node)$/i.test(String(language))
  const isShell = /^(?:bash|sh|zsh|shell)$/i.test(String(language))
  if (/^[ \t]*(?:!|%%)/m.test(text)) judgeNotebookCell(scene, text)
  if (isShell) scene.runner.text(fork(scene, { nested: true }), text, EMPTY)
  else {
    const words = isNode ? ['node', '-e', text] : ['python3', '-c', text]
    scene.runner.argv(
      fork(scene, { nested: true }),
      words.map((word) => plain(word)),
      EMPTY,
    )
  }
}

function runSql(scene: Scene, call: ServerCall, text: string): void {
  noteStatement(scene, text)
  const client = clientOf(call.server, text)
  scene.runner.argv(
    fork(scene, { nested: true }),
    client.map((word) => plain(word)),
    EMPTY,
  )
}

/** The client that would take the statement. */
function clientOf(server: string, text: string): string[] {
  if (/mongo/i.test(server)) return ['mongosh', '--eval', text]
  if (/sqlite/i.test(server)) return ['sqlite3', 'app.db', text]
  return [
    /mysql|maria/i.test(server) ? 'mysql' : 'psql',
    /mysql|maria/i.test(server) ? '-e' : '-c',
    text,
  ]
}

const DESTINATION =
  /^(?:destination|dest|to|dst|target|output|outputpath|outfile|savepath|downloadpath|newpath|destinationpath|filename|localpath|savedir|outputdir)$/

/** A path is read, written or deleted as the tool's verb says. */
function touchPath(scene: Scene, call: ServerCall, { key, text }: Argument): void {
  const path = spelledPath(scene, text)
  noteRead(scene, path, text)
  const wide = placeOf(path.text, scene.ground)
  if (call.intent === 'destroy') deletePaths(scene, [path], true)
  else if (writesTo(call, key)) writePath(scene, call, text)
  else if (/^(?:move|rename)/.test(nameWords(call.tool)[0] ?? '') && wide !== 'project')
    deletePaths(scene, [path], true)
}

function writesTo(call: ServerCall, key: string): boolean {
  if (DESTINATION.test(key)) return call.intent !== 'unknown' || key !== 'target'
  return (
    call.intent === 'change' &&
    !/^(?:source|src|from|cwd|root|sourcepath|oldpath|repopath)$/.test(key)
  )
}

const CONTENT = [
  'content',
  'contents',
  'text',
  'file_text',
  'data',
  'new_string',
  'newText',
  'new_str',
  'body',
  'code',
]

/** Writes through a server are judged like the agent's own. */
function writePath(scene: Scene, call: ServerCall, path: string): void {
  const texts = CONTENT.map((name) => fieldOf(call.input, name)).filter(
    (text) => typeof text === 'string',
  )
  const edits = fieldOf(call.input, 'edits')
  const nested = Array.isArray(edits) ? (argumentsOf({ edits }) ?? []).map(({ text }) => text) : []
  const content = [...texts, ...nested].join('\n')
  writeTools.Write?.(scene, { file_path: path, content })
}

/** Runs commands that are given as a list of words. */
export function noteLists(scene: Scene, call: ServerCall): void {
  for (const name of ['command', 'cmd', 'argv', 'args', 'arguments']) {
    const value = fieldOf(call.input, name)
    if (!Array.isArray(value)) continue
    const words = (value as readonly unknown[]).filter((item) => typeof item === 'string')
    at(scene, name, { end: words.join(' ').length })
    scene.runner.argv(
      fork(scene, { nested: true }),
      wholeCommand(call, name, words).map((word) => plain(word)),
      EMPTY,
    )
  }
}

/** The words with the program they are for, which another argument or the tool's name tells. */
function wholeCommand(call: ServerCall, name: string, words: readonly string[]): readonly string[] {
  const isRest = name === 'args' || name === 'arguments'
  const named = isRest ? fieldOf(call.input, 'command') : undefined
  if (typeof named === 'string') return [named, ...words]
  const front = frontEndOf(`${call.server} ${call.tool}`)
  return front === null || words[0] === front ? words : [front, ...words]
}

const PATTERN_KEY = /^(?:pattern|glob|filemask|query|regex|name|substringpattern|searchpattern)$/

/** Looking through files by a pattern is judged like the agent's own tools for it. */
export function noteLookup(scene: Scene, call: ServerCall): void {
  if (!/search|find|grep|glob|list|tree/i.test(call.tool)) return
  const folder = call.values.find(({ shape }) => shape === 'path')
  const pattern = call.values.find(({ key }) => PATTERN_KEY.test(key))
  if (!folder) return
  at(scene, folder.field, { end: folder.text.length })
  noteListing(scene, folder.text, `**/${pattern?.text ?? '*'}`)
  if (pattern && !/[*?]/.test(pattern.text))
    noteSearch(scene, spelledPath(scene, folder.text).text, pattern.text)
}
