import { stat } from 'node:fs/promises'
import { systemCode } from '../kit/system-code.ts'

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
