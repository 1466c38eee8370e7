import { existsSync } from 'node:fs'
import { hasSessions } from './app/has-sessions.ts'
import { lookForHeadKey } from './app/head-key.ts'
import { placesIn } from './app/places.ts'
import { runAuditVerify } from './audit/index.ts'
import { createKeychain } from './os/node/keychain.ts'

/** Long enough for a keychain that is open; nobody is asked to unlock one for this. */
const keychainMs = 3_000

/** Verifies one file, or the record of a home with the signature of its head where the keychain has the key. */
export async function verifyRecord(wanted: {
  readonly home: string
  readonly file?: string
  readonly isJson: boolean
  readonly write: (text: string) => void
}): Promise<0 | 1> {
  const { home, file, isJson, write } = wanted
  if (file !== undefined) return runAuditVerify({ file, isJson, write })
  if (!existsSync(home)) {
    const message = `There is no home at ${home}, so nothing was verified.`
    write(isJson ? `${JSON.stringify({ ok: false, message })}\n` : `${message}\n`)
    return 1
  }
  const place = placesIn(home)
  const signer = await lookForHeadKey(createKeychain({ timeoutMs: keychainMs }), home)
  const { key: headKey, whyNoKey, wasSigned } = signer
  const isExpected = await hasSessions(place)
  const asked = { headKey, whyNoKey, wasSigned, isExpected }
  return runAuditVerify({ folder: place.logs, ...asked, isJson, write })
}
