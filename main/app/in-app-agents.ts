import type { SessionId } from '../../shared/kit/ids.ts'
import type { createClaudeCodeDriver } from '../sessions/index.ts'

type Driver = ReturnType<typeof createClaudeCodeDriver>

/** A session of the app whose agent runs. */
export interface InAppAgent {
  readonly sessionId: SessionId
  readonly workspace: string
}

/** Knows which of the agents' own session ids belong to sessions of the app. */
export interface InAppAgents {
  /** The driver, watched: a session is known from the moment its agent is started until it has ended. */
  watched(driver: Driver): Driver
  /** Null for an agent that the app did not start. */
  find(agentSessionId: string): InAppAgent | null
}

/** Starts without any agent. */
export function createInAppAgents(): InAppAgents {
  const running = new Map<string, InAppAgent>()
  const start =
    (driver: Driver): Driver['start'] =>
    async (request) => {
      const one = { sessionId: request.session as SessionId, workspace: request.cwd }
      const ids = [request.sessionId, ...(request.resume === null ? [] : [request.resume])]
      for (const id of ids) running.set(id, one)
      const forget = () => {
        for (const id of ids) if (running.get(id) === one) running.delete(id)
      }
      const started = await driver.start(request)
      if (started.ok) void started.value.exited.then(forget)
      else forget()
      return started
    }
  return {
    watched: (driver) => ({ ...driver, start: start(driver) }),
    find: (agentSessionId) => running.get(agentSessionId) ?? null,
  }
}
