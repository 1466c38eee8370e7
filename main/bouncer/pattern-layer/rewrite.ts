import type { Decision, ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import type { Ruling } from '../rules/decide.ts'
import { applyEdits, type Edit } from './rewrites/edits.ts'
import { waysFor } from './rewrites/rewriters.ts'
import { readSource, type Source, type SourceCommand } from './rewrites/source-commands.ts'

const MAX_LENGTH = 4000

/** Which parts of the call decided, and how. */
type Stopped = Pick<Verdict, 'decision' | 'spans'>

/** Judges another command in the place of the call's own. */
export type JudgeAgain = (command: string) => Pick<Ruling, 'decision' | 'rules'>

/**
 * A gentler command for the same purpose, built from the parsed text and judged itself: never one that
 * would be denied, judged more strictly than the call, or not understood. None for other tools.
 */
export function rewriteFor(
  call: ToolCall,
  verdict: Stopped,
  judge: JudgeAgain,
): string | undefined {
  const { command } = call.input
  if (verdict.decision === 'allow' || call.tool !== 'Bash') return undefined
  if (typeof command !== 'string' || command.length > MAX_LENGTH) return undefined
  const source = readSource(command)
  if (!source) return undefined
  return choose(candidates(source, verdict), (text) => acceptable(judge(text), verdict.decision))
}

/** What keeps the purpose comes first, unless leaving out more makes it a call that needs no question. */
function choose(
  [plain, bare, ...others]: Candidates,
  judge: (text: string) => Decision | null,
): string | undefined {
  const first = plain === null ? null : judge(plain)
  if (plain !== null && first === 'allow') return plain
  const second = bare === null ? null : judge(bare)
  if (bare !== null && (second === 'allow' || (second && !first))) return bare
  if (plain !== null && first) return plain
  return others.find((text) => text !== null && judge(text) !== null) ?? undefined
}

const NOT_READ: ReadonlySet<string> = new Set(['call.syntax', 'call.unparsed'])

function acceptable(again: ReturnType<JudgeAgain>, before: Decision): Decision | null {
  if (again.decision === 'deny' || again.rules.some((rule) => NOT_READ.has(rule.id))) return null
  return again.decision === 'ask' && before === 'allow' ? null : again.decision
}

type Text = string | null
type Candidates = readonly [plain: Text, bare: Text, another: Text]

/** The texts that the ways to make the deciding commands gentler lead to; null where one leads nowhere. */
function candidates(source: Source, verdict: Stopped): Candidates {
  const ways = source.commands
    .filter((command) => decides(command, verdict))
    .map((command) => waysFor(command, source))
  const change = (round: number): Edit[] =>
    ways.flatMap(({ changes }) => changes[Math.min(round, changes.length - 1)] ?? [])
  const leftOut = ways.flatMap((found) => found.leftOut)
  const rewritten = (edits: readonly Edit[]): Text => {
    const text = edits.length === 0 ? null : applyEdits(source.text, edits)
    return text === '' || text === source.text.trim() ? null : text
  }
  return [
    rewritten(change(0)),
    leftOut.length === 0 ? null : rewritten([...change(0), ...leftOut]),
    ways.some(({ changes }) => changes.length > 1) ? rewritten(change(1)) : null,
  ]
}

function decides({ node }: SourceCommand, { spans }: Stopped): boolean {
  return spans.some(
    (span) => span.field === 'command' && span.start < node.end && node.pos < span.end,
  )
}
