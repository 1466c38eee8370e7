import { readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { RingStanding } from '../../../shared/sessions/ring.ts'
import type { ProgramOutput, Spawn } from '../../kit/spawn.ts'
import { probeArguments } from './bubblewrap.ts'
import { seatbeltProbe } from './seatbelt.ts'

/** What finding the ring needs. */
export interface FindDeps {
  readonly spawn: Spawn
  readonly platform: NodeJS.Platform
  /** Absolute paths at which the program may lie, the likeliest first. */
  readonly programs: readonly string[]
  /** Text of the list of open sockets; null where there is none. */
  openSockets(): Promise<string | null>
}

/** How the ring stands, and the program that builds it. */
export interface FoundRing {
  readonly standing: RingStanding
  /** Absolute path; null when the ring cannot be had. */
  readonly program: string | null
}

/** Where systems put it. What the PATH names is not looked at: an agent may have put it there. */
export function usualPrograms(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'darwin') return ['/usr/bin/sandbox-exec']
  return ['/usr/bin/bwrap', '/usr/local/bin/bwrap', '/run/current-system/sw/bin/bwrap']
}

/** The kernel's list of open sockets, which names those without a file. */
export async function openSocketsOfLinux(): Promise<string | null> {
  return readFile('/proc/net/unix', 'utf8').catch(() => null)
}

const PROBE_TIMEOUT_MS = 5_000
const installBubblewrap = 'sudo apt-get install bubblewrap'

/** Really starts a program in a ring, and says how that went. */
export async function findRing(deps: FindDeps): Promise<FoundRing> {
  const { platform } = deps
  if (platform !== 'linux' && platform !== 'darwin') {
    return without('unsupported', 'This system has no sandbox that the app can use.')
  }
  const program = await firstThere(deps.programs)
  if (program === null) return missing(platform)
  const probed = await run(deps, program, platform === 'linux' ? probeArguments : seatbeltProbe)
  if (typeof probed === 'string') return without('broken', `${program} does not start (${probed}).`)
  if (probed.code !== 0 || probed.timedOut)
    return { standing: whyNot(program, probed), program: null }
  return { standing: await working(deps, program), program }
}

async function working(deps: FindDeps, program: string): Promise<RingStanding> {
  if (deps.platform === 'darwin') {
    return { state: 'works', program: 'seatbelt', version: '', reachable: [] }
  }
  const said = await run(deps, program, ['--version'])
  const version = typeof said === 'string' ? '' : said.stdout.trim().replace(/^bubblewrap /, '')
  const reachable = withoutFile((await deps.openSockets()) ?? '')
  return { state: 'works', program: 'bubblewrap', version, reachable }
}

/** Sockets of displays and session buses that have no file (unix(7), “abstract”). */
function withoutFile(list: string): string[] {
  const named = [...list.matchAll(/ @(\S+)$/gm)].map(([, name]) => name ?? '')
  const telling = named.filter((name) => /\/(\.X11-unix|\.ICE-unix)\/|\/dbus-/.test(name))
  return [...new Set(telling)].sort()
}

async function firstThere(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found?.isFile()) return path
  }
  return null
}

async function run(
  { spawn }: FindDeps,
  command: string,
  args: readonly string[],
): Promise<ProgramOutput | string> {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }
  const request = { command, args, cwd: tmpdir(), env, timeoutMs: PROBE_TIMEOUT_MS }
  const ran = await spawn.run(request)
  return ran.ok ? ran.value : ran.error
}

function missing(platform: 'linux' | 'darwin'): FoundRing {
  return platform === 'linux'
    ? without('missing', 'The program bubblewrap (bwrap) is not installed.', installBubblewrap)
    : without('missing', 'The program sandbox-exec is not there.')
}

function whyNot(program: string, { timedOut, stderr, code, signal }: ProgramOutput): RingStanding {
  if (timedOut) {
    const reason = `${program} did not answer within ${PROBE_TIMEOUT_MS / 1000} s.`
    return { state: 'broken', reason, command: null }
  }
  const said = stderr.trim().split('\n')[0]?.slice(0, 200) ?? ''
  const isForbidden = /namespace|uid map|not permitted|permission denied|mount proc/i.test(said)
  if (isForbidden) {
    const reason = `The system forbids it to ordinary programs (${said}). An administrator can allow user namespaces, on Ubuntu by an AppArmor profile for bwrap.`
    return { state: 'forbidden', reason, command: null }
  }
  const how = said || (signal ? `ended by ${signal}` : `exit code ${code}`)
  return { state: 'broken', reason: `${program} fails (${how}).`, command: null }
}

function without(
  state: Exclude<RingStanding['state'], 'works'>,
  reason: string,
  command: string | null = null,
): FoundRing {
  return { standing: { state, reason, command }, program: null }
}
