import { afterEach, beforeEach, expect, test } from 'vitest'
import { type MessagesApi, startMessagesApi } from '../../fakes/messages-api.ts'
import { type AppUnderTest, freshHome, removeHome, startApp } from '../sessions/app-under-test.ts'

const name = 'anthropic-api-key'
const secret = 'sk-ant-api03-offline-test'

let home: string
let api: MessagesApi
let app: AppUnderTest
beforeEach(async () => {
  home = await freshHome()
  api = await startMessagesApi()
  app = await startApp(home, { claudeCode: { upstream: api.url } })
})
afterEach(async () => {
  await app.stop()
  await api.close()
  await removeHome(home)
})

const outcomes = async () =>
  (await app.ask('egress.list', { limit: 10 })).entries.map(({ outcome }) => outcome)

test('in offline mode nothing leaves, what was wanted stands in the ledger, and it ends at once', async () => {
  await app.ask('settings.change', { offline: true })
  const refused = await app.call('credentials.store', { name, secret, testFirst: true })
  expect(refused).toMatchObject({ ok: false, error: { code: 'credentials.untested' } })
  expect(api.requests).toEqual([])
  expect(await outcomes()).toEqual(['offline'])

  await app.ask('settings.change', { offline: false })
  await app.ask('credentials.store', { name, secret, testFirst: true })
  expect(api.requests).toHaveLength(1)
  await app.until('the exchange', async () => (await outcomes())[0] === 'answered')
})
