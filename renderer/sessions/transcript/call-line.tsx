import type { ReactElement } from 'react'
import { CallCopy, LostAnswer } from '../../inbox/index.ts'
import { formatDuration, formatLatency, t } from '../../messages/index.ts'
import { DiffCount } from '../../ui/diff-count.tsx'
import { Icon } from '../../ui/icon.tsx'
import { decidedByText, denialText } from './answer-words.ts'
import { CallDetails } from './call-details.tsx'
import { markOf, targetText, verbOf, verbText } from './call-words.ts'
import { EventLine } from './event-line.tsx'
import { QuestionLine } from './question-line.tsx'
import { useOpen, useTranscript } from './transcript-context.ts'
import type { CallEntry } from './transcript-entries.ts'
import { answerOf, type CallPhase, type Row } from './transcript-rows.ts'

export interface CallLineProps {
  readonly row: Omit<Extract<Row, { kind: 'call' }>, 'kind'>
}

/** One call: its card while it waits, else one line that opens; what stopped it stands below. */
export function CallLine({ row }: CallLineProps): ReactElement {
  const { call, phase, depth, children } = row
  const [opened, setOpen] = useOpen(call.key)
  const isOpen = children ? children.isOpen : opened
  const isAnswerable =
    call.asked !== null && (phase === 'waiting' || call.asked.question !== 'approval')
  if (call.asked && isAnswerable)
    return <QuestionLine asked={call.asked} depth={depth} call={call} />
  return (
    <EventLine mark={markOf(call, phase)} depth={depth}>
      <button
        type="button"
        className="event-row"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <CallWords call={call} phase={phase} />
        {children && (
          <span className="event-gist">{t('transcript.steps', { count: children.count })}</span>
        )}
        <span className="event-end">
          <DecidedBy call={call} />
          <Duration call={call} phase={phase} />
          <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} sizePx={12} />
        </span>
      </button>
      <Reason call={call} phase={phase} />
      <Lost call={call} />
      <Copied call={call} />
      {opened && <CallDetails call={call} />}
    </EventLine>
  )
}

interface CallPartProps {
  readonly call: CallEntry
  readonly phase: CallPhase
}

function CallWords({ call, phase }: CallPartProps): ReactElement {
  const { session } = useTranscript()
  const target = targetText(call, session.workspace)
  const changed = call.finished?.changed
  return (
    <>
      <b>{verbText(call, phase)}</b>
      {verbOf(call) === 'delegate' ? (
        <span className="event-gist">{target}</span>
      ) : (
        <code>{target}</code>
      )}
      {changed && (
        <DiffCount
          {...(changed.added > 0 ? { added: `+${changed.added}` } : {})}
          {...(changed.removed > 0 ? { removed: `−${changed.removed}` } : {})}
          label={t('call.changed', changed)}
        />
      )}
      {phase === 'failed' && <span className="event-failed">{t('call.failed')}</span>}
    </>
  )
}

function Duration({ call, phase }: CallPartProps): ReactElement | null {
  const { finished, decided } = call
  if (phase === 'denied' && decided && !answerOf(call))
    return <>{formatLatency(decided.latencyUs)}</>
  if (!finished || finished.durationMs === null) return null
  return <>{formatDuration(finished.durationMs)}</>
}

/** The copy of what a call destroyed that the rules alone did not let through. */
function Copied({ call }: Pick<CallPartProps, 'call'>): ReactElement | null {
  const { decided } = call
  const isLetThrough = answerOf(call)?.outcome === 'allowed' || decided?.layer === 'grant'
  if (!decided || !isLetThrough) return null
  return <CallCopy callId={decided.callId} effects={decided.effects} />
}

/** Who let it through or stopped it, where rules alone did not: the person, a choice of theirs, the AI layer. */
function DecidedBy({ call }: Pick<CallPartProps, 'call'>): ReactElement | null {
  const words = decidedByText(call)
  return words === '' ? null : <span>{words}</span>
}

/** What the person pressed in this window after another answer had counted. */
function Lost({ call }: Pick<CallPartProps, 'call'>): ReactElement | null {
  const answer = answerOf(call)
  return answer && <LostAnswer id={answer.inboxId} />
}

/** Why a call did not go through, in a sentence. */
function Reason({ call, phase }: CallPartProps): ReactElement | null {
  const answer = answerOf(call)
  if (answer?.outcome === 'denied') {
    return <p className="event-sentence">{denialText(answer)}</p>
  }
  if (phase !== 'denied' || !call.decided?.reason) return null
  return <p className="event-sentence">{call.decided.reason}</p>
}
