import { callText } from '../../../shared/bouncer/call-text.ts'
import type { JournalledEvent } from '../../../shared/sessions/model.ts'

type Called = Extract<JournalledEvent, { kind: 'tool-called' }>

/** What a session changed, as far as it is kept. */
export interface FileChanges {
  /** One text a file, in the order of the first change. */
  readonly diffs: readonly { readonly path: string; readonly text: string }[]
  /** Calls that may have changed files without their change being kept. */
  readonly unknown: readonly { readonly at: number; readonly what: string; readonly why: string }[]
}

/** Lines that a change keeps around it. */
const kept = 3

function same(a: readonly string[], b: readonly string[]): { head: number; tail: number } {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  return { head, tail }
}

/** A change as lines with `-`, `+` and blanks; where in the file it stands is not known, so no line numbers are told. */
function hunk(before: string, after: string): string {
  const [old, fresh] = [
    before === '' ? [] : before.split('\n'),
    after === '' ? [] : after.split('\n'),
  ]
  const { head, tail } = same(old, fresh)
  const around = [
    ...old.slice(Math.max(0, head - kept), head).map((line) => ` ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...fresh.slice(head, fresh.length - tail).map((line) => `+${line}`),
    ...old.slice(old.length - tail, old.length - tail + kept).map((line) => ` ${line}`),
  ]
  return around.join('\n')
}

const time = (at: number) => new Date(at).toISOString()

/** How a call ended, in words; null where it took effect. */
function whyNot(finished: Extract<JournalledEvent, { kind: 'tool-finished' }> | undefined) {
  if (!finished) return 'it was denied or never finished'
  if (finished.onlyJudged) return 'it was only judged, not carried out'
  return finished.isError ? 'it failed' : null
}

function ofFileTool(event: Called): string {
  const { changes } = callText(event.input)
  const head = `@@ ${time(event.at)}, ${event.tool}, call ${event.callId} @@`
  const isWhole = event.tool === 'Write'
  const note = isWhole ? '\n(the whole file was written; what stood there before is not known)' : ''
  const hunks = changes.map(({ before, after }) => hunk(before, after))
  return `${head}${note}\n${hunks.join('\n…\n')}\n`
}

/** Finds what a session's file tools changed, and names what cannot be known. */
export function fileChangesIn(events: readonly JournalledEvent[]): FileChanges {
  const finished = new Map(
    events.flatMap((event) => (event.kind === 'tool-finished' ? [[event.callId, event]] : [])),
  )
  const diffs = new Map<string, string>()
  const unknown: { at: number; what: string; why: string }[] = []
  for (const event of events) {
    if (event.kind !== 'tool-called') continue
    const { changes, text, isCommand } = callText(event.input)
    const why = whyNot(finished.get(event.callId))
    if (changes.length > 0 && why === null) {
      diffs.set(text, `${diffs.get(text) ?? `--- ${text}\n+++ ${text}\n`}${ofFileTool(event)}`)
    } else if (isCommand && why === null) {
      unknown.push({ at: event.at, what: text, why: 'what a command changes is not kept' })
    }
  }
  return { diffs: [...diffs].map(([path, text]) => ({ path, text })), unknown }
}

/** What is not known, as a text to read. */
export function unknownText({ unknown }: FileChanges): string {
  const head =
    '# What these diffs cannot show\n\nThe diffs were made from what the agent’s file tools were told to write. What was on the disk before and after is not kept. Commands may have changed files as well:\n'
  const lines = unknown.map(
    ({ at, what, why }) =>
      `\n- ${time(at)}: \`${what.replaceAll('`', 'ˋ').replaceAll('\n', ' ⏎ ')}\` (${why})`,
  )
  return `${head}${lines.length === 0 ? '\nNo command ran.' : lines.join('')}\n`
}
