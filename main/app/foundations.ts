import { randomUUID } from 'node:crypto'
import type { Announce, Notify, TakeBack } from '../kit/announce.ts'
import { type Clock, systemClock } from '../kit/clock.ts'
import { createMemoryFeed, type MemoryFeed } from '../kit/feed.ts'
import { createLogFile, type LogFile } from '../kit/log-file.ts'
import { createLogger, type Logger } from '../kit/logger.ts'
import { makeFolder } from '../kit/make-folder.ts'
import { keepToOwner } from './keep-to-owner.ts'
import { createNotices, type Notices } from './notices.ts'
import { type Places, placesIn } from './places.ts'
import type { Ports } from './ports.ts'

/** Events of the `app` topic that a client can resume after a break. */
const resumableEvents = 4_000

/** What every feature stands on: places, time, log, the `app` stream and notices. */
export interface Foundations {
  readonly home: string
  readonly userHome: string
  readonly clock: Clock
  readonly logger: Logger
  readonly announce: Announce
  readonly notify: Notify
  readonly takeBack: TakeBack
  readonly newId: () => string
  readonly place: Places
  readonly appFeed: MemoryFeed
  readonly notices: Notices
  readonly logFile: LogFile
  /** Tells of each unexpected failure that is logged, from now on. */
  onIncident(listener: (cause: unknown) => void): void
  /** Ports of our own servers, which agents must not talk to. */
  readonly ownPorts: Set<number>
}

/** Makes the home folder (0700) and lays the foundations; rejects when the folder cannot be made. */
export async function layFoundations({ home, userHome }: Ports): Promise<Foundations> {
  const place = placesIn(home)
  await makeFolder(place.desktop, 0o700)
  await makeFolder(place.logs, 0o700)
  const clock = systemClock
  const newId = () => randomUUID()
  const logFile = createLogFile({ path: place.log })
  const incidents: ((cause: unknown) => void)[] = []
  const logger = createLogger({
    write: (line) => logFile.write(line),
    clock,
    onIncident: (cause) => {
      for (const tell of incidents) tell(cause)
    },
  })
  const appFeed = createMemoryFeed({ topic: 'app', epoch: newId(), keep: resumableEvents })
  const announce: Announce = (name, payload) => appFeed.publish(name, payload)
  const notices = createNotices({ clock, announce, newId })
  const { notify, takeBack } = notices
  await keepToOwner(home, notify)
  return {
    home,
    userHome,
    clock,
    logger,
    announce,
    notify,
    takeBack,
    newId,
    place,
    appFeed,
    notices,
    logFile,
    onIncident: (listener) => void incidents.push(listener),
    ownPorts: new Set(),
  }
}
