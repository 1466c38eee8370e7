import type { Facts, ToolCall } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import { judgeByPattern } from './pattern-layer/pattern-layer.ts'

/**
 * Judges calls given as JSON lines, in order, by the pattern layer alone and without touching the disk.
 * `input` yields text in any chunks. Answers 1 when at least one line was malformed, else 0.
 */
export async function judgeJsonLines(
  input: AsyncIterable<string>,
  write: (line: string) => void,
): Promise<0 | 1> {
  let number = 0
  let malformed = false
  const take = (line: string): void => {
    number++
    if (line.trim() === '') return
    const answer = judgeLine(line)
    if ('error' in answer) malformed = true
    write(JSON.stringify('error' in answer ? { ...answer, line: number } : answer))
  }
  let rest = ''
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
  if (rest !== '') take(rest)
  return malformed ? 1 : 0
}

type Answer = { readonly error: string } | Readonly<Record<string, unknown>>

function judgeLine(line: string): Answer {
  try {
    const row: unknown = JSON.parse(line)
    const call = readCall(row)
    if (typeof call === 'string') return { error: call }
    const { decision, layer, rules, reason, effects } = judgeByPattern(call)
    return { id: isRecord(row) ? row.id : call.id, decision, layer, rules, reason, effects }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function readCall(value: unknown): ToolCall | string {
  if (!isRecord(value)) return 'not an object'
  const { id, tool, input, cwd, home, facts } = value
  const problem = problemOf(value)
  if (problem !== null) return problem
  if (!isRecord(input) || typeof cwd !== 'string') return 'not a call'
  return {
    id: String(id) as CallId,
    sessionId: 'judge-lines' as SessionId,
    tool: String(tool),
    input,
    cwd,
    workspace: cwd,
    home: typeof home === 'string' ? home : homeOf(cwd),
    ...(isFacts(facts) ? { facts } : {}),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function problemOf(row: Record<string, unknown>): string | null {
  const { id, tool, input, cwd, home } = row
  if (typeof id !== 'string' && typeof id !== 'number') return 'id is missing'
  if (typeof tool !== 'string' || tool === '') return 'tool is missing'
  if (!isRecord(input)) return 'input is not an object'
  if (typeof cwd !== 'string' || !cwd.startsWith('/')) return 'cwd is not an absolute path'
  return home === undefined || typeof home === 'string' ? null : 'home is not a string'
}

/** The home that a folder lies in: the first two segments, or root's own. */
function homeOf(cwd: string): string {
  const [, first, second] = cwd.split('/')
  if (first === 'root') return '/root'
  return first && second ? `/${first}/${second}` : '/root'
}

function isFacts(value: unknown): value is Facts {
  if (typeof value !== 'object' || value === null) return false
  const { realPaths, programs } = value as Record<string, unknown>
  return isTextMap(realPaths) && isTextMap(programs)
}

function isTextMap(value: unknown): boolean {
  if (value === undefined) return true
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((item) => typeof item === 'string')
  )
}
