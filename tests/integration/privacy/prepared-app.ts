import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { AppUnderTest } from '../sessions/app-under-test.ts'

/** Runs a rehearsal to its end, so that every part of the house holds something. */
export async function rehearse(app: AppUnderTest, prompt: string): Promise<SessionId> {
  const { id } = await app.ask('sessions.start', { agent: 'rehearsal', workspace: '', prompt })
  const item = await app.untilWaiting(id)
  await app.ask('inbox.answer', { id: item.id, answer: { kind: 'allow' } }, 'window')
  await app.untilState(id, 'finished')
  await app.ask('sessions.stop', { sessionId: id })
  await app.until('an agent that is gone', async () => {
    const { holdings } = await app.ask('privacy.holdings', {})
    return holdings.length > 0 && (await isQuiet(app))
  })
  return id
}

async function isQuiet(app: AppUnderTest): Promise<boolean> {
  const { sessions } = await app.ask('sessions.list', {})
  return sessions.every(({ state }) => !['working', 'starting', 'waiting'].includes(state))
}

/** The home folder of the app in a test. */
export const homeOf = (place: string): string => join(place, 'mstro-home')

/** Every byte of the home as one text, to look for what must not be there. */
export async function bytesOf(home: string): Promise<string> {
  const names = await readdir(home, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1'))
  return (await Promise.all(texts)).join('\n')
}
