import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Receipt } from '../../../shared/privacy/model.ts'
import { startMessagesApi } from '../../fakes/messages-api.ts'
import { until } from '../app/until.ts'
import { realClis } from '../claude/real-cli.ts'
import {
  fromCheckout,
  type KeyringHome,
  keyringHome,
  sessionsMs,
  unlockKeyring,
  whyNoKeyring,
} from './keyring-session.ts'

const name = 'anthropic-api-key'
const [first, second] = ['sk-ant-first-oldoldold', 'sk-ant-second-newnewnew']
const key = (secret: string) => ({ name, secret, testFirst: false }) as const

const cli = realClis.at(-1)
let place: KeyringHome
beforeEach(async () => {
  place = await keyringHome()
})
afterEach(() => place.remove())

const stayed = (receipt: Receipt) =>
  receipt.stays.map(({ what, why }) => `${what}: ${why}`).join('\n')
const gone = (receipt: Receipt) =>
  receipt.gone.flatMap(({ files }) => files.map(({ path }) => path))
const nameList = async () =>
  (await readdir(join(place.home, 'desktop'))).includes('credentials.json')

describe(`keys in a real keyring ${whyNoKeyring}`, { timeout: sessionsMs }, () => {
  test.skipIf(whyNoKeyring)(
    'one that was rotated while the keyring was away is named by an erase, and goes when it is back',
    async () => {
      const before = await place.serve('open')
      expect(await before.client.ask('credentials.store', key(first))).toMatchObject({
        where: 'keychain',
      })
      await before.stop()

      const away = await place.serve('absent')
      expect(await away.client.ask('credentials.store', key(second))).toMatchObject({
        where: 'memory',
      })
      const receipt = await away.client.ask('privacy.eraseEverything', {})
      expect(gone(receipt)).toContain(`memory/${name}`)
      expect(gone(receipt)).not.toContain(`keychain/${name}`)
      expect(stayed(receipt)).toMatch(
        /credentials \(keychain\/anthropic-api-key\): .*could not be reached/,
      )
      await away.stop()

      const back = await place.serve('open')
      expect(await back.client.ask('credentials.list', {})).toMatchObject({
        credentials: [{ status: 'missing', where: 'nowhere', detail: '' }],
      })
      await back.stop()
      expect(await nameList()).toBe(false)
      const erased = await place.run('open', fromCheckout, [
        'erase',
        '--everything',
        '--yes',
        '--json',
      ])
      expect(erased.out).not.toContain(`keychain/${name}`)
    },
  )

  test.skipIf(whyNoKeyring)('an erase names the entries that stay for the record', async () => {
    const app = await place.serve('open')
    await app.client.ask('credentials.store', key(first))
    const receipt = await app.client.ask('privacy.eraseEverything', {})
    await app.stop()
    expect(gone(receipt)).toContain(`keychain/${name}`)
    expect(stayed(receipt)).toMatch(
      /keychain \(keychain\/audit-head-key, keychain\/audit-signed-\w{16}\): .*hold nothing of yours/,
    )
  })

  test.skipIf(whyNoKeyring || !cli)(
    `a session that needs a locked one says so, and goes on when its prompt is sent after the keyring was opened${cli ? '' : ' (not run: no Claude Code in .cache/claude)'}`,
    async () => {
      const api = await startMessagesApi({ scripts: { job: [[{ text: 'Done.' }]] } })
      const env = { ANTHROPIC_BASE_URL: api.url }
      const workspace = join(place.folder, 'menu')
      await mkdir(workspace)
      const before = await place.serve('open', { env })
      await before.client.ask('credentials.store', key(first))
      await before.client.ask('settings.change', {
        ...{ purse: 'api-key', claudePath: cli?.program ?? '' },
      })
      const { trust, fingerprint } = await before.client.ask('workspace.inspect', {
        path: workspace,
      })
      if (trust === 'undecided') {
        const decided = { path: workspace, trust: 'limited', fingerprint } as const
        await before.client.ask('workspace.decideTrust', decided)
      }
      await before.stop()

      const app = await place.serve('locked', { env })
      const { client } = app
      const tested = await client.call('credentials.test', { name })
      expect(tested).toMatchObject({ ok: false, error: { code: 'credentials.test-locked' } })
      const stored = await client.call('credentials.store', key(second))
      expect(stored).toMatchObject({ ok: false, error: { code: 'credentials.locked' } })
      const start = { agent: 'claude-code', workspace, prompt: '@@job' } as const
      const { id: sessionId } = await client.ask('sessions.start', start)
      const turns = async () => {
        const { events } = await client.ask('sessions.read', { sessionId, limit: 100 })
        return events.flatMap((event) => (event.kind === 'turn-ended' ? [event] : []))
      }
      const failed = await until('a failed turn', async () => (await turns())[0])
      expect(failed).toMatchObject({ outcome: 'failed', failure: { code: 'agent.key-locked' } })
      expect(api.requests).toEqual([])

      await unlockKeyring(place.folder)
      await client.ask('sessions.send', { sessionId, text: '@@job' })
      expect(await until('a turn', async () => (await turns())[1])).toMatchObject({
        outcome: 'completed',
      })
      expect(api.requests.at(-1)?.headers['x-api-key']).toBe(first)
      await app.stop()
      await api.close()
    },
  )
})
