import { readOptions, valued } from '../programs/options.ts'
import { pathLines } from '../programs/path-lists.ts'
import { type Invocation, named, type ProgramTable } from '../programs/program.ts'
import { EMPTY, fork, isKnown, plain, type Scene, type Stream, UNKNOWN } from '../scene.ts'
import {
  blanksAt,
  forgetAll,
  separatorsOf,
  setElements,
  setUnknownArray,
  setVariable,
  splitByIfs,
  trimBy,
} from './variables.ts'

const NAME = /^[A-Za-z_]\w*(?:\[.*\])?$/s

/** Builtins that take variables from their input. */
export const readBuiltins: ProgramTable = {
  read: readLine,
  ...named('mapfile readarray', readLines),
}

const READ = valued('a d i n N p t u')

/** Takes one line of the input and gives its words to variables. */
function readLine(scene: Scene, call: Invocation): Stream {
  const options = readOptions(call.args, { valued: READ })
  const number = options.value('u')
  const source = (number ? scene.descriptors.get(Number(number.text)) : undefined) ?? call.stdin
  const listed = pathLines(source.text) === null ? {} : { listed: true }
  const line = options.has('d', 'n', 'N', 't', 'i')
    ? takeSome(source, options.value('d')?.text === '')
    : takeLine(source, options.has('r'))
  const separators = separatorsOf(scene)
  const { taint } = source
  const array = options.value('a')
  if (array) {
    const words = isKnown(line) && isKnown(separators) ? elementsOf(line, separators) : null
    if (words) setElements(scene, array.text, { elements: words.map((word) => plain(word, taint)) })
    else setUnknownArray(scene, array.text, taint)
    return EMPTY
  }
  const names = options.operands.map((field) => field.text)
  if (names.length === 0) setVariable(scene, 'REPLY', plain(line, taint))
  const words = wordsFor(line, { separators, count: names.length })
  names.forEach((name, index) => {
    if (NAME.test(name))
      setVariable(scene, name, { ...plain(words[index] ?? '', taint), ...listed })
    else forgetAll(scene)
  })
  return EMPTY
}

function elementsOf(line: string, separators: string): string[] {
  return line === '' ? [] : splitByIfs(line, separators)
}

/** A part of a stream that ends at some other place than a line's end. */
function takeSome(source: Stream, wholeItem: boolean): string {
  if (source.text === '') return ''
  const [item, ...more] = (wholeItem && pathLines(source.text)) || []
  if (item !== undefined && more.length === 0) return item
  source.text = null
  return UNKNOWN
}

function wordsFor(
  line: string,
  at: { readonly separators: string; readonly count: number },
): string[] {
  const { separators, count } = at
  if (count === 1 && isKnown(separators) && pathLines(line)) return [line]
  if (!isKnown(line) || !isKnown(separators)) return new Array<string>(count).fill(UNKNOWN)
  if (separators === '') return [line]
  const onlyBlanks = /^[ \t\n]+$/.test(separators)
  const trimmed = onlyBlanks ? trimBy(line, separators) : line
  const words = splitByIfs(trimmed, separators)
  if (words.length <= count) return words
  if (!onlyBlanks) return new Array<string>(count).fill(UNKNOWN)
  let rest = trimmed
  for (let at = 0; at < count - 1; at++) {
    const after = rest.slice((words[at] ?? '').length)
    rest = after.slice(blanksAt(after, separators))
  }
  return [...words.slice(0, count - 1), rest]
}

/** The next line of a stream, which afterwards holds what follows. */
function takeLine(source: Stream, raw: boolean): string {
  const { text } = source
  if (text === null || source.partial) return UNKNOWN
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  // A line for paths of unknown names stands for any number of them.
  if (pathLines(line)) return line
  if (text !== '') source.text = end < 0 ? '' : text.slice(end + 1)
  if (raw || !line.includes('\\')) return line
  // A separator behind a backslash separates nothing.
  return /\\(?:$|[^\w\\/.-])/.test(line) ? UNKNOWN : line.replace(/\\(.)/gs, '$1')
}

function readLines(scene: Scene, call: Invocation): Stream {
  const options = readOptions(call.args, { valued: valued('d n O s u C c') })
  const name = options.operands[0]?.text ?? 'MAPFILE'
  const number = options.value('u')
  const source = (number ? scene.descriptors.get(Number(number.text)) : undefined) ?? call.stdin
  const { text, taint } = source
  if (text === null || source.partial || !isKnown(text) || options.has('d', 'n', 'O', 's')) {
    setUnknownArray(scene, name, taint)
  } else {
    const ended = options.has('t') ? linesOf(text) : (text.match(/[^\n]*\n|[^\n]+$/g) ?? [])
    setElements(scene, name, { elements: ended.map((line) => plain(line, taint)) })
    if (text !== '') source.text = ''
  }
  const callback = options.value('C')
  if (callback) scene.runner.text(fork(scene), `${callback.text} ${UNKNOWN}`, EMPTY)
  return EMPTY
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
