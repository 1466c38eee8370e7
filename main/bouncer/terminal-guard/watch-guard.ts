import { stat } from 'node:fs/promises'
import { guardRemarks } from '../../../shared/bouncer/guard-remarks.ts'
import type { GuardInstall, GuardStanding } from '../../../shared/bouncer/terminal-guard.ts'
import { failure } from '../../../shared/kit/failure.ts'
import type { Notify, TakeBack } from '../../kit/announce.ts'
import { createStandingNotices } from '../../kit/standing-notices.ts'

/** What the watch of an installed guard needs. */
export interface GuardWatch {
  readonly notify: Notify
  readonly takeBack: TakeBack
  /** Files whose change may take the guard away: settings of agents, and the hook itself. */
  files(): Promise<readonly string[]>
  /** How the guard stands; without remarks where it is not installed. */
  look(): Promise<Seen>
  /** Puts back what of the hook is not as it was laid; true when nothing of it is left to be put back. */
  mend(): Promise<boolean>
}

type Seen = Pick<GuardStanding, 'hook' | 'installs' | 'remarks'>

/** Programs write a file in several steps, in milliseconds. */
const settleMs = 100
const voice = { level: 'warning', source: 'bouncer' } as const

/** Tells of an installed guard that was taken out or changed for as long as it is so, and once that it was; to be called again and again. */
export function createGuardWatch(deps: GuardWatch): () => Promise<void> {
  let seen: string | null = null
  let isWhole = true
  let out: ReadonlySet<string> = new Set()
  const tell = createStandingNotices(deps, voice)

  const lookTwice = async (): Promise<Seen> => {
    const first = await deps.look()
    if (first.remarks.length === 0) return first
    isWhole = await deps.mend()
    await new Promise((done) => setTimeout(done, settleMs))
    return deps.look()
  }
  const tellOfBack = (installs: readonly GuardInstall[]) => {
    const isBack = ({ path, state }: GuardInstall) => state === 'in-force' && out.has(path)
    for (const { path } of installs.filter(isBack)) {
      deps.notify({ ...voice, message: failure(guardRemarks, 'guard.was-out', { path }).message })
    }
    out = new Set(installs.filter(({ state }) => state !== 'in-force').map(({ path }) => path))
  }

  return async () => {
    const signature = await signatureOf(await deps.files())
    if (signature === seen && isWhole) return
    seen = signature
    isWhole = true
    const { installs, remarks } = await lookTwice()
    tell(remarks)
    tellOfBack(installs)
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
