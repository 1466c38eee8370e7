import { z } from 'zod'
import { decisionSchema } from './model.ts'

const prefix = 'terminal:'

/** The id under which a session of an agent in a terminal is judged and recorded; the agent's own id is in it. */
export function terminalSessionId(agentSessionId: string): string {
  return `${prefix}${agentSessionId}`
}

/** True for a session that ran in a terminal and not in the app. */
export function isTerminalSession(sessionId: string): boolean {
  return sessionId.startsWith(prefix)
}

/** What becomes of calls in a terminal while no app runs. */
export const awayChoiceSchema = z.enum(['ask', 'deny'])
export type AwayChoice = z.infer<typeof awayChoiceSchema>

/** One settings file of the agent that holds, or should hold, the hook. */
export const guardInstallSchema = z.object({
  /** Absolute path of the settings file. */
  path: z.string(),
  /** Where a link at that path leads; null for a file of its own. */
  leadsTo: z.string().nullable(),
  /** `in-force`: as we put it · `changed`: our entry differs · `gone`: it is not in the file · `off`: the file switches all hooks off · `unreadable`. */
  state: z.enum(['in-force', 'changed', 'gone', 'off', 'unreadable']),
  /** Version of the app that put it there. */
  version: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
})
export type GuardInstall = z.infer<typeof guardInstallSchema>

/** The newest call of a terminal that was judged. */
export const lastCallSchema = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  tool: z.string(),
  decision: decisionSchema,
  cwd: z.string(),
})
export type LastCall = z.infer<typeof lastCallSchema>

/** How the terminal guard stands. */
export const guardStandingSchema = z.object({
  /** True when a call in a terminal is judged, or treated as chosen while no app runs. */
  inForce: z.boolean(),
  /** Absolute path of the settings file that an installation would change now. */
  settingsPath: z.string(),
  installs: z.array(guardInstallSchema),
  hook: z.object({ path: z.string(), state: z.enum(['intact', 'changed', 'missing']) }),
  /** The program that runs the hook. */
  program: z.object({ path: z.string().nullable(), isThere: z.boolean() }),
  agent: z.object({
    path: z.string().nullable(),
    version: z.string().nullable(),
    /** `old`: a call may run when the hook is cut off · `unknown`: it was not looked for. */
    state: z.enum(['ready', 'old', 'missing', 'unknown']),
  }),
  /** `unfound`: it runs, and hooks cannot find it. */
  app: z.enum(['reachable', 'unfound', 'away']),
  away: awayChoiceSchema,
  lastCall: lastCallSchema.nullable(),
  /** What is wrong or must be known, as sentences. */
  remarks: z.array(z.string()),
})
export type GuardStanding = z.infer<typeof guardStandingSchema>
