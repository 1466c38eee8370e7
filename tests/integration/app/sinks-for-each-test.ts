import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { openSinks, type Sinks, writeOperator } from '../../fakes/telemetry-sinks.ts'
import { placeForEachTest } from './each-place.ts'
import { endAllApps } from './running-app.ts'

/** A place, receivers of telemetry and the file that names them, anew for each test; call at the top of a test file. */
export function sinksForEachTest() {
  const place = placeForEachTest()
  let sinks: Sinks | null = null
  const operatorFile = () => join(place.folder, 'operator.json')
  beforeEach(async () => {
    sinks = await openSinks()
    await writeOperator(operatorFile(), sinks)
  })
  afterEach(async () => {
    await endAllApps()
    await sinks?.close()
  })
  return {
    place,
    operatorFile,
    sinks() {
      if (!sinks) throw new Error('no test runs')
      return sinks
    },
  }
}
