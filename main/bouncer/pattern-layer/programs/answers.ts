import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import {
  EMPTY,
  emit,
  type Field,
  fork,
  isKnown,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
} from '../scene.ts'
import { readVariable } from '../shell/reading.ts'
import { wholeEnvironment } from '../whole-environment.ts'
import { readOptions, valued } from './options.ts'
import { posixExpression } from './posix-expression.ts'
import type { Program, ProgramTable } from './program.ts'

function answer(text: string | null): Stream {
  return { text: text === null ? null : `${text}\n`, taint: TAINT.none }
}

/** Where the shell would find programs, as `command -v` prints it; unknown names give nothing known. */
export function programPaths(fields: readonly Field[]): Stream {
  const known = fields.length > 0 && fields.every((field) => isKnown(field.text) && !field.glob)
  if (!known) return OPAQUE
  return answer(fields.map(({ text }) => placeOfProgram(text)).join('\n'))
}

function placeOfProgram(name: string): string {
  return name.includes('/') ? name : `/usr/bin/${name}`
}

const which: Program = (_scene, call) => {
  const options = readOptions(call.args)
  if (call.name !== 'type' || options.has('p', 'P')) return programPaths(options.operands)
  return OPAQUE
}

const whereis: Program = (_scene, call) => {
  const [only, ...others] = readOptions(call.args).operands
  if (!only || others.length > 0 || !isKnown(only.text)) return OPAQUE
  return answer(`${baseName(only.text)}: ${placeOfProgram(only.text)}`)
}

function userOf(scene: Scene): string {
  return baseName(scene.ground.home)
}

const userName: Program = (scene) => answer(userOf(scene))

const identity: Program = (scene, call) => {
  const options = readOptions(call.args)
  return options.has('u', 'g') && options.has('n', 'name') && options.operands.length === 0
    ? answer(userOf(scene))
    : OPAQUE
}

/** The person's line of the password file; whoever is asked for by a number is the person. */
const entries: Program = (scene, call) => {
  const [database, key] = readOptions(call.args, { valued: valued('s service') }).operands
  if (/^g?shadow$/.test(database?.text ?? '')) return readPaths(scene, [plain('/etc/shadow')])
  if (database?.text !== 'passwd' || !key) return OPAQUE
  const user = userOf(scene)
  if (key.text === 'root' || key.text === '0') return answer('root:x:0:0:root:/root:/bin/bash')
  const isPerson = key.text === user || !isKnown(key.text) || /^\d+$/.test(key.text)
  return isPerson ? answer(`${user}:x:1000:1000::${scene.ground.home}:/bin/bash`) : OPAQUE
}

/** The environment, or the variables it is asked for. */
const printenv: Program = (scene, call) => {
  const { operands } = readOptions(call.args)
  if (operands.length === 0) return wholeEnvironment(scene)
  const held = operands.flatMap((field) => readVariable(scene, field.text))
  const known = held.every((field) => isKnown(field.text))
  const taint = held.reduce((all, field) => all | field.taint, 0)
  return { text: known ? `${held.map((field) => field.text).join('\n')}\n` : null, taint }
}

/** Names of folders as they are given; what is in them is not known. */
const list: Program = (_scene, call) => {
  const options = readOptions(call.args, { valued: valued('I w T hide ignore width tabsize') })
  const names = options.operands
  const known =
    options.has('d', 'directory') &&
    !options.has('l', 's', 'i', 'o', 'g', 'n') &&
    names.length > 0 &&
    names.every((field) => isKnown(field.text) && !field.glob)
  return known ? answer(names.map((field) => field.text).join('\n')) : OPAQUE
}

const MAX_EXPRESSION = 200

/** `expr` on texts: a part, what an expression finds, a length. */
const expr: Program = (_scene, call) => {
  const words = call.args.map((field) => field.text)
  if (words.some((word) => !isKnown(word) || word.length > MAX_EXPRESSION)) return OPAQUE
  const [verb = '', text = '', first = '', second = ''] = words
  if (verb === 'substr')
    return answer(text.slice(Number(first) - 1, Number(first) - 1 + Number(second)))
  if (verb === 'length') return answer(String(text.length))
  const infix = text === ':'
  if (!infix && verb !== 'match') return OPAQUE
  const expression = posixExpression(`^${first}`, { extended: false })
  const found = expression?.exec(infix ? verb : text)
  return found?.[1] === undefined ? OPAQUE : answer(found[1])
}

const MAX_NUMBERS = 8

/** A few numbers, one a line. */
const numbers: Program = (_scene, call) => {
  const words = call.args.map((field) => Number(field.text || Number.NaN))
  const [first = Number.NaN, second] = words
  const from = second === undefined ? 1 : first
  const to = second ?? first
  const counts = words.length <= 2 && Number.isInteger(from) && Number.isInteger(to)
  if (!counts || to - from >= MAX_NUMBERS || to < from) return OPAQUE
  return answer(Array.from({ length: to - from + 1 }, (_, at) => String(from + at)).join('\n'))
}

/** `dc` prints a number as the characters it is made of with `P`. */
const desk: Program = (scene, call) => {
  const given = call.args.find((_field, at) => call.args[at - 1]?.text === '-e')?.text
  const code = given ?? call.stdin.text ?? ''
  for (const [, command = ''] of code.matchAll(/(?:^|[\n;\s])!\s*([^\n]+)/g)) {
    emit(scene, { kind: 'execute', source: 'inline', program: call.name })
    scene.runner.text(fork(scene), command, EMPTY)
    signal(scene, 'carries-command', command.slice(0, 80))
  }
  const number = /^\s*(\d{1,400})\s*P\s*$/.exec(code)?.[1]
  if (number === undefined) return OPAQUE
  const digits = BigInt(number).toString(16)
  return {
    text: Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex').toString('utf8'),
    taint: call.stdin.taint | TAINT.decoded,
  }
}

/** Programs that answer a question whose answer the call itself tells. */
export const answerPrograms: ProgramTable = {
  which,
  type: which,
  whereis,
  whoami: userName,
  logname: userName,
  id: identity,
  getent: entries,
  printenv,
  ls: list,
  expr,
  seq: numbers,
  dc: desk,
}

/** The line `NAME=value` that a search finds in the environment; null where that is not known. */
export function variableLine(scene: Scene, input: Stream, pattern: string): Stream | null {
  if (input.text !== null || !(input.taint & TAINT.environment)) return null
  const name = /^\^?(HOME|PWD|USER|LOGNAME|SHELL)(?:=|$)/.exec(pattern)?.[1]
  const [held] = name === undefined ? [] : readVariable(scene, name)
  return held && isKnown(held.text) ? answer(`${name}=${held.text}`) : null
}
