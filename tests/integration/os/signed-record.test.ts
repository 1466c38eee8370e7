import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  fromCheckout,
  headIn,
  type KeyringHome,
  keyringHome,
  sessionsMs,
  whyNoKeyring,
} from './keyring-session.ts'

let place: KeyringHome
beforeEach(async () => {
  place = await keyringHome()
})
afterEach(() => place.remove())

const record = () => join(place.logs, 'bouncer-audit.jsonl')
const head = () => join(place.logs, 'bouncer-audit.head.json')
const status = async () => (await place.run('open', fromCheckout, ['status'])).printed
const verify = () => place.run('open', fromCheckout, ['audit', 'verify'])

/** What the app tells in notices, and which chain entries stand in its record. */
async function serveOnce(keyring: 'open' | 'locked' | 'absent') {
  const app = await place.serve(keyring)
  const { notices } = await app.client.ask('app.snapshot', {})
  const { entries } = await app.client.ask('audit.query', { filter: {}, limit: 50 })
  await app.stop()
  const chain = entries.flatMap((entry) => (entry.kind === 'chain' ? [entry.event] : []))
  return { told: notices.map(({ message }) => message).join('\n'), chain: chain.toReversed() }
}

/** Rewrites the only entry and a head that fits it, as whoever can write the files but has no key. */
async function forge(): Promise<void> {
  const text = await readFile(record(), 'utf8')
  const line = text.trim().replace('This is its first entry.', 'FORGED: nothing ever happened')
  await writeFile(record(), `${line}\n`)
  const value = createHash('sha256').update(Buffer.alloc(32)).update(line).digest('hex')
  const file = JSON.parse(await readFile(head(), 'utf8'))
  await writeFile(
    head(),
    JSON.stringify({ ...file, value: { ...file.value, mac: null, hash: value } }),
  )
}

