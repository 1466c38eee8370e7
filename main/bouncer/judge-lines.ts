import { factsSchema, type ToolCall, type Verdict } from '../../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'
import { type Outcome, remember } from './memory/remember.ts'
import { emptyMemory, type SessionMemory } from './memory/session-memory.ts'
import { judgeByPattern } from './pattern-layer/pattern-layer.ts'

/**
 * Judges calls given as JSON lines, in order, by the pattern layer alone and without touching the disk.
 * Rows of one `session` share a memory; `answer` says what the person said to a question.
 * `input` yields text in any chunks. Answers 1 when at least one line was malformed, else 0.
 */
export async function judgeJsonLines(
  input: AsyncIterable<string>,
  write: (line: string) => void,
): Promise<0 | 1> {
  let number = 0
  let malformed = false
  const memories = createMemories()
  const take = (line: string): void => {
    number++
    if (line.trim() === '') return
    const answer = judgeLine(line, memories)
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

/** Sessions whose memory is kept at a time; the one that was used longest ago goes first. */
const MAX_SESSIONS = 64

interface Memories {
  get(session: string): SessionMemory
  set(session: string, memory: SessionMemory): void
}

function createMemories(): Memories {
  const kept = new Map<string, SessionMemory>()
  return {
    get: (session) => kept.get(session) ?? emptyMemory,
    set(session, memory) {
      kept.delete(session)
      kept.set(session, memory)
      const [oldest] = kept.keys()
      if (kept.size > MAX_SESSIONS && oldest !== undefined) kept.delete(oldest)
    },
  }
}

/** Only what was let run changes what is known of the world. */
function outcomeOf({ decision }: Verdict, answer: unknown): Outcome {
  if (decision === 'deny') return 'denied'
  return decision === 'allow' || answer === 'allow' ? 'ran' : 'asked'
}

function judgeRow(
  call: ToolCall,
  row: Readonly<Record<string, unknown>>,
  memories: Memories,
): Verdict {
  const { session, answer } = row
  if (typeof session !== 'string') return judgeByPattern(call)
  const memory = memories.get(session)
  const verdict = judgeByPattern(call, { memory })
  memories.set(session, remember(memory, { call, verdict }, outcomeOf(verdict, answer)))
  return verdict
}

function judgeLine(line: string, memories: Memories): Answer {
  try {
    const row: unknown = JSON.parse(line)
    const call = readCall(row)
    if (typeof call === 'string' || !isRecord(row)) return { error: String(call) }
    const { decision, layer, rules, reason, effects } = judgeRow(call, row, memories)
    return { id: row.id, decision, layer, rules, reason, effects }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

/** The call that one row means, or what is wrong with it. */
export function readCall(value: unknown): ToolCall | string {
  if (!isRecord(value)) return 'not an object'
  const { id, tool, input, cwd, home, facts } = value
  const known = factsSchema.safeParse(facts)
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
    ...(known.success ? { facts: known.data } : {}),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function problemOf(row: Record<string, unknown>): string | null {
  const { id, tool, input, cwd, home, session } = row
  if (typeof id !== 'string' && typeof id !== 'number') return 'id is missing'
  if (typeof tool !== 'string' || tool === '') return 'tool is missing'
  if (!isRecord(input)) return 'input is not an object'
  if (typeof cwd !== 'string' || !cwd.startsWith('/')) return 'cwd is not an absolute path'
  if (session !== undefined && typeof session !== 'string') return 'session is not a string'
  return home === undefined || typeof home === 'string' ? null : 'home is not a string'
}

/** The home that a folder lies in: the first two segments, or root's own. */
function homeOf(cwd: string): string {
  const [, first, second] = cwd.split('/')
  if (first === 'root') return '/root'
  return first && second ? `/${first}/${second}` : '/root'
}
