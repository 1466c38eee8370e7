import { lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { GitFacts } from '../../../shared/bouncer/model.ts'
import { type GitSettings, parseGitConfig } from './git-config.ts'
import type { PathResolver } from './real-path.ts'
import { readSmallText } from './small-file.ts'

const MAX_CONFIG = 256 * 1024
const MAX_PACKED = 1024 * 1024
const MAX_HOOKS = 64
const MAX_LEVELS = 24

/** What the repository around a folder says about itself, by reading its files; null where there is none. */
export function readGitFacts(
  cwd: string,
  at: { readonly home: string; readonly paths: PathResolver },
): GitFacts | null {
  const found = findRepository(cwd, at.paths)
  if (!found) return null
  const { root, folder } = found
  const common = commonFolder(folder)
  const settings = readSettings(common, at.home)
  const branch = branchOf(folder)
  const { remote, upstream } = pushTarget(settings, branch)
  const hooksFolder = hooksOf(settings, { root, common, home: at.home })
  const unpushed = branch && upstream ? isAhead(common, branch, upstream) : undefined
  return {
    root,
    ...(branch === undefined ? {} : { branch }),
    ...(remote === undefined ? {} : { remote }),
    ...(upstream === undefined ? {} : { upstream }),
    ...(unpushed === undefined ? {} : { unpushed }),
    remotes: settings.remotes,
    aliases: settings.aliases,
    hooksFolder,
    hooks: installedHooks(at.paths.real(hooksFolder)),
  }
}

interface Repository {
  readonly root: string
  /** The repository's own folder, `.git` or what a `.git` file names. */
  readonly folder: string
}

function findRepository(cwd: string, paths: PathResolver): Repository | null {
  let root = paths.real(cwd)
  for (let level = 0; level < MAX_LEVELS; level++) {
    const entry = lstatSync(join(root, '.git'), { throwIfNoEntry: false })
    if (entry) {
      const folder = entry.isFile() ? linkedFolder(root) : join(root, '.git')
      return folder === null ? null : { root, folder: paths.real(folder) }
    }
    const above = dirname(root)
    if (above === root) return null
    root = above
  }
  return null
}

/** Where a `.git` file, as in worktrees and submodules, leads. */
function linkedFolder(root: string): string | null {
  const text = readSmallText(join(root, '.git'), 4096) ?? ''
  const target = /^gitdir:\s*(.+)$/m.exec(text)?.[1]?.trim()
  return target ? resolve(root, target) : null
}

/** The folder that worktrees share. */
function commonFolder(folder: string): string {
  const shared = readSmallText(join(folder, 'commondir'), 4096)?.trim()
  return shared ? resolve(folder, shared) : folder
}

/** The repository's settings over the person's own. */
function readSettings(common: string, home: string): GitSettings {
  const files = [join(home, '.config/git/config'), join(home, '.gitconfig'), join(common, 'config')]
  return parseGitConfig(files.map((path) => readSmallText(path, MAX_CONFIG) ?? ''))
}

function branchOf(folder: string): string | undefined {
  const head = readSmallText(join(folder, 'HEAD'), 4096)?.trim() ?? ''
  return /^ref: refs\/heads\/(.+)$/.exec(head)?.[1]
}

function pushTarget(
  settings: GitSettings,
  branch: string | undefined,
): { readonly remote: string | undefined; readonly upstream: string | undefined } {
  const own = branch === undefined ? undefined : settings.branches.get(branch)
  const names = Object.keys(settings.remotes)
  const only = names.length === 1 ? names[0] : names.find((name) => name === 'origin')
  const remote = own?.pushRemote ?? settings.pushDefault ?? own?.remote ?? only
  const merge = own?.merge?.replace(/^refs\/heads\//, '')
  const upstream = own?.remote && merge ? `${own.remote}/${merge}` : undefined
  return { remote, upstream }
}

function hooksOf(
  { hooksPath }: GitSettings,
  at: { readonly root: string; readonly common: string; readonly home: string },
): string {
  if (!hooksPath) return join(at.common, 'hooks')
  const path = hooksPath.replace(/^~(?=\/|$)/, at.home)
  return isAbsolute(path) ? path : resolve(at.root, path)
}

function installedHooks(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.endsWith('.sample') && statSync(join(folder, name)).isFile())
      .slice(0, MAX_HOOKS)
      .sort()
  } catch (error) {
    // No folder, no hooks; one that cannot be read runs none either.
    if (error instanceof Error) return []
    throw error
  }
}

/** Whether the branch differs from its counterpart as last seen; undefined when either is not known. */
function isAhead(common: string, branch: string, upstream: string): boolean | undefined {
  const here = refAt(common, `refs/heads/${branch}`)
  const there = refAt(common, `refs/remotes/${upstream}`)
  return here && there ? here !== there : undefined
}

function refAt(common: string, name: string): string | undefined {
  if (name.split('/').includes('..')) return undefined
  const loose = readSmallText(join(common, name), 4096)?.trim()
  if (loose && /^[0-9a-f]{40,64}$/.test(loose)) return loose
  const packed = readSmallText(join(common, 'packed-refs'), MAX_PACKED) ?? ''
  const line = packed.split('\n').find((one) => one.endsWith(` ${name}`))
  return line?.split(' ')[0]
}
