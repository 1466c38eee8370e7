import type { Failure } from '../../shared/kit/failure.ts'
import type { SessionId } from '../../shared/kit/ids.ts'
import { ok, type Result } from '../../shared/kit/result.ts'
import { settingsFor } from '../../shared/settings/model.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Session } from './session.ts'
import type { SessionsDeps } from './sessions-deps.ts'

/** What is asked about the outer ring: how it stands, what an agent in a folder would see, and what the latest one saw. */
export function ringHandlers(
  deps: Pick<SessionsDeps, 'ring' | 'settings' | 'drivers'> & {
    find(id: SessionId): Promise<Result<Session, Failure>>
  },
): Pick<HandlersOf<'sessions'>, 'sessions.ring' | 'sessions.held'> {
  return {
    'sessions.ring': async ({ workspace }) => {
      const standing = await deps.ring.standing()
      const driver = deps.drivers.find(({ kind }) => kind === 'claude-code')
      if (!workspace || !driver?.folders) return ok({ standing, view: null, refusal: null })
      const { purse } = settingsFor(deps.settings.get(), workspace)
      const needs = { workspace, isPaidByKey: purse === 'api-key' }
      const seen = await deps.ring.view(workspace, await driver.folders(needs))
      return seen.ok
        ? ok({ standing, view: seen.value, refusal: null })
        : ok({ standing, view: null, refusal: seen.error.message })
    },
    'sessions.held': async ({ sessionId }) => {
      const session = await deps.find(sessionId)
      if (!session.ok) return session
      const { summary, seen } = session.value.record()
      return ok({ ranIn: summary.ranIn, view: seen })
    },
  }
}