describe(`a record signed with a key in the keyring ${whyNoKeyring}`, {
  timeout: sessionsMs,
}, () => {
  test.skipIf(whyNoKeyring)(
    'whose signature was taken away does not verify, and is not signed anew in silence',
    async () => {
      expect(await serveOnce('open')).toEqual({ told: '', chain: ['started'] })
      expect((await headIn(place.logs)).mac).toMatch(/^[0-9a-f]{64}$/)
      expect(await verify()).toMatchObject({
        code: 0,
        printed: expect.stringContaining('is signed'),
      })

      await forge()
      const found = await verify()
      expect(found.code).toBe(1)
      expect(await status()).toContain('its head has lost its signature')
      expect(found.printed).toContain('heads of this home were signed')
      expect(found.printed).toContain('The head has lost its signature')
      expect(found.printed).not.toContain('could not be checked')

      const forged = await readFile(head(), 'utf8')
      const { told, chain } = await serveOnce('open')
      expect(told).toContain('did not hold when it was opened')
      expect(told).toContain('heads of this home were signed')
      expect(chain).toEqual(['started', 'restarted'])
      const aside = (await readdir(place.logs)).filter((name) => name.includes('.broken-'))
      expect(aside).toHaveLength(1)
      expect(await readFile(join(place.logs, aside[0] ?? ''), 'utf8')).toBe(forged)
      const after = await verify()
      expect(after.printed).toContain('restarted: The head was not ours')

      // The new end is signed, and that says nothing about what stood before it.
      expect(after.code).toBe(3)
      expect(after.printed).toContain('Unconfirmed: the chain of 2 entries')
      expect(after.printed).toContain('signed')
      const asData = await place.run('open', fromCheckout, ['audit', 'verify', '--json'])
      expect(JSON.parse(asData.out)).toMatchObject({
        ...{ ok: false, code: 'command.record-unconfirmed' },
        report: { status: 'unconfirmed', head: 'signed', doubt: { n: 2 } },
      })
      expect(await status()).toContain('signed up to its end; what stands before entry 2 is unc')

      // It stays: at every start in the app, too, whose page asks the same question.
      const app = await place.serve('open')
      const report = await app.client.ask('audit.verify', {})
      expect(report).toMatchObject({ status: 'unconfirmed', doubt: { n: 2 } })
      const { notices } = await app.client.ask('app.snapshot', {})
      expect(notices.map(({ message }) => message).join()).toContain('audit acknowledge')
      const note = ['audit', 'acknowledge', '--note', 'I restored the home from a copy.']
      const held = await place.run('open', fromCheckout, note)
      expect(held.code).toBe(1)
      await app.stop()
      expect((await verify()).code).toBe(3)

      expect(await place.run('open', fromCheckout, note)).toMatchObject({ code: 0 })
      const known = await verify()
      expect(known.code).toBe(0)
      expect(known.printed).toContain('Intact: 3 entries')
      expect(known.printed).toContain('restarted: The head was not ours')
      expect(known.printed).toContain('notes: I restored the home from a copy.')
      expect(await status()).not.toContain('unconfirmed')
      expect(await serveOnce('open')).toMatchObject({ told: '' })
      const twice = await place.run('open', fromCheckout, note)
      expect(twice).toMatchObject({ code: 1 })
    },
  )

  test.skipIf(whyNoKeyring)(
    'a record that was never signed is signed when a key is there',
    async () => {
      expect(await serveOnce('absent')).toEqual({ told: '', chain: ['started'] })
      expect((await headIn(place.logs)).mac).toBeNull()
      expect(await serveOnce('open')).toEqual({ told: '', chain: ['started'] })
      expect((await headIn(place.logs)).mac).not.toBeNull()
      expect((await verify()).code).toBe(0)
    },
  )

  test.skipIf(whyNoKeyring)(
    'keeps its signature while the key cannot be reached, and says what stands behind it',
    async () => {
      await serveOnce('open')
      const signed = await headIn(place.logs)
      for (const keyring of ['absent', 'locked'] as const) {
        const app = await place.serve(keyring)
        const { notices } = await app.client.ask('app.snapshot', {})
        expect(notices.map(({ message }) => message).join()).toContain(
          'The record of decisions is signed up to entry 1, and its key cannot be reached',
        )
        await app.client.ask('privacy.erase', { owner: 'audit' })
        await app.stop()
        const { behind, ...kept } = await headIn(place.logs)
        expect(kept).toEqual(signed)
        expect(behind?.n).toBeGreaterThan(1)
      }

      const status = await place.run('absent', fromCheckout, ['status'])
      expect(status.printed).toContain('it carries a signature up to entry 1')
      const without = await place.run('absent', fromCheckout, ['audit', 'verify'])
      expect(without).toMatchObject({
        code: 1,
        printed: expect.stringContaining('could not be checked: no keychain'),
      })
      // Whoever has no key could have written the line that accounts for what is missing.
      const found = await verify()
      expect(found.code).toBe(1)
      expect(found.printed).toContain('the head does not confirm the line that accounts for it')
      expect(found.printed).toContain(
        'The head is signed up to entry 1. Entries 2 to 3 were written while the key could not be reached',
      )

      const { told, chain } = await serveOnce('open')
      expect(told).toContain(
        'Entries 2 to 3 were written while the key that signs the end could not be reached',
      )
      expect(chain).toEqual(['erased', 'unsigned'])
      expect(await headIn(place.logs)).not.toHaveProperty('behind')
      expect((await verify()).printed).toContain('The head is signed and confirms the end.')
    },
  )

  test.skipIf(whyNoKeyring)(
    'and removed whole is a loss, also without a session that tells of it',
    async () => {
      await serveOnce('open')
      await rm(place.logs, { recursive: true })
      const found = await verify()
      expect(found).toMatchObject({
        code: 1,
        printed: expect.stringContaining('was signed before'),
      })
      expect(await serveOnce('open')).toMatchObject({ chain: ['restarted'] })
    },
  )
})
