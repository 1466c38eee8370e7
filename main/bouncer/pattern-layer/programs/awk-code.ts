import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  isKnown,
  OPAQUE,
  readPaths,
  type Scene,
  signal,
  UNKNOWN,
  writePaths,
} from '../scene.ts'
import { noteSentSecrets } from './http-clients.ts'
import { resolveEscapes } from './text-constants.ts'

/** Most variables of one script that are followed. */
const MAX_VARIABLES = 32

/** What is known of the variables of a script, by name. */
type Variables = ReadonlyMap<string, string>

/** Judges a script of awk: what it starts, reads, writes and connects to. */
export function judgeAwk(scene: Scene, code: string, given: readonly Field[]): void {
  const variables = variablesOf(code, given)
  for (const match of code.matchAll(/\bsystem\s*\(/g)) {
    runExpression(scene, insideOf(code.slice(match.index + match[0].length)), variables)
  }
  for (const match of code.matchAll(PRINTED)) {
    const inner = fork(scene)
    const fed = { text: resolveEscapes(match[1] ?? ''), taint: TAINT.none }
    scene.runner.text(inner, unescaped(match[2]), fed)
  }
  for (const match of code.matchAll(PIPES)) runShell(scene, unescaped(match[1] ?? match[2]))
  if (PIPES_COMPUTED.test(code) && !/"\s*\|/.test(code)) runPiped(scene, code, variables)
  noteFiles(scene, code, variables)
}

const PRINTED = /\bprintf?\s*\(?\s*"((?:[^"\\]|\\.)*)"\s*\)?\s*\|&?\s*"((?:[^"\\]|\\.)*)"/g
const PIPES = /\|&?\s*"((?:[^"\\]|\\.)*)"|"((?:[^"\\]|\\.)*)"\s*\|&?\s*getline/g
const PIPES_COMPUTED = /\|\s*(?:getline|&)|\bprint\b[^;}\n]{0,200}\|\s*[a-z_]\w*\s*(?:[;}]|$)/i
const PIPED =
  /(?:^|[;{}\n(])\s*(?:while\s*\(+\s*)?([\w"][^;{}\n|]{0,300}?)\s*\|&?\s*getline|\|&?\s*([a-z_]\w*)\s*(?:[;}\n]|$)/gi

/** Filters that only order, count or lay out what is printed into them. */
const FILTERS =
  /^\s*(?:sort|uniq|head|tail|wc|column|cat|tr|cut|nl|tac|rev|fold)(?!.*(?:--?o(?:utput)?\b|-\w*o|--compress|--files|[/$`<>&;()~]))(?:\s[^|]*)?(?:\|\s*(?:sort|uniq|head|tail|wc|column|cat|tr|cut|nl|tac|rev|fold)(?:\s[^|]*)?)*$/

function runShell(scene: Scene, text: string): void {
  if (!text.includes('\n') && FILTERS.test(text)) return
  emit(scene, { kind: 'execute', source: 'inline', program: 'awk' })
  scene.runner.text(fork(scene), text, EMPTY)
}

function runExpression(scene: Scene, expression: string, variables: Variables): void {
  const text = constantOf(expression, variables)
  if (!isKnown(text)) signal(scene, 'inline-opaque', 'awk runs what it reads')
  if (/[^\uFFFC\s]/.test(text)) runShell(scene, text)
}

function runPiped(scene: Scene, code: string, variables: Variables): void {
  for (const match of [...code.matchAll(PIPED)].slice(0, 8)) {
    const text = constantOf(match[1] ?? match[2] ?? '', variables)
    if (isKnown(text) && !text.startsWith('/inet')) runShell(scene, text)
  }
  signal(scene, 'inline-opaque', 'awk runs what it reads')
}

/** The text of an expression up to the bracket that closes it. */
function insideOf(text: string): string {
  let depth = 1
  let quoted = false
  for (let at = 0; at < Math.min(text.length, 400); at++) {
    const char = text.charAt(at)
    if (char === '\\') at++
    else if (char === '"') quoted = !quoted
    else if (!quoted && char === '(') depth++
    else if (!quoted && char === ')' && --depth === 0) return text.slice(0, at)
  }
  return text.slice(0, 400)
}

function variablesOf(code: string, given: readonly Field[]): Variables {
  const variables = new Map<string, string>()
  for (const { text } of given) {
    const equals = text.indexOf('=')
    if (equals > 0) variables.set(text.slice(0, equals), resolveEscapes(text.slice(equals + 1)))
  }
  for (const match of [...code.matchAll(ASSIGNED)].slice(0, MAX_VARIABLES)) {
    const [, name = '', expression = ''] = match
    variables.set(name, constantOf(expression, variables))
  }
  return variables
}

const ASSIGNED =
  /(?:^|[;{}\n(])\s*([A-Za-z_]\w*)\s*=(?![=~])\s*((?:"(?:[^"\\]|\\.)*"|ENVIRON\["\w+"\]|[\w\s])+)/g
const PIECE = /"((?:[^"\\]|\\.)*)"|ENVIRON\["(\w+)"\]|([A-Za-z_]\w*)(?!\s*\()|(\d+)|[^\s"]/g

/** Constants that stand side by side as one text; a mark for each part that is not known. */
function constantOf(expression: string, variables: Variables): string {
  let text = ''
  for (const match of expression.matchAll(PIECE)) {
    text += pieceOf(match, variables)
  }
  return text
}

function pieceOf(match: RegExpMatchArray, variables: Variables): string {
  const [, literal, environment, name, digits] = match
  if (literal !== undefined) return unescaped(literal)
  if (environment !== undefined) return environment === 'HOME' ? '~' : UNKNOWN
  return (name === undefined ? digits : variables.get(name)) ?? UNKNOWN
}

function noteFiles(scene: Scene, code: string, variables: Variables): void {
  for (const match of code.matchAll(/>>?\s*"((?:[^"\\]|\\.)+)"/g)) {
    writePaths(scene, [field(match[1] ?? '')], OPAQUE)
  }
  let taint: number = TAINT.none
  for (const match of code.matchAll(READ)) {
    const path = constantOf(match[1] ?? '', variables)
    if (/[^\uFFFC\s]/.test(path)) taint |= readPaths(scene, [field(path)]).taint
  }
  const host = /\/inet[46]?\/(?:tcp|udp)\/\d+\/([^/"]+)/.exec(code)?.[1]
  if (host === undefined) return
  emit(scene, { kind: 'network', host, direction: 'both' })
  noteSentSecrets(scene, taint, host)
  if (/\|&?\s*getline/.test(code)) flow(scene, 'network-to-shell', host)
}

const READ = /getline\s*(?:\w+\s*)?<\s*\(?((?:\s*(?:"(?:[^"\\]|\\.)+"|ENVIRON\["\w+"\]|\w+))+)/g

function unescaped(text: string | undefined): string {
  return (text ?? '').replace(/\\(.)/g, '$1')
}

function field(text: string): Field {
  return { text, glob: false, taint: 0 }
}
