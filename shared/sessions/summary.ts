import { assertNever } from '../kit/assert-never.ts'
import type { SessionId } from '../kit/ids.ts'
import type { JournalledEvent, SessionState, SessionSummary, Usage } from './model.ts'

const noUsage: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
}

/** The summary of a session of which nothing is known yet but its id and epoch. */
export function emptySummary(id: SessionId, epoch: string): SessionSummary {
  return {
    id,
    title: '',
    agent: 'claude-code',
    workspace: '',
    workspaceMissing: false,
    state: 'starting',
    unread: false,
    action: '',
    waiting: 0,
    model: null,
    mode: 'default',
    purse: 'none',
    ring: 'off',
    ranIn: null,
    turns: 0,
    usage: noUsage,
    costUsd: 0,
    createdAt: 0,
    lastAt: 0,
    epoch,
    lastSeq: 0,
  }
}

/** True for events that come in floods and change nothing a list shows. */
export function isDelta(event: Pick<JournalledEvent, 'kind'>): boolean {
  return event.kind === 'text-delta' || event.kind === 'thinking-delta'
}

/** Folds one journal line into the list row of its session. */
export function summarise(before: SessionSummary, event: JournalledEvent): SessionSummary {
  const lastAt = event.kind === 'seen' ? before.lastAt : event.at
  return { ...before, ...changeBy(before, event), epoch: event.epoch, lastSeq: event.seq, lastAt }
}

function changeBy(before: SessionSummary, event: JournalledEvent): Partial<SessionSummary> {
  switch (event.kind) {
    case 'created': {
      const { agent, workspace, title, model, mode, purse, ring = 'off', unanswered } = event
      const attendance = unanswered === undefined ? {} : { unanswered }
      const held = { ring, ...attendance }
      return { agent, workspace, title, model, mode, purse, ...held, createdAt: event.at }
    }
    case 'renamed':
      return { title: event.title }
    case 'seen':
      return { unread: false, state: before.state === 'finished' ? 'idle' : before.state }
    case 'mode-changed':
      return { mode: event.mode }
    case 'model-changed':
      return { model: event.model }
    case 'attendance-changed':
      return { unanswered: event.unanswered }
    case 'ring-changed':
      return { ring: event.ring }
    case 'agent-started':
      return { ...(event.model ? { model: event.model } : {}), ranIn: event.ring ? 'ring' : 'off' }
    case 'noticed':
      return event.level === 'error' ? { action: event.message } : {}
    case 'prompted':
    case 'turn-started':
    case 'text':
    case 'thinking':
    case 'text-delta':
    case 'thinking-delta':
    case 'tool-called':
    case 'tool-finished':
    case 'decided':
    case 'retrying':
      return whileWorking(before, event)
    case 'asked':
      return { waiting: before.waiting + 1, state: 'waiting' }
    case 'answered':
      return afterAnswer(before)
    case 'turn-ended':
      return afterTurn(before, event)
    case 'agent-exited':
      return afterExit(before, event)
    default:
      return assertNever(event)
  }
}

function whileWorking(before: SessionSummary, event: JournalledEvent): Partial<SessionSummary> {
  const state: SessionState = before.waiting > 0 ? 'waiting' : 'working'
  switch (event.kind) {
    case 'prompted':
      return { state: before.waiting > 0 ? 'waiting' : 'working', action: '', unread: false }
    case 'tool-called':
      return { state, action: actionOf(event) }
    case 'tool-finished':
      return { state, action: '' }
    case 'retrying':
      return { state, action: event.problem }
    default:
      return { state }
  }
}

function afterAnswer(before: SessionSummary): Partial<SessionSummary> {
  const waiting = Math.max(0, before.waiting - 1)
  return { waiting, state: waiting > 0 ? 'waiting' : 'working' }
}

function afterTurn(
  before: SessionSummary,
  event: Extract<JournalledEvent, { kind: 'turn-ended' }>,
): Partial<SessionSummary> {
  const usage = event.usage ? addUsage(before.usage, event.usage) : before.usage
  return {
    state: before.waiting > 0 ? 'waiting' : stateAfter(event.outcome),
    unread: event.outcome === 'completed' || event.outcome === 'failed',
    action: event.failure?.message ?? '',
    turns: before.turns + 1,
    usage,
    costUsd: before.costUsd + (event.costUsd ?? 0),
  }
}

function stateAfter(
  outcome: Extract<JournalledEvent, { kind: 'turn-ended' }>['outcome'],
): SessionState {
  switch (outcome) {
    case 'completed':
      return 'finished'
    case 'failed':
      return 'broke'
    case 'interrupted':
    case 'limit':
      return 'stopped'
    default:
      return assertNever(outcome)
  }
}

function afterExit(
  before: SessionSummary,
  event: Extract<JournalledEvent, { kind: 'agent-exited' }>,
): Partial<SessionSummary> {
  if (before.waiting > 0) return { state: 'waiting' }
  if (event.failure) return { state: 'broke', unread: true, action: event.failure.message }
  const busy = before.state === 'working' || before.state === 'starting'
  return busy ? { state: 'stopped', action: '' } : {}
}

function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  }
}

/** Calls that only talk to the person: the question itself says what they are about. */
const talking = new Set(['AskUserQuestion', 'ExitPlanMode'])

function actionOf({ tool, input }: Extract<JournalledEvent, { kind: 'tool-called' }>): string {
  return talking.has(tool) ? '' : targetOf(input) || tool
}

const targetKeys = ['command', 'file_path', 'notebook_path', 'path', 'url', 'pattern', 'query']

/** What a call is about, as one line: its command, path or address; empty when its input names none. */
export function targetOf(input: Readonly<Record<string, unknown>>): string {
  for (const key of targetKeys) {
    const value = input[key]
    if (typeof value === 'string' && value) return (value.split('\n', 1)[0] ?? '').slice(0, 200)
  }
  return ''
}
