import { createHash, randomBytes } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import type { Keychain, KeychainName } from '../kit/keychain.ts'

/** With what the head of a home's record is signed, as far as the keychain gives it. */
export interface HeadSigner {
  /** Null where no keychain can give or keep it. */
  readonly key: Secret | null
  /** Why there is no key, as part of a sentence; empty where there is one. */
  readonly whyNoKey: string
  /** The keychain has a note that a head of this home was signed. */
  readonly wasSigned: boolean
  /** Puts that note there. */
  remember(): Promise<void>
}

/** Long enough for a keychain that is open; nobody is asked to unlock one only to look, in milliseconds. */
export const inPassingMs = 3_000

const keyName = 'audit-head-key'
const yes = secret('yes')

/** The note stands in the keychain and not in the home: who can rewrite the record must not reach it. */
function noteOf(home: string): KeychainName {
  return `audit-signed-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`
}

/** A home is known by the path it was named with and by the one it lies at, so that no link makes a new one of it. */
async function notesOf(home: string): Promise<readonly KeychainName[]> {
  const named = resolve(home)
  const at = await realpath(named).catch(() => named)
  return [...new Set([noteOf(named), noteOf(at)])]
}

async function whyNone(keychain: Keychain): Promise<Pick<HeadSigner, 'key' | 'whyNoKey'>> {
  const stored = await keychain.get(keyName)
  switch (stored.status) {
    case 'ok':
      return { key: stored.value, whyNoKey: '' }
    case 'missing':
      return { key: null, whyNoKey: 'the keychain does not hold its key' }
    case 'locked':
      return { key: null, whyNoKey: 'the keychain is locked' }
    default:
      return { key: null, whyNoKey: `no keychain can be reached (${stored.detail})` }
  }
}

/** Looks what the keychain has for the head of a home; changes nothing. */
export async function lookForHeadKey(keychain: Keychain, home: string): Promise<HeadSigner> {
  const found = await whyNone(keychain)
  const notes = await notesOf(home)
  let isNoted = 0
  for (const name of notes) if ((await keychain.get(name)).status === 'ok') isNoted += 1
  return {
    ...found,
    wasSigned: isNoted > 0,
    async remember() {
      for (const name of notes) await keychain.set(name, yes)
    },
  }
}

/** The same, with a key that is made where the keychain is open and has none. */
export async function headSignerFrom(keychain: Keychain, home: string): Promise<HeadSigner> {
  const found = await lookForHeadKey(keychain, home)
  if (found.key !== null || (await keychain.get(keyName)).status !== 'missing') return found
  const fresh = secret(randomBytes(32).toString('hex'))
  const kept = await keychain.set(keyName, fresh)
  if (kept === 'ok') return { ...found, key: fresh, whyNoKey: '' }
  return { ...found, whyNoKey: `the keychain did not keep a key (${kept})` }
}

/** Every entry of the keychain that the record of a home needs. */
export async function headEntries(home: string): Promise<readonly KeychainName[]> {
  return [keyName, ...(await notesOf(home))]
}
