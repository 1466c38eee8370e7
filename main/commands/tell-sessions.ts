import { placesIn } from '../app/places.ts'
import { systemClock } from '../kit/clock.ts'
import { plainLine } from '../kit/plain-text.ts'
import { redactText } from '../kit/redact.ts'
import { lookAtHolder } from '../os/node/look-at-lock.ts'
import { lookAtSessions } from '../sessions/index.ts'
import type { Call } from './command.ts'
import { refuseUnreadable, tell } from './tell.ts'

/** Lists the sessions of a home. */
export async function tellSessions(call: Call): Promise<0 | 1> {
  const { sessions: folder } = placesIn(call.home)
  try {
    const { running } = await lookAtHolder(call.home)
    const seen = await lookAtSessions({ folder, clock: systemClock, isIdle: running === null })
    const sessions = seen.sessions.map(
      ({ id, title, state, waiting, agent, workspace, createdAt, lastAt }) => ({
        // What the person typed first is the title.
        ...{ id, title: redactText(title), state, waiting },
        ...{ agent, workspace, createdAt, lastAt },
      }),
    )
    const lines = sessions.map(({ id, title, state, workspace, lastAt }) =>
      [id, state, new Date(lastAt).toISOString(), plainLine(workspace), plainLine(title)].join(
        '\t',
      ),
    )
    const lost = seen.unreadable.map(({ id, problem }) => `${id}\tcannot be read (${problem})`)
    const text = [...lines, ...lost].map((line) => `${line}\n`).join('')
    return tell(call, { sessions, unreadable: seen.unreadable }, text || 'There is no session.\n')
  } catch (error) {
    return refuseUnreadable(call, folder, error)
  }
}
