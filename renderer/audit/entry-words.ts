import type { AuditEntry } from '../../shared/audit/model.ts'
import { traitsOf } from '../../shared/bouncer/effect-traits.ts'
import type { Effect } from '../../shared/bouncer/model.ts'
import { type Answerer, answererOf } from '../../shared/inbox/answered-by.ts'
import { targetOf } from '../../shared/sessions/summary.ts'
import { formatDuration, formatLatency, grantLines, t } from '../messages/index.ts'
import type { MarkKind } from '../ui/mark.tsx'

/** What the columns of a row say. */
export interface EntryWords {
  readonly mark: MarkKind
  readonly markLabel: string
  readonly decision: string
  readonly tone: 'plain' | 'you' | 'stop'
  readonly by: string
  readonly call: string
  /** True when the call column holds what a machine runs. */
  readonly isCode: boolean
  readonly effect: string
  readonly rule: string
  /** Empty where nothing was timed. */
  readonly latency: string
  readonly latencyMs: number
}

type DecisionEntry = Extract<AuditEntry, { kind: 'decision' }>
type AnswerEntry = Extract<AuditEntry, { kind: 'answer' }>
type ChainEntry = Extract<AuditEntry, { kind: 'chain' }>
type RemovedEntry = Extract<AuditEntry, { kind: 'removed' }>
type GrantEntry = Extract<AuditEntry, { kind: 'grant' }>

/** The words of an entry; `isWaiting`: its question still waits. */
export function entryWords(entry: AuditEntry, isWaiting: boolean): EntryWords {
  switch (entry.kind) {
    case 'decision':
      return decisionWords(entry, isWaiting)
    case 'answer':
      return answerWords(entry)
    case 'grant':
      return grantEntryWords(entry)
    case 'chain':
      return chainWords(entry)
    case 'removed':
      return removedWords(entry)
  }
}

function decisionWords(entry: DecisionEntry, isWaiting: boolean): EntryWords {
  const { verdict, latencyUs } = entry
  const { decision, layer } = verdict
  return {
    ...decisionMark(entry, isWaiting),
    decision: isWaiting ? t('audit.waiting') : t(`audit.decided-${decision}`),
    by: t(decision === 'ask' ? 'audit.by-person' : `audit.by-${layer}`),
    call: callLine(entry),
    isCode: true,
    effect: effectsText(verdict.effects),
    rule: verdict.rules[0] ?? '',
    latency: formatLatency(latencyUs),
    latencyMs: latencyUs / 1_000,
  }
}

type MarkWords = Pick<EntryWords, 'mark' | 'markLabel' | 'tone'>

function decisionMark({ verdict }: DecisionEntry, isWaiting: boolean): MarkWords {
  const { decision, layer } = verdict
  if (isWaiting) return { mark: 'waiting', markLabel: t('audit.mark-waiting'), tone: 'you' }
  if (decision === 'ask') return { mark: 'person', markLabel: t('audit.mark-ask'), tone: 'plain' }
  if (decision === 'deny') {
    const isYou = layer === 'person'
    return {
      mark: isYou ? 'denied-by-you' : 'denied',
      markLabel: t(isYou ? 'audit.mark-deny-you' : 'audit.mark-deny'),
      tone: 'stop',
    }
  }
  if (layer === 'ai') return { mark: 'ai', markLabel: t('audit.mark-allow-ai'), tone: 'plain' }
  if (layer === 'grant' || layer === 'person') {
    return { mark: 'person', markLabel: t(`audit.mark-allow-${layer}`), tone: 'plain' }
  }
  return { mark: 'rule', markLabel: t('audit.mark-allow-pattern'), tone: 'plain' }
}

/** A call in one line: a command as it is, else the tool with what it is about. */
export function callLine({ call }: DecisionEntry): string {
  const target = targetOf(call.input)
  const inside = `${call.workspace}/`
  const short = target.startsWith(inside) ? target.slice(inside.length) : target
  return typeof call.input.command === 'string' ? short : `${call.tool} ${short}`.trim()
}

