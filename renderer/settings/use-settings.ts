import type { Failure } from '../../shared/kit/failure.ts'
import type { Settings, SettingsChange } from '../../shared/settings/model.ts'
import { useApp, useCommand } from '../client/index.ts'

/** The settings in force and the way to change some of them; a failed change leaves the old ones. */
export function useSettings(): {
  readonly settings: Settings
  readonly failure: Failure | null
  readonly change: (change: SettingsChange) => Promise<boolean>
} {
  const settings = useApp((app) => app.settings)
  const command = useCommand('settings.change')
  const change = async (part: SettingsChange) => (await command.run(part)) !== null
  return { settings, failure: command.failure, change }
}
