import { opendir, stat } from 'node:fs/promises'
import { systemCode } from '../kit/system-code.ts'

/** Rejects with the system's error where a home is no folder or nobody lets us in; one that is missing is fine. */
export async function enterHome(home: string): Promise<void> {
  if (await homeExists(home)) await (await opendir(home)).close()
}

/** True where a home is; throws the system's error where nobody lets us see whether it is. */
export async function homeExists(home: string): Promise<boolean> {
  try {
    await stat(home)
    return true
  } catch (error) {
    if (/^E(?:ACCES|PERM)$/.test(systemCode(error))) throw error
    return false
  }
}
