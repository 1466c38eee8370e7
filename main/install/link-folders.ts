import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename, delimiter, isAbsolute, join, normalize } from 'node:path'
import type { CommandStanding } from '../../shared/install/model.ts'

/** The part of the surroundings that decides where a link goes. */
export interface LinkSurroundings {
  /** Absolute home of the person. */
  readonly userHome: string
  readonly environment: NodeJS.ProcessEnv
}

const trimmed = (folder: string) => normalize(folder).replace(/(?<=.)\/$/, '')

/** The absolute folders of the search path, in order, each once. */
export function pathFolders({ environment }: LinkSurroundings): readonly string[] {
  const folders = (environment.PATH ?? '').split(delimiter).filter(isAbsolute).map(trimmed)
  return [...new Set(folders)]
}

/** Folders for a person's own programs, the one that every system agrees on first. */
function ownFolders({ userHome }: LinkSurroundings): readonly string[] {
  return [join(userHome, '.local', 'bin'), join(userHome, 'bin'), '/usr/local/bin']
}

/** Every folder in which a link of ours may lie. */
export function linkFolders(around: LinkSurroundings): readonly string[] {
  return [...new Set([...pathFolders(around), ...ownFolders(around)])]
}

/** Where a link goes: into the first folder for own programs that terminals look into and that needs no other rights, else into the usual one. */
export async function chooseFolder(around: LinkSurroundings): Promise<string> {
  const onPath = pathFolders(around)
  const [usual = '', ...others] = ownFolders(around)
  // The usual ones are made where they are missing; the system's is only used where it is the person's.
  for (const folder of [usual, ...others].filter((one) => onPath.includes(one))) {
    if (folder.startsWith(`${around.userHome}/`) || (await isWritable(folder))) return folder
  }
  return usual
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK)
    return true
  } catch {
    // Missing, or somebody else's.
    return false
  }
}

/** The line that puts a folder on the search path, in the words of the person's shell. */
export function pathLineFor(folder: string, around: LinkSurroundings): CommandStanding['pathLine'] {
  const { userHome, environment } = around
  const isOwn = folder.startsWith(`${userHome}/`)
  const place = isOwn ? `$HOME${folder.slice(userHome.length)}` : folder
  const line = `export PATH="${place}:$PATH"`
  switch (basename(environment.SHELL ?? '')) {
    case 'fish':
      return { line: `fish_add_path "${place}"`, file: '~/.config/fish/config.fish' }
    case 'zsh':
      return { line, file: '~/.zshrc' }
    case 'bash':
      return { line, file: '~/.bashrc' }
    default:
      return { line, file: '~/.profile' }
  }
}
