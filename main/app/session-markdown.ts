import { assertNever } from '../../shared/kit/assert-never.ts'
import type { JournalledEvent, SessionEvent } from '../../shared/sessions/model.ts'

type Of<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>

/** A block that nothing in the text can close: its fence is longer than any in it. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const quoted = (text: string) => text.replaceAll(/^/gm, '> ')

function createdText(event: Of<'created'>): string {
  const { title, agent, workspace, model, mode } = event
  return `# ${inOneLine(title) || 'Session'}\n\n- Agent: ${agent}\n- Folder: ${workspace}\n- Model: ${model ?? 'the agent’s own'}\n- Mode: ${mode}`
}

function calledText({ tool, input }: Of<'tool-called'>): string {
  const { command } = input
  if (typeof command === 'string') return `**${tool}**\n\n${fenced(command, 'sh')}`
  return `**${tool}**\n\n${fenced(JSON.stringify(input, null, 2), 'json')}`
}

function decidedText({ decision, reason, rules, entry }: Of<'decided'>): string {
  const named = rules.length > 0 ? ` (${rules.join(', ')})` : ''
  const record = entry === null ? 'not on record' : `entry ${entry}`
  return `*Bouncer: ${decision}, ${record}.* ${inOneLine(reason)}${named}`
}

function finishedText({ isError, output, cut, onlyJudged }: Of<'tool-finished'>): string {
  if (onlyJudged) return '*Only judged, not carried out.*'
  const head = isError ? '*It failed:*' : '*Output:*'
  if (output.trim() === '') return isError ? '*It failed without output.*' : '*No output.*'
  return `${head}\n\n${fenced(output)}${cut ? '\n\n*The output goes on; it was cut when it was kept.*' : ''}`
}

function answeredText({ outcome, by, note }: Of<'answered'>): string {
  return `*Answer: ${outcome}, by ${by}.*${note ? ` ${inOneLine(note)}` : ''}`
}

function turnText({ outcome, failure, costUsd }: Of<'turn-ended'>): string {
  const cost = costUsd === null ? '' : `, $${costUsd.toFixed(4)}`
  return `*Turn ${outcome}${cost}.*${failure ? ` ${failure.message}` : ''}\n\n---`
}

/** One event as Markdown; null for what a reader does not need. */
function eventText(event: JournalledEvent): string | null {
  switch (event.kind) {
    case 'created':
      return createdText(event)
    case 'renamed':
      return `*Renamed to “${inOneLine(event.title)}”.*`
    case 'prompted':
      return `## ${event.by}, ${new Date(event.at).toISOString()}\n\n${event.text}`
    case 'text':
    case 'text-delta':
      return event.text
    case 'thinking':
    case 'thinking-delta':
      return event.text.trim() === '' ? null : quoted(event.text)
    case 'tool-called':
      return calledText(event)
    case 'decided':
      return decidedText(event)
    case 'asked':
      return `*Asked you (${event.question}).*`
    case 'answered':
      return answeredText(event)
    case 'tool-finished':
      return finishedText(event)
    case 'retrying':
      return `*The model service did not answer (${inOneLine(event.problem)}); attempt ${event.attempt}.*`
    case 'turn-ended':
      return turnText(event)
    case 'agent-exited':
      return event.failure ? `*${event.failure.message}*` : null
    case 'noticed':
      return `*${inOneLine(event.message)}*`
    case 'attendance-changed':
      return event.unanswered === null
        ? '*Attended from here on: questions wait.*'
        : `*Unattended from here on: denied when nobody answers for ${event.unanswered} min.*`
    case 'ring-changed':
      return `*Outer ring from the next start on: ${event.ring === 'ring' ? 'yes' : 'no'}.*`
    case 'mode-changed':
      return `*Mode: ${event.mode}.*`
    case 'model-changed':
      return `*Model: ${event.model}.*`
    case 'agent-started':
      return event.ring
        ? `*The agent started in the outer ring (${event.ring.program} ${event.ring.version}).*`
        : null
    case 'turn-started':
    case 'seen':
      return null
    default:
      return assertNever(event)
  }
}

/** A session's events as Markdown, in order. */
export function sessionMarkdown(events: readonly JournalledEvent[]): string {
  return events.map((event) => closed(eventText(event))).join('')
}

function closed(text: string | null): string {
  return text ? `${text.replaceAll(driving, '')}\n\n` : ''
}

/** What drives a terminal: escape sequences, and control characters but line ends and tabs. */
const driving = /\p{Cc}\[[\d;?]*[a-zA-Z]|[\p{Cc}--[\n\t]]/gv
