import { hasSessions } from './app/has-sessions.ts'
import { inPassingMs, lookForHeadKey } from './app/head-key.ts'
import { placesIn } from './app/places.ts'
import { runAuditVerify, type VerifyCode } from './audit/index.ts'
import { homeExists } from './commands/home-exists.ts'
import { plainText } from './kit/plain-text.ts'
import { createKeychain } from './os/node/keychain.ts'

/** Verifies one file, or the record of a home with the signature of its head where the keychain has the key. */
export async function verifyRecord(wanted: {
  readonly home: string
  readonly file?: string
  readonly isJson: boolean
  readonly write: (text: string) => void
}): Promise<VerifyCode> {
  const { home, file, isJson, write } = wanted
  if (file !== undefined) return runAuditVerify({ file, isJson, write })
  if (!(await homeExists(home))) {
    const message = `There is no home at ${home}, so nothing was verified. Nothing was made. Name another folder with --home.`
    write(isJson ? `${JSON.stringify({ ok: false, message })}\n` : plainText(`${message}\n`))
    return 1
  }
  const place = placesIn(home)
  const signer = await lookForHeadKey(
    createKeychain({ timeoutMs: inPassingMs, asks: 'never' }),
    home,
  )
  const { key: headKey, whyNoKey, wasSigned } = signer
  const isExpected = await hasSessions(place)
  const asked = { headKey, whyNoKey, wasSigned, isExpected }
  return runAuditVerify({ folder: place.logs, ...asked, isJson, write })
}
