import { targetOf } from '../../../shared/sessions/summary.ts'
import { t } from '../../messages/index.ts'
import type { MarkKind } from '../../ui/mark.tsx'
import { answeredMark } from './answer-words.ts'
import type { CallEntry } from './transcript-entries.ts'
import { answerOf, type CallPhase } from './transcript-rows.ts'

/** What kinds of work the tools do. */
export type CallVerb =
  | 'read'
  | 'edit'
  | 'write'
  | 'run'
  | 'search'
  | 'fetch'
  | 'delegate'
  | 'plan'
  | 'use'

const verbs: Readonly<Record<string, CallVerb>> = {
  Read: 'read',
  NotebookRead: 'read',
  LS: 'read',
  Edit: 'edit',
  MultiEdit: 'edit',
  NotebookEdit: 'edit',
  Write: 'write',
  Bash: 'run',
  BashOutput: 'read',
  Glob: 'search',
  Grep: 'search',
  WebSearch: 'search',
  WebFetch: 'fetch',
  Task: 'delegate',
  Agent: 'delegate',
  TodoWrite: 'plan',
  ExitPlanMode: 'plan',
}

const ongoing = {
  read: 'call.reading',
  edit: 'call.editing',
  write: 'call.writing',
  run: 'call.running',
  search: 'call.searching',
  fetch: 'call.fetching',
  delegate: 'call.delegating',
  plan: 'call.planning',
  use: 'call.using',
} as const

/** The work that a call does. */
export function verbOf(call: CallEntry): CallVerb {
  return verbs[call.called?.tool ?? ''] ?? 'use'
}

/** The first word of a call's line. */
export function verbText(call: CallEntry, phase: CallPhase): string {
  const verb = verbOf(call)
  switch (phase) {
    case 'denied':
      return t('call.stopped')
    case 'withdrawn':
      return t('call.taken-back')
    case 'waiting':
      return t('call.asks')
    case 'cut':
      return t('call.not-done')
    case 'running':
      return runningText(call)
    case 'finished':
      return call.finished?.onlyJudged ? t('call.only-judged') : t(`call.${verb}`)
    case 'failed':
      return t(`call.${verb}`)
  }
}

/** Nothing runs before it was judged, and allowed where it asks. */
function runningText(call: CallEntry): string {
  const { decided } = call
  if (!decided) return t('call.unjudged')
  if (decided.decision === 'ask' && answerOf(call) === null) return t('call.asks')
  return t(ongoing[verbOf(call)])
}

/** What a call is about, in one line: its command or path (inside the workspace without it), else its tool. */
export function targetText(call: CallEntry, workspace: string): string {
  const { called } = call
  if (!called) return call.decided?.explanation[0] ?? ''
  const words = called.input.description ?? called.input.prompt
  if (verbOf(call) === 'delegate' && typeof words === 'string') return words.split('\n', 1)[0] ?? ''
  const target = targetOf(called.input)
  const isInside = workspace !== '' && target.startsWith(`${workspace}/`)
  const short = isInside ? target.slice(workspace.length + 1) : target
  return verbOf(call) === 'use' ? `${called.tool} ${short}`.trim() : short || called.tool
}

/** A mark with its name. */
export interface NamedMark {
  readonly kind: MarkKind
  readonly label: string
}

/** The mark of a call: its shape says who let it through or stopped it. */
export function markOf(call: CallEntry, phase: CallPhase): NamedMark {
  const answer = answerOf(call)
  if (phase === 'waiting') return { kind: 'waiting', label: t('call.mark-waiting') }
  if (phase === 'running' && !call.decided) {
    return { kind: 'queued', label: t('call.mark-unjudged') }
  }
  if (phase === 'running' && call.decided?.decision !== 'ask') {
    return { kind: 'working', label: t('call.mark-running') }
  }
  if (answer) return answeredMark(answer)
  return decidedMark(call)
}

function decidedMark({ decided }: CallEntry): NamedMark {
  if (!decided) return { kind: 'quiet', label: t('call.mark-unknown') }
  const { decision, layer } = decided
  if (decision === 'ask') return { kind: 'queued', label: t('call.mark-running') }
  if (decision === 'deny') {
    if (layer === 'person') return { kind: 'denied-by-you', label: t('call.mark-denied-you') }
    if (layer === 'ai') return { kind: 'denied', label: t('call.mark-denied-ai') }
    const isFailure = layer === 'failure'
    return { kind: 'denied', label: t(isFailure ? 'call.mark-denied-failure' : 'call.mark-denied') }
  }
  if (layer === 'ai') return { kind: 'ai', label: t('call.mark-ai') }
  if (layer === 'grant') return { kind: 'person', label: t('call.mark-grant') }
  return layer === 'person'
    ? { kind: 'person', label: t('call.mark-person') }
    : { kind: 'rule', label: t('call.mark-rule') }
}

/** What a group of calls did: "Read 6 files, ran 2". */
export function groupText(calls: readonly CallEntry[]): string {
  const counts = { read: 0, run: 0, search: 0, fetch: 0, other: 0 }
  for (const call of calls) {
    const verb = verbOf(call)
    counts[
      verb === 'read' || verb === 'run' || verb === 'search' || verb === 'fetch' ? verb : 'other'
    ] += 1
  }
  const kinds = ['read', 'run', 'search', 'fetch', 'other'] as const
  const parts = kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => t(`group.${kind}`, { count: counts[kind] }))
  const text = parts.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
