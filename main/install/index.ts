// Owns the link by which a terminal finds the command. State: none; the link lies in a folder of the person’s own programs.
// Must never need another account's rights, replace what it did not make, or remove anything but links to this executable.
import { lstat, readlink, realpath, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { installErrors } from '../../shared/install/errors.ts'
import type { CommandStanding } from '../../shared/install/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { makeFolder } from '../kit/make-folder.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'
import {
  chooseFolder,
  type LinkSurroundings,
  linkFolders,
  pathFolders,
  pathLineFor,
} from './link-folders.ts'

/** Puts the command on the person's search path and takes it off. */
export interface Installer {
  /** How it stands; with a folder, how it would stand there. */
  look(folder?: string): Promise<CommandStanding>
  /** Links the executable into a folder, or into the one that fits best. */
  link(folder?: string): Promise<Result<CommandStanding, Failure>>
  /** Removes every link to it that the person may remove, also from `folder`, and names the standing after it. */
  unlink(folder?: string): Promise<Result<CommandStanding, Failure>>
  readonly handlers: HandlersOf<'install'>
}

/** What the installer works with. */
export interface InstallerDeps extends LinkSurroundings {
  /** The command's name, as it is typed. */
  readonly name: string
  /** Absolute paths where the executable may lie, the likeliest first. */
  readonly executables: readonly string[]
  readonly platform: NodeJS.Platform
}

/** Creates the installer; nothing is touched until it is asked. */
export function createInstaller(deps: InstallerDeps): Installer {
  const { name } = deps
  const linksTo = async (executable: string | null, wanted: string | undefined) => {
    const folders = new Set([...linkFolders(deps), ...(wanted === undefined ? [] : [wanted])])
    const all = [...folders].map((folder) => join(folder, name))
    const mine = await Promise.all(all.map((path) => leadsTo(path, executable)))
    return all.filter((_path, at) => mine[at])
  }

  const look = async (wanted?: string): Promise<CommandStanding> => {
    const executable = await firstFile(deps.executables)
    const links = await linksTo(executable, wanted)
    const [first] = links
    const folder = wanted ?? (first ? dirname(first) : await chooseFolder(deps))
    const onPath = pathFolders(deps)
    return {
      ...{ executable, links, folder, isOnPath: onPath.includes(folder) },
      found: await firstFile(onPath.map((one) => join(one, name))),
      pathLine: pathLineFor(folder, deps),
    }
  }

  const link = async (wanted?: string): Promise<Result<CommandStanding, Failure>> => {
    const { executable, links, folder } = await look(wanted)
    const obstacle = obstacleTo(executable, deps)
    if (obstacle !== null) return err(failure(installErrors, obstacle))
    const path = join(folder, name)
    if (executable !== null && !links.includes(path)) {
      const made = await makeLink(executable, path)
      if (!made.ok) return made
    }
    return ok(await look(folder))
  }

  const unlink = async (wanted?: string): Promise<Result<CommandStanding, Failure>> => {
    const { links } = await look(wanted)
    for (const path of links) {
      try {
        await rm(path)
      } catch (error) {
        return err(failure(installErrors, 'install.unwritable', { path, cause: systemCode(error) }))
      }
    }
    return ok(await look(wanted))
  }

  return {
    look,
    link,
    unlink,
    handlers: {
      'install.status': async () => ok(await look()),
      'install.link': () => link(),
      'install.unlink': () => unlink(),
    },
  }
}

function obstacleTo(
  executable: string | null,
  { platform, environment }: InstallerDeps,
): keyof typeof installErrors | null {
  if (platform === 'win32') return 'install.unsupported'
  // Set by the image itself, which is mounted at another place at each start.
  if (environment.APPIMAGE) return 'install.passing'
  return executable === null ? 'install.no-executable' : null
}

async function makeLink(executable: string, path: string): Promise<Result<void, Failure>> {
  try {
    await makeFolder(dirname(path))
    if (await isDeadLink(path)) await rm(path)
    await symlink(executable, path)
    return ok(undefined)
  } catch (error) {
    const cause = systemCode(error)
    const isTaken = cause === 'EEXIST'
    return err(
      failure(installErrors, isTaken ? 'install.taken' : 'install.unwritable', { path, cause }),
    )
  }
}

/** True for a link that leads nowhere, such as one to an older place of the app. */
async function isDeadLink(path: string): Promise<boolean> {
  try {
    if (!(await lstat(path)).isSymbolicLink()) return false
    await stat(path)
    return false
  } catch (error) {
    if (!isMissing(error)) throw error
    return await isLink(path)
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink()
  } catch {
    // Nothing lies there.
    return false
  }
}

/** True for a link, and no copy, that ends at the executable. */
async function leadsTo(path: string, executable: string | null): Promise<boolean> {
  if (executable === null || !(await isLink(path))) return false
  try {
    const ends = [resolve(dirname(path), await readlink(path)), await realpath(path)]
    return ends.includes(executable) || ends.includes(await realpath(executable))
  } catch {
    // It leads nowhere.
    return false
  }
}

async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const isThere = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    )
    if (isThere) return path
  }
  return null
}