function answerWords(entry: AnswerEntry): EntryWords {
  const { decision, by, waitedMs } = entry
  const who = answererOf(by)
  const isTakenBack = decision === 'withdrawn'
  return {
    ...answerMark(decision, who),
    decision: t(`audit.answered-${decision}`),
    by: isTakenBack ? '' : t(`audit.by-${who}`),
    call: isTakenBack ? withdrawnText(entry) : answerText(entry, who),
    isCode: false,
    effect: '',
    rule: '',
    latency: formatDuration(waitedMs),
    latencyMs: waitedMs,
  }
}

function withdrawnText({ note }: AnswerEntry): string {
  return t(note ? 'audit.row-taken-back' : 'audit.row-withdrawn')
}

function answerText({ note }: AnswerEntry, who: Answerer): string {
  if (who === 'limit') return t('audit.row-answer-limit')
  if (who === 'grant') return t('audit.row-answer-grant')
  return note ? t('audit.row-answer-note', { note }) : t('audit.row-answer')
}

function answerMark(decision: AnswerEntry['decision'], who: Answerer): MarkWords {
  if (decision === 'deny' && who === 'limit') {
    return { mark: 'denied', markLabel: t('audit.mark-deny-limit'), tone: 'stop' }
  }
  if (decision === 'deny') {
    return { mark: 'denied-by-you', markLabel: t('audit.mark-deny-you'), tone: 'stop' }
  }
  if (decision === 'withdrawn') {
    return { mark: 'quiet', markLabel: t('audit.mark-withdrawn'), tone: 'plain' }
  }
  const label = who === 'grant' ? 'audit.mark-allow-grant' : 'audit.mark-allow-person'
  return { mark: 'person', markLabel: t(label), tone: 'plain' }
}

function grantEntryWords({ event, grant }: GrantEntry): EntryWords {
  return {
    mark: event === 'given' ? 'person' : 'quiet',
    markLabel: t(`grant.${event}-mark`),
    tone: 'plain',
    decision: t(`grant.${event}-decision`),
    by: t('audit.by-person'),
    call: grantLines(grant).join('; '),
    isCode: false,
    effect: '',
    rule: `grant.${grant.id}`,
    latency: '',
    latencyMs: 0,
  }
}

function chainWords({ event, detail }: ChainEntry): EntryWords {
  return {
    mark: 'idle',
    markLabel: t('audit.mark-chain'),
    tone: 'plain',
    decision: t('audit.chain-entry'),
    by: t('audit.by-chain'),
    call: [t(`audit.chain-${event}`), detail].filter((part) => part !== '').join(': '),
    isCode: false,
    effect: '',
    rule: '',
    latency: '',
    latencyMs: 0,
  }
}

function removedWords({ was }: RemovedEntry): EntryWords {
  return {
    mark: 'quiet',
    markLabel: t('audit.mark-removed'),
    tone: 'plain',
    decision: t('audit.text-removed'),
    by: t('audit.by-person'),
    call: t(`audit.removed-${was}`),
    isCode: false,
    effect: '',
    rule: '',
    latency: '',
    latencyMs: 0,
  }
}

/** What destroys goes first, then what has any weight. */
function rank(effect: Effect): number {
  const traits = traitsOf(effect)
  if (traits.includes('destroys')) return 0
  return traits.length > 0 ? 1 : 2
}

function effectsText(effects: readonly Effect[]): string {
  const [worst] = [...effects].sort((a, b) => rank(a) - rank(b))
  if (!worst) return ''
  const effect =
    worst.kind === 'network'
      ? t('audit.short-network', { host: worst.host })
      : t(`audit.short-${worst.kind}`)
  return traitsOf(worst).includes('leaves') ? t('audit.short-outside', { effect }) : effect
}
