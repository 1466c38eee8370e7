import type { ReactElement } from 'react'
import { formatDollars, formatDuration, t } from '../../messages/index.ts'
import { placeText } from '../../pieces/index.ts'
import { EventLine } from './event-line.tsx'
import type { EventOf, MomentEntry } from './transcript-entries.ts'
import { TroubleLine } from './trouble-line.tsx'
import './moment-lines.css'

export interface MomentLineProps {
  readonly entry: MomentEntry
  readonly depth: number
}

/** An event that stands for itself. */
export function MomentLine({ entry, depth }: MomentLineProps): ReactElement {
  const { event } = entry
  switch (event.kind) {
    case 'retrying':
      return (
        <EventLine mark={{ kind: 'quiet', label: '' }} depth={depth}>
          <p className="event-row">{retryText(event)}</p>
        </EventLine>
      )
    case 'turn-ended':
      return <TurnEnd event={event} entryKey={entry.key} />
    case 'agent-exited':
      return (
        <TroubleLine entryKey={entry.key} failure={event.failure} fallback={t('turn.exited')} />
      )
    case 'noticed':
      return <Notice event={event} depth={depth} />
    case 'model-changed':
      return <Quiet text={t('change.model', { model: event.model })} />
    case 'ring-changed':
      return <Quiet text={t(`ring.changed-${event.ring}`, { by: placeText(event.by) })} />
    case 'attendance-changed':
      return <Quiet text={attendanceText(event)} />
    case 'mode-changed':
      return <Quiet text={t('change.mode', { mode: t(`new.mode-${event.mode}`) })} />
  }
}

function attendanceText({ unanswered, by: name }: EventOf<'attendance-changed'>): string {
  const by = placeText(name)
  if (unanswered === null) return t('attendance.changed-attended', { by })
  return t('attendance.changed-unattended', { by, time: formatDuration(unanswered * 60_000) })
}

function Quiet({ text }: { readonly text: string }): ReactElement {
  return (
    <EventLine depth={0}>
      <p className="moment-quiet">{text}</p>
    </EventLine>
  )
}

function Notice({
  event,
  depth,
}: {
  readonly event: EventOf<'noticed'>
  readonly depth: number
}): ReactElement {
  const label = t(`app.notice-${event.level}`)
  const mark = event.level === 'info' ? undefined : ({ kind: 'broke', label } as const)
  return (
    <EventLine depth={depth} mark={mark} icon={mark ? undefined : 'info'}>
      <p className="moment-notice">{event.message}</p>
    </EventLine>
  )
}

const statuses: Readonly<Record<number, 'overloaded' | 'rate-limited' | 'refused'>> = {
  401: 'refused',
  403: 'refused',
  429: 'rate-limited',
  529: 'overloaded',
}

function retryText(event: EventOf<'retrying'>): string {
  const { status, attempt, maxAttempts: most, delayMs } = event
  const known = status === null ? 'no-answer' : statuses[status]
  const problem = known
    ? t(`retry.${known}`)
    : t('retry.other', { problem: event.problem || String(status) })
  return t('retry.line', { problem, attempt, most, time: formatDuration(delayMs) })
}

interface TurnEndProps {
  readonly event: EventOf<'turn-ended'>
  readonly entryKey: string
}

function TurnEnd({ event, entryKey }: TurnEndProps): ReactElement {
  const { outcome, failure } = event
  return (
    <>
      {outcome === 'failed' && (
        <TroubleLine entryKey={entryKey} failure={failure} fallback={t('turn.failed-unknown')} />
      )}
      {outcome === 'interrupted' && <Quiet text={t('turn.interrupted')} />}
      {outcome === 'limit' && (
        <TroubleLine entryKey={entryKey} failure={failure} fallback={t('turn.limit')} />
      )}
      <TurnFoot event={event} />
    </>
  )
}

/** What a turn took. */
function TurnFoot({ event }: { readonly event: EventOf<'turn-ended'> }): ReactElement {
  const { usage, costUsd, durationMs } = event
  const input = usage ? usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens : 0
  return (
    <EventLine depth={0}>
      <p className="turn-foot">
        <span>{formatDuration(durationMs)}</span>
        {usage && <span>{t('turn.tokens', { input, output: usage.outputTokens })}</span>}
        {costUsd !== null && <span>{formatDollars(costUsd)}</span>}
      </p>
    </EventLine>
  )
}
