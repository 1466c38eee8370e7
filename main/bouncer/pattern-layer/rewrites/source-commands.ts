import {
  type Command,
  forEachChild,
  type ParsedScript,
  type Pipeline,
  parse,
  type SyntaxNode,
  type Word,
} from 'unbash'
import { baseName } from '../paths.ts'

/** A word of a command as it stands in the text. */
export interface SourceWord {
  /** What the program receives; null when the shell computes a part of it. */
  readonly value: string | null
  readonly start: number
  readonly end: number
  readonly node: Word
}

/** A simple command as it stands in the text, seen past `sudo`, `env` and the like. */
export interface SourceCommand {
  readonly node: Command
  readonly words: readonly SourceWord[]
  /** Index of the word that names the program. */
  readonly at: number
  readonly program: string
  /** Words behind the program's name. */
  readonly args: readonly SourceWord[]
  /** The pipeline it is a part of. */
  readonly pipeline: Pipeline | null
}

/** A command's text with all of its simple commands, also those inside others. */
export interface Source {
  readonly text: string
  readonly commands: readonly SourceCommand[]
  /** The whole text is one simple command or one pipeline. */
  readonly isSingle: boolean
}

const MAX_COMMANDS = 60

/** Finds the commands of a text; null when it is not valid shell text. */
export function readSource(text: string): Source | null {
  const tree = parse(text)
  if (tree.errors && tree.errors.length > 0) return null
  const commands: SourceCommand[] = []
  collect(tree, null, commands)
  return { text, commands, isSingle: isSingle(tree) }
}

function isSingle({ commands }: ParsedScript): boolean {
  const type = commands[0]?.command.type
  return commands.length === 1 && (type === 'Command' || type === 'Pipeline')
}

function collect(node: SyntaxNode, pipeline: Pipeline | null, found: SourceCommand[]): void {
  if (found.length >= MAX_COMMANDS) return
  // Its positions belong to another text.
  if (node.type === 'Script' && node.source !== undefined) return
  if (node.type === 'Command') {
    const command = sourceCommand(node, pipeline)
    if (command) found.push(command)
  }
  const inner = node.type === 'Pipeline' ? node : null
  forEachChild(node, (child) => collect(child, inner, found))
}

function sourceCommand(node: Command, pipeline: Pipeline | null): SourceCommand | null {
  if (!node.name) return null
  const rest = node.suffix.filter((part): part is Word => part.type === 'Word')
  const words = [node.name, ...rest].map(sourceWord)
  const at = programIndex(words)
  const program = baseName(words[at]?.value ?? '')
  return { node, words, at, program, args: words.slice(at + 1), pipeline }
}

function sourceWord(node: Word): SourceWord {
  return { value: plainValue(node), start: node.pos, end: node.end, node }
}

function plainValue({ parts, value }: Word): string | null {
  const isPlain = (parts ?? []).every(
    (part) =>
      part.type === 'Literal' ||
      part.type === 'SingleQuoted' ||
      part.type === 'Glob' ||
      (part.type === 'DoubleQuoted' && part.parts.every((inner) => inner.type === 'Literal')),
  )
  return isPlain ? value : null
}

/** Options of each wrapper whose value is a word of its own, also as the last of several letters. */
const WRAPPERS: Readonly<Record<string, RegExp>> = {
  sudo: /^-[A-Za-z]*[ugphCTRDU]$/,
  doas: /^-[A-Za-z]*[uC]$/,
  env: /^-[A-Za-z]*[uCS]$/,
  command: /^$/,
  builtin: /^$/,
  exec: /^-[cl]*a$/,
  nohup: /^$/,
  setsid: /^$/,
  nice: /^-n$/,
  ionice: /^-[cn]$/,
  time: /^-[fo]$/,
  timeout: /^-[sk]$/,
  stdbuf: /^-[ioe]$/,
}
const MAX_WRAPPERS = 4

/** The index of the first word that is neither a wrapper nor one of its words. */
function programIndex(words: readonly SourceWord[]): number {
  let at = 0
  for (let rounds = 0; rounds < MAX_WRAPPERS; rounds++) {
    const next = behindWrapper(words, at)
    if (next === null || next >= words.length) return at
    at = next
  }
  return at
}

/** The index behind a wrapper's own words; null when the word there is none. */
function behindWrapper(words: readonly SourceWord[], at: number): number | null {
  const name = baseName(words[at]?.value ?? '')
  const takesValue = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined
  if (!takesValue) return null
  let next = at + 1
  for (let value = words[next]?.value; value && isWrapperWord(name, value); ) {
    next += takesValue.test(value) ? 2 : 1
    value = words[next]?.value
  }
  return name === 'timeout' ? next + 1 : next
}

function isWrapperWord(wrapper: string, value: string): boolean {
  return value.startsWith('-') || (wrapper === 'env' && /^\w+=/.test(value))
}
