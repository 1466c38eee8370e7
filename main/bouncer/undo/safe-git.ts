import { accessSync, constants, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { brand } from '../../../shared/brand.ts'
import { createSpawn } from '../../kit/spawn.ts'
import { isWithin } from '../pattern-layer/paths.ts'

/** Reads and restores repositories without running anything of theirs: no hook, filter, monitor, helper or transport. */
export interface SafeGit {
  /** True once git was missing, hung or said too much: then what it did not say is not known. */
  readonly isBroken: boolean
  /** The output of a command; null where git is missing, fails or takes too long. */
  run(folder: string, args: readonly string[], input?: string | Uint8Array): Promise<Buffer | null>
  /** Hands the output on while it comes; false where it did not come whole. */
  stream(
    folder: string,
    of: { readonly args: readonly string[]; readonly input: string | Uint8Array },
    take: (part: Buffer) => void,
  ): Promise<boolean>
}

/** What git is run with. */
export interface SafeGitParts {
  /** Absolute folders that programs are searched in. */
  readonly searched: readonly string[]
  readonly home: string
  /** Nothing in it is run. */
  readonly workspace: string
  /** Longest time of one command, in milliseconds. */
  readonly limitMs: number
}

const SETTINGS: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.attributesFile=/dev/null',
  'core.untrackedCache=false',
  'core.quotePath=false',
  'protocol.allow=never',
  'gc.auto=0',
  'maintenance.auto=false',
  'safe.directory=*',
].flatMap((setting) => ['-c', setting])

/** The most output that is kept, in bytes. */
const MAX_OUTPUT = 256 * 1024 * 1024

/** Finds git on the PATH where no agent writes; where there is none every command answers null. */
export function createSafeGit(parts: SafeGitParts): SafeGit {
  const program = findGit(parts)
  const spawn = createSpawn()
  const env = environment(parts.home)
  let isBroken = false

  const stream: SafeGit['stream'] = async (folder, { args, input }, take) => {
    if (program === null) {
      isBroken = true
      return false
    }
    const started = await spawn.start({
      command: program,
      args: ['--no-pager', '--literal-pathspecs', ...SETTINGS, ...args],
      cwd: folder,
      env,
    })
    if (!started.ok) {
      isBroken = true
      return false
    }
    const { stdin, stdout, stderr, exited, signal } = started.value
    let size = 0
    const giveUp = () => {
      isBroken = true
      signal('SIGKILL')
    }
    const limit = setTimeout(giveUp, parts.limitMs)
    stdout.on('data', (part: Buffer) => {
      size += part.length
      if (size > MAX_OUTPUT) giveUp()
      else take(part)
    })
    stderr.resume()
    stdin.end(input)
    const { code } = await exited
    clearTimeout(limit)
    return code === 0 && !isBroken
  }

  return {
    get isBroken() {
      return isBroken
    },
    stream,
    async run(folder, args, input = '') {
      const found: Buffer[] = []
      const isWhole = await stream(folder, { args, input }, (part) => void found.push(part))
      return isWhole ? Buffer.concat(found) : null
    },
  }
}

const TEMPORARY = ['/tmp', '/var/tmp', '/dev/shm', '/private/tmp', '/private/var/folders']

/** Where agents can write lies nothing that we run: not in the project, the home or a temporary folder. */
function findGit({ searched, workspace, home }: SafeGitParts): string | null {
  const writable = [workspace, home, ...TEMPORARY]
  for (const folder of searched) {
    const path = join(folder, process.platform === 'win32' ? 'git.exe' : 'git')
    try {
      accessSync(path, constants.X_OK)
      const real = realpathSync(path)
      if (!writable.some((place) => isWithin(real, place))) return real
    } catch (error) {
      // Not there, or not ours to run: the next folder may have it.
      if (!(error instanceof Error)) throw error
    }
  }
  return null
}

/** Git's own list of what a person has set stays out, and so does everything that asks or fetches. */
function environment(home: string): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_PAGER: 'cat',
    GIT_COMMITTER_NAME: brand.name,
    GIT_COMMITTER_EMAIL: `${brand.command}@localhost`,
  }
}
