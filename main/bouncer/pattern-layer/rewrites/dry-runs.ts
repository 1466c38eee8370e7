import { appendWords, insertBehind, type Rewriter, removeOption, replaceWord } from './edits.ts'
import type { SourceCommand, SourceWord } from './source-commands.ts'

/** Shows a plan where a program can make one. */
export const planOnly: Rewriter = (command, source) => {
  const verb = firstOperand(command)
  if (verb?.value !== 'apply' && verb?.value !== 'destroy') return []
  const shown = appliesPlan(command) ? 'show' : 'plan'
  const text = verb.value === 'destroy' ? 'plan -destroy' : shown
  return [
    replaceWord(verb, text),
    ...removeOption(command, source, { long: ['-auto-approve', '--auto-approve'] }),
  ]
}

function appliesPlan({ args }: SourceCommand): boolean {
  return args.filter(({ value }) => value !== null && !value.startsWith('-')).length > 1
}

/** Puts another verb in the place of one that stands anywhere among the words. */
export function insteadOfAnywhere(verbs: Readonly<Record<string, string>>): Rewriter {
  return ({ args }) => {
    const verb = args.find(({ value }) => value !== null && Object.hasOwn(verbs, value))
    const other = verb?.value ? verbs[verb.value] : undefined
    return verb && other ? [replaceWord(verb, other)] : []
  }
}

/** Puts another verb in the place of some. */
export function insteadOf(verbs: Readonly<Record<string, string>>): Rewriter {
  return (command) => {
    const verb = firstOperand(command)
    const other = verb?.value && Object.hasOwn(verbs, verb.value) ? verbs[verb.value] : undefined
    return verb && other ? [replaceWord(verb, other)] : []
  }
}

/** Adds an option with which a program only says what it would do, where one of these verbs is used. */
export function rehearsed(option: string, verbs: RegExp): Rewriter {
  return (command) => {
    const verb = command.args.find(({ value }) => value !== null && verbs.test(value))
    if (!verb || hasOption(command, option)) return []
    const dashes = command.args.find(({ value }) => value === '--')
    return dashes ? [insertBehind(verb, option)] : [appendWords(command, option)]
  }
}

/** Adds such an option right behind the program, whatever its arguments. */
export function rehearsedAlways(option: string): Rewriter {
  return (command) => {
    const program = command.words[command.at]
    return program && !hasOption(command, option) ? [insertBehind(program, option)] : []
  }
}

/** Shows what a group of things holds instead of emptying it: `docker volume prune` → `docker volume ls`. */
export const listThings: Rewriter = ({ args, words }) => {
  const at = args.findIndex(({ value }) => /^(?:prune|rm|remove|rmi)$/.test(value ?? ''))
  const verb = args[at]
  const last = words.at(-1)
  if (!verb || !last) return []
  const group = args.slice(0, at).findLast(({ value }) => value !== null && !value.startsWith('-'))
  if (group?.value === 'system') return [{ start: verb.start, end: last.end, text: 'df' }]
  if (verb.value === 'rmi') return [{ start: verb.start, end: last.end, text: 'images' }]
  if (group) return [{ start: verb.start, end: last.end, text: 'ls' }]
  return [{ start: verb.start, end: last.end, text: 'ps -a' }]
}

/** Shows the timetable instead of changing it. */
export const listTimetable: Rewriter = ({ args }) => {
  const [first] = args
  const last = args.at(-1)
  return first && last ? [{ start: first.start, end: last.end, text: '-l' }] : []
}

function firstOperand({ args }: SourceCommand): SourceWord | undefined {
  return args.find(({ value }) => value !== null && !value.startsWith('-'))
}

function hasOption({ args }: SourceCommand, option: string): boolean {
  const [name = ''] = option.split('=')
  return args.some(({ value }) => value?.startsWith(name))
}
