import type { Effect, EffectKind, TouchedPath } from '../../shared/bouncer/model.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { t } from './translate.ts'

/** What weighs most comes first: one sentence can name one effect. */
const weight: readonly EffectKind[] = [
  'guard',
  'delete',
  'persistence',
  'privilege',
  'infrastructure',
  'database',
  'version-control',
  'network',
  'write',
  'execute',
  'process',
  'environment',
  'variable',
  'read',
  'conversation',
  'unknown',
]

/** A path as people say it: from the project's folder on, else its last two segments. */
function spokenPath(path: string, workspace: string): string {
  if (path.startsWith(`${workspace}/`)) return path.slice(workspace.length + 1)
  if (!path.startsWith('/')) return path
  return path.split('/').length > 3 ? `…/${path.split('/').slice(-2).join('/')}` : path
}

type PathEffect = Extract<Effect, { kind: 'delete' | 'write' | 'read' }>

function nameOf(path: TouchedPath | undefined, workspace: string): string | null {
  return path && path.certainty !== 'unknown' ? spokenPath(path.path, workspace) : null
}

function pathQuestion(effect: PathEffect, workspace: string): string {
  const count = effect.paths.length
  const name = count === 1 ? nameOf(effect.paths[0], workspace) : null
  if (effect.kind === 'delete') {
    if (name) return t(`question.delete-${effect.recursive ? 'folder' : 'one'}`, { name })
    return count > 1 ? t('question.delete-many', { count }) : t('question.delete-unknown')
  }
  if (name) return t(`question.${effect.kind}-one`, { name })
  return t(`question.${effect.kind}-many`, { count })
}

function runQuestion({ source, program }: Extract<Effect, { kind: 'execute' }>): string {
  if (source === 'download') return t('question.run-download', { program })
  if (source === 'inline' || source === 'stdin') return t('question.run-inline', { program })
  return t('question.run', { program })
}

function effectQuestion(effect: Effect, workspace: string): string {
  switch (effect.kind) {
    case 'delete':
    case 'write':
    case 'read':
      return pathQuestion(effect, workspace)
    case 'execute':
      return runQuestion(effect)
    case 'network':
      return t(`question.network-${effect.direction}`, { host: effect.host })
    case 'environment':
      return t('question.environment', { name: effect.name })
    case 'variable':
      return effect.name === '*'
        ? t('question.variables')
        : t('question.variable', { name: effect.name })
    case 'process':
      return t('question.process', { target: effect.target, action: effect.action })
    case 'version-control':
      return t(`question.${effect.target}`, { verb: effect.verb })
    case 'infrastructure':
      return t('question.infrastructure', { verb: effect.verb, resource: effect.resource })
    case 'database':
      return t('question.database', { verb: effect.verb, target: effect.target })
    case 'guard':
    case 'persistence':
      return t(`question.${effect.kind}`, { target: effect.target })
    case 'privilege':
      return t('question.privilege', { how: effect.how })
    case 'conversation':
      return t('question.conversation', { what: effect.what })
    case 'unknown':
      return t('question.unknown')
  }
}

function planTitle(plan: string): string | null {
  const line = plan.split('\n').find((text) => /\p{L}/u.test(text))
  return line?.replace(/^[#\s*-]+/, '').trim() ?? null
}

/** What waits, as one sentence: the weightiest effect of a call, the agent's own question, the plan's title. */
export function questionText({ body }: Pick<InboxItem, 'body'>): string {
  if (body.kind === 'plan') {
    const title = planTitle(body.plan)
    return title ? t('question.plan', { title }) : t('question.plan-untitled')
  }
  if (body.kind === 'question') {
    const [first] = body.questions
    return first ? t('question.asks', { question: first.question }) : t('question.empty')
  }
  if (body.kind === 'at-terminal') return t('question.at-terminal')
  const [effect] = [...body.verdict.effects].sort(
    (a, b) => weight.indexOf(a.kind) - weight.indexOf(b.kind),
  )
  return effect
    ? effectQuestion(effect, body.call.workspace)
    : t('question.tool', { tool: body.call.tool })
}
