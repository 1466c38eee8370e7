import { readdir } from 'node:fs/promises'
import { isMissing } from '../kit/system-code.ts'
import type { Places } from './places.ts'

/** True when the home holds sessions, whose decisions must then be on record. */
export async function hasSessions({ sessions }: Pick<Places, 'sessions'>): Promise<boolean> {
  try {
    return (await readdir(sessions)).length > 0
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
