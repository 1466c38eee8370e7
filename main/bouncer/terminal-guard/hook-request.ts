import { dirname, isAbsolute, join, parse } from 'node:path'
import { z } from 'zod'
import type { ToolCall, Verdict } from '../../../shared/bouncer/model.ts'
import { terminalSessionId } from '../../../shared/bouncer/terminal-guard.ts'
import { callIdSchema, sessionIdSchema } from '../../../shared/kit/ids.ts'

const folderSchema = z.string().max(4_096).refine(isAbsolute)

/** What the agent's program tells its hook before a call (PreToolUse); more fields may come. */
const hookInputSchema = z.object({
  hook_event_name: z.literal('PreToolUse'),
  session_id: z.string().regex(/^[\w-]{1,100}$/),
  tool_use_id: callIdSchema,
  tool_name: z.string().min(1).max(256),
  tool_input: z.record(z.string(), z.unknown()),
  cwd: folderSchema,
  agent_id: z.string().max(256).optional(),
  permission_mode: z.string().max(64).optional(),
})
export type HookInput = z.infer<typeof hookInputSchema>

/** What the hook tells after a call; what the call gave is not in it. */
const ranSchema = z.object({
  hook_event_name: z.enum(['PostToolUse', 'PostToolUseFailure']),
  session_id: hookInputSchema.shape.session_id,
  tool_use_id: callIdSchema,
})
type RanCall = z.infer<typeof ranSchema>

/** A conversation that begins or goes on in a terminal. */
const startedSchema = z.object({
  hook_event_name: z.literal('SessionStart'),
  session_id: hookInputSchema.shape.session_id,
})

/** The program puts a question to the person, and asks whether somebody else answers; it names no call id. */
const questionSchema = z.object({
  hook_event_name: z.literal('PermissionRequest'),
  session_id: hookInputSchema.shape.session_id,
  tool_name: hookInputSchema.shape.tool_name,
  tool_input: hookInputSchema.shape.tool_input,
})
export type HookQuestion = z.infer<typeof questionSchema>

const requestSchema = z.object({
  v: z.literal(1),
  key: z.string().max(200),
  /** Folder in which the agent's program was started, as it tells its hooks. */
  project: folderSchema.nullable(),
  /** The terminal of the app that the agent runs in, where it does. */
  terminal: z.string().max(64).nullish(),
  input: z.unknown(),
})

/** A line of the hook, as far as it could be read: at most one of the last four is set. */
export interface HookRequest {
  readonly key: string
  readonly project: string | null
  readonly terminal: string | null
  /** A call to be judged. */
  readonly input: HookInput | null
  readonly ran: RanCall | null
  readonly started: z.infer<typeof startedSchema> | null
  readonly question: HookQuestion | null
}

/** Reads a line of the hook; null for anything else. */
export function readHookRequest(line: string): HookRequest | null {
  const request = requestSchema.safeParse(parseJson(line))
  if (!request.success) return null
  const { key, project, terminal = null, input } = request.data
  return {
    ...{ key, project, terminal },
    input: hookInputSchema.safeParse(input).data ?? null,
    ran: ranSchema.safeParse(input).data ?? null,
    started: startedSchema.safeParse(input).data ?? null,
    question: questionSchema.safeParse(input).data ?? null,
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // Not the hook: there is nothing to answer.
    return null
  }
}

/** The session of the app that a call belongs to, where the app runs the agent itself. */
export interface OwnAgent {
  readonly sessionId: ToolCall['sessionId']
  readonly workspace: string
}

/** The session under which a call of a terminal is judged and recorded. */
export function terminalSession(agentSessionId: string): ToolCall['sessionId'] {
  return sessionIdSchema.parse(terminalSessionId(agentSessionId))
}

/** The call as the Bouncer judges it, in the session of the app where it has one. */
export function callOf(
  { input }: { readonly input: HookInput },
  own: OwnAgent | null,
  where: { readonly root: string; readonly home: string },
): ToolCall {
  const call = {
    id: input.tool_use_id,
    sessionId: own?.sessionId ?? terminalSession(input.session_id),
    tool: input.tool_name,
    input: input.tool_input,
    cwd: input.cwd,
    workspace: own?.workspace ?? where.root,
    home: where.home,
  }
  return input.agent_id === undefined ? call : { ...call, agentId: input.agent_id }
}

/**
 * The project of a session in a terminal: the repository that the agent was started in, else the
 * folder itself. The folder of the start and not of the call, because the agent can go elsewhere.
 * Null where the start is the person's home or lies above it: everything would be “inside” then.
 */
export async function projectRoot(
  start: string,
  home: string,
  isThere: (path: string) => Promise<boolean>,
): Promise<string | null> {
  if (isAbove(start, home)) return null
  const { root } = parse(start)
  for (let folder = start; folder !== root && !isAbove(folder, home); folder = dirname(folder)) {
    if (await isThere(join(folder, '.git'))) return folder
  }
  return start
}

/** True for the folder of the home and for those above it. */
function isAbove(folder: string, home: string): boolean {
  return folder === home || home.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** Tools that are themselves a question to the person. */
const questions = new Set(['AskUserQuestion', 'ExitPlanMode'])
const reading = new Set(['read', 'conversation'])

/** What the agent's program is told, and why in one sentence. */
export interface HookAnswer {
  readonly decision: Verdict['decision']
  readonly reason: string
}

/**
 * The answer to a verdict. An allow would pass over the agent's own question where its tool is one,
 * and over plan mode, in which the person wants nothing to change; there it asks.
 */
export function hookAnswer(
  { decision, reason, effects }: Verdict,
  { tool_name: tool, permission_mode: mode }: HookInput,
): HookAnswer {
  if (decision !== 'allow') return { decision, reason }
  if (questions.has(tool)) return { decision: 'ask', reason: 'The agent asks you.' }
  if (mode === 'plan' && !effects.every(({ kind }) => reading.has(kind))) {
    return {
      decision: 'ask',
      reason: 'The Bouncer would allow this call, but the session is in plan mode.',
    }
  }
  return { decision, reason }
}
