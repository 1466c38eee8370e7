import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionId } from '../../../shared/kit/ids.ts'
import type { AppUnderTest } from '../sessions/app-under-test.ts'

/** Runs a rehearsal to its end, so that every part of the house holds something. */
export async function rehearse(app: AppUnderTest, prompt: string): Promise<SessionId> {
  const { id } = await app.ask('sessions.start', { agent: 'rehearsal', workspace: '', prompt })
  await app.until('the end of the rehearsal', async () => {
    await allowAll(app, id)
    const { sessions } = await app.ask('sessions.list', {})
    return sessions.some((one) => one.id === id && one.state === 'finished')
  })
  await app.ask('sessions.stop', { sessionId: id })
  await app.until('an agent that is gone', async () => {
    const { holdings } = await app.ask('privacy.holdings', {})
    return holdings.length > 0 && (await isQuiet(app))
  })
  return id
}

/** On a busy machine more is asked: what could not be looked up in time. */
async function allowAll(app: AppUnderTest, session: SessionId): Promise<void> {
  const { items } = await app.ask('inbox.list', {})
  for (const { id, sessionId, state } of items) {
    if (sessionId !== session || state.status !== 'waiting') continue
    await app.ask('inbox.answer', { id, answer: { kind: 'allow' } }, 'window')
  }
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
