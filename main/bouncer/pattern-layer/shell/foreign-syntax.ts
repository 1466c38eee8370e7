import type { CommandArgument, Redirection, Word, WordPart } from 'unbash'
import { brand } from '../../../../shared/brand.ts'
import { emit, type Scene, signal } from '../scene.ts'

/** Commands that exist in zsh only and change how it reads commands, or run some. */
const COMMANDS = new Set(
  'zmodload setopt unsetopt emulate autoload zle bindkey zstyle zcompile zpty zsocket ztcp zsystem sysopen syswrite sysread zselect zparseopts zformat zregexparse sched vared compdef compinit add-zsh-hook repeat foreach'.split(
    ' ',
  ),
)

/** Functions that zsh calls by itself. */
const HOOKS = /^(?:chpwd|precmd|preexec|periodic|zshexit|zshaddhistory|TRAP[A-Z]+\d*)$/

/** Flags, modifiers and nesting of `${…}` that bash refuses. */
const PARAMETER = /^\$\{(?:[#!]?(?:\(|\$\{)|[=~^+]|[^}]*?\w(?:\[[^\]]*\])?:[#^|*])/

/** Qualifiers behind a pattern, among them those that run code. */
const QUALIFIERS = /^(?:[-^.@=/*%DNFrwxRWXAIE]+|#q.*|.*e[:'"{[+^].*|\+\w.*)$/s

function note(scene: Scene, what: string): void {
  signal(scene, 'parse-error', `${what} is read by zsh and not by bash`)
}

/** Notes a program that is unknown to us because only zsh has it. */
export function noteForeignProgram(scene: Scene, name: string): void {
  if (COMMANDS.has(name) || name.startsWith('zf_')) note(scene, name)
}

/** Notes options that bash does not have, and words that only zsh replaces by a program's path. */
export function noteForeignWords(
  scene: Scene,
  node: { readonly name: Word; readonly suffix: readonly (CommandArgument | Redirection)[] },
): void {
  const { text } = node.name
  if (text === 'print' && hasOption(node.suffix, /^-\w*[zsS]/)) note(scene, 'print -z')
  if (text === 'alias' && hasOption(node.suffix, /^-[gs]$/)) note(scene, 'alias -g')
  if (isProgramPath(text) || (text === '-' && node.suffix.length > 0)) note(scene, text)
  if (text !== '[' && text !== 'test' && text !== 'expr') noteProgramPaths(scene, node.suffix)
}

function noteProgramPaths(scene: Scene, words: readonly (CommandArgument | Redirection)[]): void {
  for (const word of words) {
    if (word.type === 'Word' && isProgramPath(word.text)) note(scene, word.text)
  }
}

const EQUALS = 61

function isProgramPath(text: string): boolean {
  return text.charCodeAt(0) === EQUALS && /^=[A-Za-z][\w.-]*$/.test(text)
}

function hasOption(words: readonly (CommandArgument | Redirection)[], option: RegExp): boolean {
  return words.some((word) => word.type === 'Word' && option.test(word.text))
}

/** Notes a function that zsh would call by itself. */
export function noteForeignFunction(scene: Scene, name: string): void {
  if (HOOKS.test(name)) note(scene, `a function named ${name}`)
  if (name === brand.command) emit(scene, { kind: 'guard', target: `another ${name}` })
}

/** Notes a part of a word that means something in zsh only. */
export function noteForeignPart(scene: Scene, part: WordPart): void {
  if (part.type === 'ParameterExpansion' && PARAMETER.test(part.text)) note(scene, part.text)
  if (part.type === 'ExtendedGlob' && /[*?]/.test(part.operator) && QUALIFIERS.test(part.pattern)) {
    note(scene, part.text)
  }
}

/** Notes `<1-9>`, which bash reads as two redirections and zsh as a range of file names. */
export function noteForeignRedirects(scene: Scene, redirects: readonly Redirection[]): void {
  for (let at = 1; at < redirects.length; at++) {
    const first = redirects[at - 1]
    const second = redirects[at]
    if (first?.type !== 'Redirect' || first.operator !== '<' || first.end !== second?.pos) continue
    if (/^\d*-\d*$/.test(first.target?.text ?? '')) note(scene, 'a range of file names')
  }
}
