import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve, sep } from 'node:path'

/** Where to look for the person's `claude`. */
export interface CliSearch {
  /** A path the person set; it alone is looked at when there is one. */
  readonly configuredPath: string | null
  readonly environment: NodeJS.ProcessEnv
  /** A program inside this folder is never used: the repository could have planted it. */
  readonly workspace: string | null
}

/** The program as called and as it really lies, or why there is none. */
export type FoundCli =
  | { readonly status: 'found'; readonly path: string; readonly realPath: string }
  | { readonly status: 'missing' }
  | { readonly status: 'inside-workspace'; readonly path: string }

/** Looks along PATH, then where installers put it when a desktop start brings a short PATH. */
export async function findCli(search: CliSearch): Promise<FoundCli> {
  const workspace = search.workspace === null ? null : await realOrSame(search.workspace)
  let inside: string | null = null
  for (const path of candidates(search)) {
    const real = await executable(path)
    if (real === null) continue
    if (!isPlanted(path, real, workspace)) return { status: 'found', path, realPath: real }
    inside ??= path
  }
  return inside === null ? { status: 'missing' } : { status: 'inside-workspace', path: inside }
}

/** True when the path is the folder or lies under it; both absolute. */
export function isInside(path: string, folder: string): boolean {
  const [inner, outer] = [resolve(path), resolve(folder)]
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)
}

function isPlanted(path: string, real: string, workspace: string | null): boolean {
  return workspace !== null && (isInside(path, workspace) || isInside(real, workspace))
}

function candidates({ configuredPath, environment }: CliSearch): string[] {
  if (configuredPath !== null) return isAbsolute(configuredPath) ? [configuredPath] : []
  const home = environment.HOME
  const usual = home
    ? [
        join(home, '.local', 'bin'),
        join(home, '.claude', 'local'),
        join(home, '.npm-global', 'bin'),
      ]
    : []
  const folders = [
    ...(environment.PATH ?? '').split(delimiter),
    ...usual,
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]
  // A relative entry means “wherever we are”, which is the project as soon as the agent starts.
  return [...new Set(folders.filter((folder) => isAbsolute(folder)))].map((folder) =>
    join(folder, 'claude'),
  )
}

/** The real path of a file that may be executed; null when there is none. */
async function executable(path: string): Promise<string | null> {
  try {
    const real = await realpath(path)
    await access(real, constants.X_OK)
    return (await stat(real)).isFile() ? real : null
  } catch {
    // Not there, not readable or a broken link: there is no program here.
    return null
  }
}

async function realOrSame(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    // A folder that is gone holds no program either.
    return resolve(path)
  }
}
