import { placesIn } from './app/places.ts'
import { systemClock } from './kit/clock.ts'
import { inspectSettings } from './settings/index.ts'

/** The packs that are switched on in a home; none where its settings cannot be read. Changes nothing. */
export async function packsOfHome(home: string): Promise<readonly string[]> {
  const found = await inspectSettings(placesIn(home).settings, systemClock)
  return found.status === 'ok' ? found.value.packs : []
}
