import { ok } from '../../shared/kit/result.ts'
import { settingsFor } from '../../shared/settings/model.ts'
import type { Handler } from '../kit/handlers.ts'
import type { SessionsDeps } from './sessions-deps.ts'

/** Says how the ring stands and, for a folder, what an agent in it would see; starts no agent. */
export function ringHandler(
  deps: Pick<SessionsDeps, 'ring' | 'settings' | 'drivers'>,
): Handler<'sessions.ring'> {
  return async ({ workspace }) => {
    const standing = await deps.ring.standing()
    const driver = deps.drivers.find(({ kind }) => kind === 'claude-code')
    if (!workspace || !driver?.folders) return ok({ standing, view: null, refusal: null })
    const { purse } = settingsFor(deps.settings.get(), workspace)
    const seen = await deps.ring.view(workspace, await driver.folders(purse === 'api-key'))
    return seen.ok
      ? ok({ standing, view: seen.value, refusal: null })
      : ok({ standing, view: null, refusal: seen.error.message })
  }
}
