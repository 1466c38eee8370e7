import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, parse, resolve, sep } from 'node:path'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { workspaceErrors } from '../../shared/workspace/errors.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import { systemCode } from '../kit/system-code.ts'
import { readAgentFiles } from './agent-files.ts'
import { type AgentFile, findingsOf } from './findings.ts'

/** Folders that are never a project: they would make "outside the project" mean nothing, or hold our own records. */
export interface ForbiddenPlaces {
  readonly userHome: string
  readonly appHome: string
}

/** What a folder is and what its agent settings would do; trust is added by the caller. */
export type Inspected = Omit<Workspace, 'trust'>

/** Looks at a folder without running anything of it. */
export async function inspect(
  path: string,
  places: ForbiddenPlaces,
): Promise<Result<Inspected, Failure>> {
  const found = await resolveFolder(path)
  if (!found.ok) return found
  const real = found.value
  const forbidden = await whyForbidden(real, places)
  if (forbidden) return err(forbidden)
  const files = await readAgentFiles(real, await realOrSame(places.userHome))
  return ok({
    path: real,
    name: basename(real),
    exists: true,
    findings: findingsOf(files),
    fingerprint: fingerprintOf(files),
    branch: await branchOf(real),
  })
}

/** True when there is a folder at the path that can be looked at. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Not there or not readable: either way nothing can be done in it.
    return false
  }
}

async function resolveFolder(path: string): Promise<Result<string, Failure>> {
  const absolute = resolve(path)
  try {
    const real = await realpath(absolute)
    if ((await stat(real)).isDirectory()) return ok(real)
    return err(failure(workspaceErrors, 'workspace.not-a-folder', { path: absolute }))
  } catch (error) {
    const cause = systemCode(error)
    if (cause === 'ENOENT' || cause === 'ENOTDIR') {
      return err(failure(workspaceErrors, 'workspace.missing', { path: absolute }))
    }
    return err(failure(workspaceErrors, 'workspace.unreadable', { path: absolute, cause }))
  }
}

async function whyForbidden(real: string, places: ForbiddenPlaces): Promise<Failure | null> {
  const appHome = await realOrSame(places.appHome)
  if (isInside(real, appHome)) return failure(workspaceErrors, 'workspace.guarded', { path: real })
  const userHome = await realOrSame(places.userHome)
  const tooWide = real === parse(real).root || isInside(userHome, real)
  return tooWide ? failure(workspaceErrors, 'workspace.too-wide', { path: real }) : null
}

async function realOrSame(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    // A home that does not exist yet is compared as written.
    return resolve(path)
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function fingerprintOf(files: readonly AgentFile[]): string {
  const hash = createHash('sha256')
  for (const { file, text, stamp } of files) hash.update(JSON.stringify([file, text, stamp]))
  return hash.digest('hex')
}

/** The checked-out branch, read from .git/HEAD of the folder or the nearest one above; null outside a repository. */
async function branchOf(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const head = await headOf(join(at, '.git'))
    if (head !== null) return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim() ?? null
    if (at === dirname(at)) return null
  }
}

async function headOf(git: string): Promise<string | null> {
  try {
    if ((await lstat(git)).isDirectory()) return await readFile(join(git, 'HEAD'), 'utf8')
    const linked = /^gitdir: (.+)$/m.exec(await readFile(git, 'utf8'))?.[1]
    return linked
      ? await readFile(join(resolve(dirname(git), linked.trim()), 'HEAD'), 'utf8')
      : null
  } catch {
    // No repository here, or one we cannot read: the branch is a courtesy, not a fact to fail on.
    return null
  }
}

/** Sub-folders of a folder for the folder picker, hidden ones left out. */
export async function listFolders(path: string): Promise<
  Result<
    {
      path: string
      parent: string | null
      folders: { name: string; path: string; repository: boolean }[]
    },
    Failure
  >
> {
  const found = await resolveFolder(path)
  if (!found.ok) return found
  const folder = found.value
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort((a, b) => a.localeCompare(b))
    const folders = await Promise.all(
      names.map(async (name) => {
        const inner = join(folder, name)
        return { name, path: inner, repository: (await headOf(join(inner, '.git'))) !== null }
      }),
    )
    const parent = dirname(folder)
    return ok({ path: folder, parent: parent === folder ? null : parent, folders })
  } catch (error) {
    return err(
      failure(workspaceErrors, 'workspace.unreadable', { path: folder, cause: systemCode(error) }),
    )
  }
}
