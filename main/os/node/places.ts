import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { brand } from '../../../shared/brand.ts'

/** The home folder of this app: the argument, else the environment's, else the one in the person's home. */
export function homeFolder(
  argument: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const named = argument || environment[brand.homeVariable]
  return named ? resolve(named) : join(homedir(), brand.homeFolder)
}

/** The folder of the built page, seen from the file that runs: a source of `main/` or its build in `out/main/`. */
export function pageFolder(mainFolder: string): string {
  const isSource = import.meta.filename.endsWith('.ts')
  return isSource ? join(mainFolder, '..', 'out', 'renderer') : join(mainFolder, '..', 'renderer')
}

/** True when the app runs from its sources, where answers are checked against the contract. */
export const runsFromSource = import.meta.filename.endsWith('.ts')
