import type { Effect, TouchedPath } from '../../../shared/bouncer/model.ts'
import type { Findings } from './findings.ts'
import { isKnown } from './scene.ts'

const MAX_LINES = 12

/** One plain line an effect, those outside the project first; everyday effects of the project stay silent. */
export function explain(
  findings: Findings,
  ground: { readonly home: string; readonly workspace: string },
): string[] {
  const lines: string[] = []
  for (const effect of findings.effects) {
    const line = explainEffect(effect, ground)
    if (line !== null && !lines.includes(line)) lines.push(line)
    if (lines.length >= MAX_LINES) return lines
  }
  return lines
}

const gitWords = {
  history: 'Rewrites git history',
  worktree: 'Changes files through git',
  remote: 'Changes a git remote',
  configuration: 'Changes the git configuration',
} as const

type Ground = { readonly home: string; readonly workspace: string }

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
      return explainExecution(effect)
    case 'network':
      return explainNetwork(effect)
    case 'environment':
      return `Sets the variable ${effect.name} for other programs`
    case 'process':
      return `${capital(effect.action)}: ${readable(effect.target)}`
    case 'version-control':
      return `${gitWords[effect.target]}: ${effect.verb}`
    case 'infrastructure':
      return `${capital(effect.verb)}: ${readable(effect.resource)}`
    case 'database':
      return `Runs ${effect.verb} on a database: ${readable(effect.target)}`
    case 'guard':
      return `Changes the guard: ${readable(effect.target)}`
    case 'persistence':
      return `Stays after this call: ${readable(effect.target)}`
    case 'privilege':
      return `Gains more rights: ${effect.how}`
    case 'conversation':
      return capital(effect.what)
    case 'unknown':
      return `Not understood: ${effect.what}`
  }
}

function explainExecution(effect: Extract<Effect, { kind: 'execute' }>): string | null {
  const program = readable(effect.program)
  switch (effect.source) {
    case 'program':
    case 'project':
      return null
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
  }
}

const DIRECTIONS = {
  download: 'Reads from',
  upload: 'Sends data to',
  both: 'Connects to',
  listen: 'Opens a port on',
} as const

function explainNetwork(effect: Extract<Effect, { kind: 'network' }>): string {
  return `${DIRECTIONS[effect.direction]} ${readable(effect.host) || 'the network'}`
}

function describe(paths: readonly TouchedPath[], noun: 'file' | 'folder', ground: Ground): string {
  const outside = paths.filter((path) => path.place !== 'project')
  const shown = (outside.length > 0 ? outside : paths).slice(0, 3)
  const count = outside.length > 0 ? outside.length : paths.length
  const where = outside.length === 0 ? 'in the project' : placeWords(outside)
  const names = shown.map((path) => shorten(path, ground)).join(', ')
  const secret = paths.some((path) => path.secret) ? ' (holds credentials)' : ''
  const more = count > shown.length ? ` and ${count - shown.length} more` : ''
  return `${count} ${noun}${count === 1 ? '' : 's'} ${where}: ${names}${more}${secret}`
}

function placeWords(paths: readonly TouchedPath[]): string {
  if (paths.every((path) => path.place === 'temporary')) return 'among temporary files'
  if (paths.some((path) => path.place === 'system')) return 'of the system'
  return paths.some((path) => path.place === 'unknown')
    ? 'at a place that cannot be read'
    : 'outside the project'
}

function shorten(path: TouchedPath, ground: Ground): string {
  const text = readable(path.path)
  if (text === ground.workspace) return text
  if (text.startsWith(`${ground.workspace}/`)) return text.slice(ground.workspace.length + 1)
  return text === ground.home || text.startsWith(`${ground.home}/`)
    ? `~${text.slice(ground.home.length)}`
    : text
}

/** Text without its unknown part's mark, cut for a line. */
function readable(text: string): string {
  const plain = isKnown(text) ? text : text.replaceAll('\uFFFC', '…')
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
