import { afterEach, beforeEach } from 'vitest'
import { endAllApps, makePlace, type Place } from './running-app.ts'

/** A place that is empty for each test of the file; what a failed test left running ends with the test. */
export function placeForEachTest(): Place {
  let place: Place | null = null
  const now = (): Place => {
    if (place === null) throw new Error('a place is there only while a test runs')
    return place
  }
  beforeEach(async () => {
    place = await makePlace()
  })
  afterEach(async () => {
    await endAllApps()
    await place?.remove()
    place = null
  })
  return {
    get folder() {
      return now().folder
    },
    get home() {
      return now().home
    },
    remove: () => now().remove(),
  }
}
