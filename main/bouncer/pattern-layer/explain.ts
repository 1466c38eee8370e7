import type { Effect, TouchedPath } from '../../../shared/bouncer/model.ts'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import type { Findings } from './findings.ts'
import { isWithin } from './paths.ts'

const MAX_LINES = 12
const MAX_NAMES = 3
const MAX_TEXT = 120

type Ground = { readonly home: string; readonly workspace: string }

/** One plain line an effect, in their order; everyday effects of the project stay silent. */
export function explain({ effects }: Findings, ground: Ground): string[] {
  const lines: string[] = []
  for (const effect of effects) {
    if (lines.length >= MAX_LINES) break
    const line = explainEffect(effect, ground)
    if (line !== null && !lines.includes(line)) lines.push(line)
  }
  return lines
}

const gitWords = {
  history: 'Rewrites the history of the repository',
  worktree: 'Changes files through git',
  remote: 'Changes the repository on the server',
  configuration: 'Changes how git works here',
} as const

function explainEffect(effect: Effect, ground: Ground): string | null {
  switch (effect.kind) {
    case 'delete':
      return `Deletes ${describe(effect.paths, effect.recursive ? 'folder' : 'file', ground)}`
    case 'write':
      return `${effect.append ? 'Appends to' : 'Writes'} ${describe(effect.paths, 'file', ground)}`
    case 'read':
      return effect.paths.every((path) => path.place === 'project' && !path.secret)
        ? null
        : `Reads ${describe(effect.paths, 'file', ground)}`
    case 'execute':
      return explainExecution(effect, ground)
    case 'network':
      return `${DIRECTIONS[effect.direction]} ${readable(effect.host) || 'the network'}`
    case 'environment':
      return `Sets the variable ${readable(effect.name)}, which other programs obey`
    case 'variable':
      return explainVariable(effect.name)
    case 'process':
      return `Acts on running programs: ${readable(`${effect.action} ${effect.target}`)}`
    case 'version-control':
      return `${gitWords[effect.target]}: ${readable(effect.verb)}`
    default:
      return explainOther(effect)
  }
}

function explainVariable(name: string): string {
  if (name === '*') return 'Shows every variable of the environment'
  return `Shows the variable ${readable(name)}, which by its name holds a secret`
}

type Other = Exclude<
  Effect,
  {
    kind:
      | 'delete'
      | 'write'
      | 'read'
      | 'execute'
      | 'network'
      | 'environment'
      | 'variable'
      | 'process'
      | 'version-control'
  }
>

function explainOther(effect: Other): string {
  switch (effect.kind) {
    case 'infrastructure':
      return `Changes servers or services: ${readable(`${effect.verb} ${effect.resource}`)}`
    case 'database':
      return `Changes a database: ${readable(`${effect.verb} ${effect.target}`)}`
    case 'guard':
      return `Changes what guards this machine: ${readable(effect.target)}`
    case 'persistence':
      return `Leaves something that starts by itself: ${readable(effect.target)}`
    case 'privilege':
      return `Gains more rights: ${readable(effect.how)}`
    case 'conversation':
      return capital(readable(effect.what))
    case 'unknown':
      return `Not understood: ${readable(effect.what)}`
    default:
      return assertNever(effect)
  }
}

function explainExecution(
  effect: Extract<Effect, { kind: 'execute' }>,
  ground: Ground,
): string | null {
  const { source } = effect
  if (source === 'program' || source === 'project') return null
  const program = shorten(readable(effect.program), ground)
  switch (source) {
    case 'inline':
      return `Runs code written in the call (${program})`
    case 'file':
      return `Runs a file from outside the project: ${program}`
    case 'download':
      return `Runs what it downloads (${program})`
    case 'stdin':
      return `Runs what it is fed (${program})`
    case 'unknown':
      return `Runs a program that cannot be read from the call: ${program}`
    default:
      return assertNever(source)
  }
}

const DIRECTIONS = {
  download: 'Reads from',
  upload: 'Sends data to',
  both: 'Connects to',
  listen: 'Opens a port on',
} as const

/** How many, where and which; no number where a path stands for any number of files. */
function describe(paths: readonly TouchedPath[], noun: 'file' | 'folder', ground: Ground): string {
  const outside = countOutside(paths)
  const told = outside === 0 || outside === paths.length ? paths : paths.filter(isOutside)
  const where = outside === 0 ? 'in the project' : placeWords(told)
  const secret = paths.some(isSecret) ? ' (holds credentials)' : ''
  let names = ''
  for (let at = 0; at < told.length && at < MAX_NAMES; at++) {
    const name = shorten(readable(told[at]?.path ?? ''), ground)
    names += at === 0 ? name : `, ${name}`
  }
  const more = told.length > MAX_NAMES ? ` and ${told.length - MAX_NAMES} more` : ''
  return `${howMany(told, noun)} ${where}: ${names}${more}${secret}`
}

function countOutside(paths: readonly TouchedPath[]): number {
  let count = 0
  for (const path of paths) if (isOutside(path)) count++
  return count
}

function isSecret({ secret }: TouchedPath): boolean {
  return secret === true
}

function isOutside({ place }: TouchedPath): boolean {
  return place !== 'project'
}

function howMany(paths: readonly TouchedPath[], noun: 'file' | 'folder'): string {
  const isCounted = paths.every(({ certainty }) => certainty === 'exact')
  if (!isCounted) return `${noun}s`
  return `${paths.length} ${noun}${paths.length === 1 ? '' : 's'}`
}

function placeWords(paths: readonly TouchedPath[]): string {
  let isTemporary = true
  let isUnread = false
  for (const { place } of paths) {
    if (place === 'system') return 'of the system'
    isTemporary &&= place === 'temporary'
    isUnread ||= place === 'unknown'
  }
  if (isTemporary) return 'among temporary files'
  return isUnread ? 'at a place that cannot be read' : 'outside the project'
}

function shorten(text: string, { home, workspace }: Ground): string {
  if (isWithin(text, workspace)) {
    return text.length === workspace.length ? text : text.slice(workspace.length + 1)
  }
  return home !== '/' && isWithin(text, home) ? `~${text.slice(home.length)}` : text
}

const MARKED = /[\s\uFFFC]/

/** Text without the mark of its unknown part and without line breaks, cut for a line. */
function readable(text: string): string {
  if (text.length <= MAX_TEXT && !MARKED.test(text)) return text
  const plain = text.replaceAll('\uFFFC', '…').replaceAll(/\s+/g, ' ').trim()
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT - 1)}…` : plain
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
