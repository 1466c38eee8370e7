import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { OwnPolicy } from '../../../shared/bouncer/draft.ts'
import { policyErrors } from '../../../shared/bouncer/errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { replaceFile } from '../../kit/atomic-file.ts'
import { readPlainText } from '../../kit/plain-file.ts'
import { isMissing, systemCode } from '../../kit/system-code.ts'
import { createTurns } from '../../kit/turns.ts'

/** The person's own rules, as text to be edited. */
export interface OwnPolicyFile {
  /** Fails where the file cannot be opened. */
  read(): Promise<Result<OwnPolicy, Failure>>
  /** Replaces the rules, which the caller has checked; fails where the file is not of that version any more. */
  save(text: string, version: string | null): Promise<Result<OwnPolicy, Failure>>
}

const versionOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** Opens the rules in the app's folder (absolute): those in YAML, else those in JSON, else none yet. */
export function createOwnPolicyFile(home: string): OwnPolicyFile {
  const paths = ['yaml', 'json'].map((ending) => join(home, 'policies', `user.${ending}`))
  const inTurn = createTurns()

  const read = async (): Promise<Result<OwnPolicy, Failure>> => {
    for (const path of paths) {
      try {
        const text = await readPlainText(path)
        return ok({ path, text, version: versionOf(text) })
      } catch (error) {
        if (isMissing(error)) continue
        const slots = { path, cause: systemCode(error) }
        return err(failure(policyErrors, 'policy.unreadable', slots))
      }
    }
    return ok({ path: paths[0] ?? '', text: '', version: null })
  }

  const save = async (text: string, version: string | null) => {
    const before = await read()
    if (!before.ok) return before
    const { path } = before.value
    if (before.value.version !== version) {
      return err(failure(policyErrors, 'policy.changed-meanwhile', { path }))
    }
    try {
      await replaceFile(path, text)
      return ok({ path, text, version: versionOf(text) })
    } catch (error) {
      return err(failure(policyErrors, 'policy.unwritable', { path, cause: systemCode(error) }))
    }
  }

  return {
    read,
    save: (text, version) => inTurn(() => save(text, version)),
  }
}
