import { chmod, stat } from 'node:fs/promises'
import type { Notify } from '../kit/announce.ts'
import { systemCode } from '../kit/system-code.ts'

const others = 0o077

/** Takes the home folder from every other account of the machine, and says so where they could open it. */
export async function keepToOwner(
  home: string,
  notify: Notify,
  platform = process.platform,
): Promise<void> {
  if (platform === 'win32') return
  const { mode } = await stat(home)
  if ((mode & others) === 0) return
  const was = (mode & 0o777).toString(8).padStart(3, '0')
  const tell = (message: string) => notify({ level: 'warning', source: 'app', message })
  try {
    await chmod(home, mode & 0o700)
    tell(
      `Other accounts of this machine could open the folder ${home} (mode ${was}). Now only yours can. Nothing in it was changed; look whether anything in it is not from you.`,
    )
  } catch (error) {
    tell(
      `Other accounts of this machine can open the folder ${home} (mode ${was}), and that could not be changed (${systemCode(error)}). Take their rights away, or choose another folder with --home.`,
    )
  }
}
