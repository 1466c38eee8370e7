import { stat } from 'node:fs/promises'
import type { GuardStanding } from '../../../shared/bouncer/terminal-guard.ts'
import type { Notify } from '../../kit/announce.ts'

/** What the watch of an installed guard needs. */
export interface GuardWatch {
  readonly notify: Notify
  /** Files whose change may take the guard away: settings of agents, and the hook itself. */
  files(): Promise<readonly string[]>
  /** How the guard stands; without remarks where it is not installed. */
  look(): Promise<Pick<GuardStanding, 'hook' | 'remarks'>>
  /** Puts back a hook that is not as it was laid. */
  mend(): Promise<void>
}

/** Programs write a file in several steps, in milliseconds. */
const settleMs = 100

/** Tells of an installed guard that was taken out or changed, once for each way; to be called again and again. */
export function createGuardWatch(deps: GuardWatch): () => Promise<void> {
  let seen: string | null = null
  let told: readonly string[] = []

  const lookTwice = async (): Promise<readonly string[]> => {
    const { hook, remarks } = await deps.look()
    if (remarks.length === 0) return remarks
    if (hook.state !== 'intact') await deps.mend()
    await new Promise((done) => setTimeout(done, settleMs))
    return (await deps.look()).remarks
  }

  return async () => {
    const signature = await signatureOf(await deps.files())
    if (signature === seen) return
    seen = signature
    const remarks = await lookTwice()
    for (const message of remarks.filter((one) => !told.includes(one))) {
      deps.notify({ level: 'warning', source: 'bouncer', message })
    }
    told = remarks
  }
}

/** What changes whenever one of the files does. */
async function signatureOf(paths: readonly string[]): Promise<string> {
  const found = await Promise.all(
    paths.map(async (path) => {
      // Gone, or in a folder that cannot be entered: both are a change from being there.
      const file = await stat(path, { bigint: true }).catch(() => null)
      return file ? `${path} ${file.ctimeNs} ${file.size} ${file.ino}` : path
    }),
  )
  return found.join('\n')
}
