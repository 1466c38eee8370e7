import { homedir } from 'node:os'
import {
  awayChoiceSchema,
  type GuardInstall,
  type GuardStanding,
} from '../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../shared/brand.ts'
import { failure } from '../../shared/kit/failure.ts'
import { agentStanding } from '../app/build-terminal-guard.ts'
import { placesIn } from '../app/places.ts'
import {
  createGuardInstaller,
  type GuardInstaller,
  guardPlaces,
  lookAtGuard,
  type Restored,
} from '../bouncer/index.ts'
import { systemClock } from '../kit/clock.ts'
import { createEgress } from '../kit/egress/index.ts'
import { failureJson } from '../kit/failure-json.ts'
import { plainText } from '../kit/plain-text.ts'
import { silentLogger } from '../kit/silent-logger.ts'
import { connectsTo } from '../os/node/owner-socket.ts'
import { hookProgram } from '../os/node/places.ts'
import { createClaudeCodeDriver } from '../sessions/index.ts'
import { inspectSettings } from '../settings/index.ts'
import type { Call } from './command.ts'
import { commandErrors } from './command-errors.ts'
import { enterHome } from './home-exists.ts'
import { aiSeenIn, aiWords } from './look-at-ai.ts'
import { lookAtRing, ringWords } from './look-at-ring.ts'
import { refuse, tell } from './tell.ts'

const surroundings = ({ home }: Call) => ({
  ...{ home, userHome: homedir(), environment: process.env, clock: systemClock },
  ...{ platform: process.platform, program: hookProgram(process.env) },
})

/** Puts the hook into the agent's settings, and says what that means. */
export async function installGuard(call: Call): Promise<0 | 1> {
  const installer = createGuardInstaller(surroundings(call))
  const away = awayChoiceSchema.optional().parse(call.text('when-away'))
  const installed = await installer.install(away)
  if (!installed.ok) return refuse(call, installed.error)
  const standing = await standingOf(call, installer)
  return tell(call, { standing }, installedText(standing))
}

/** Takes the hook out wherever it was put, and says how each file is now. */
export async function uninstallGuard(call: Call): Promise<0 | 1> {
  const installer = createGuardInstaller(surroundings(call))
  const out = await installer.uninstall()
  if (!out.ok) return refuse(call, out.error)
  const files = out.value
  const lines = files.map((one) => `${restoredWords(one)}\n`).join('')
  const text = lines || 'The guard was not installed. Nothing was changed.\n'
  return tell(call, { files }, text)
}

/** Says how the guard stands; 0 where it is in force, else 1. */
export async function sayGuard(call: Call): Promise<0 | 1> {
  await enterHome(call.home)
  const standing = await standingOf(call, createGuardInstaller(surroundings(call)))
  const settings = await inspectSettings(placesIn(call.home).settings, systemClock)
  const ring = await lookAtRing(call.home, settings)
  const ai = aiSeenIn(settings)
  // Agents in terminals are no part of it: they start by the person's own hand.
  const inApp = `Outer ring of sessions in the app: ${ringWords(ring)}.\nAI review of their questions: ${aiWords(ai)}.\n`
  const text = `${statusText(standing)}\n${inApp}`
  if (standing.inForce) return tell(call, { standing, ring, ai }, text)
  if (!call.isJson) {
    call.write(plainText(text))
    return 1
  }
  const what = standing.remarks[0] ?? ''
  const failed = failureJson(failure(commandErrors, 'command.guard-not-in-force', { what }))
  call.write(`${JSON.stringify({ ...failed, standing, ring, ai })}\n`)
  return 1
}

async function standingOf(call: Call, installer: GuardInstaller): Promise<GuardStanding> {
  const around = surroundings(call)
  return lookAtGuard({
    ...around,
    ...{ state: await installer.state(), folder: process.cwd(), agent: await lookAtAgent() },
    isAppReachable: await connectsTo(guardPlaces(call.home).socket),
  })
}

/** Looks at the agent's program; nothing goes out for that. */
async function lookAtAgent(): Promise<GuardStanding['agent']> {
  const driver = createClaudeCodeDriver({
    egress: createEgress({ clock: systemClock, record: () => undefined, offline: () => true }),
    ...{ clock: systemClock, logger: silentLogger, baseEnv: process.env },
    configuredPath: () => null,
  })
  return agentStanding(await driver.check(process.cwd()))
}

const awayWords = {
  ask: 'Claude Code asks you about each call',
  deny: 'each call is denied',
} as const

function installedText({ installs, settingsPath, away, remarks }: GuardStanding): string {
  const one = installs.find(({ path }) => path === settingsPath)
  const leads = one?.leadsTo ? ` (a link to ${one.leadsTo})` : ''
  return [
    `Installed: ${settingsPath}${leads} has the hook. All else in it is as it was, and a copy is kept.`,
    `From now on every call of Claude Code in a terminal is judged while ${brand.name} runs. While it does not run, ${awayWords[away]}.`,
    `Sessions that are open already may have to be started again. \`${brand.command} bouncer uninstall\` takes it out.`,
    ...remarks,
    '',
  ].join('\n')
}

function restoredWords({ path, how }: Restored): string {
  switch (how) {
    case 'restored':
      return `${path} is byte for byte the copy without the hook that was kept.`
    case 'removed':
      return `${path} is removed; there was none before.`
    case 'edited':
      return `${path} is not as the installation left it, or no copy of it is kept. Only the hook was taken out.`
    case 'gone':
      return `${path} held no hook any more. It was left as it is.`
  }
}

const installWords: Readonly<Record<GuardInstall['state'], string>> = {
  'in-force': 'as it was put there',
  changed: 'the entry was changed',
  gone: 'no hook in it',
  off: 'all hooks are switched off',
  unreadable: 'cannot be read',
}

const appWords: Readonly<Record<GuardStanding['app'], string>> = {
  reachable: 'runs and answers',
  unfound: 'runs, and hooks do not find it',
  away: 'does not run',
}

const agentWords = { ready: '', old: ', too old', missing: 'not found', unknown: 'not known' }

function statusText(standing: GuardStanding): string {
  const { installs, hook, agent, lastCall, away } = standing
  const isCut = installs.length > 0 && hook.state === 'missing'
  const files = installs.map(
    ({ path, state, version }) => `${path} (${installWords[state]}, version ${version})`,
  )
  const found = agent.version === null ? '' : `${agent.version} at ${agent.path}`
  const rows: (readonly [string, string])[] = [
    ['In force', standing.inForce ? 'yes' : 'no'],
    ...(files.length === 0 ? ['nowhere'] : files).map((file) => ['Settings', file] as const),
    ['Hook', `${hook.path} (${hook.state})`],
    ['Claude Code', `${found}${agentWords[agent.state]}`],
    [brand.name, appWords[standing.app]],
    ['While it is away', isCut ? 'each call is blocked: the hook is missing' : awayWords[away]],
    ['Last call', lastCall === null ? 'none' : lastWords(lastCall)],
  ]
  const table = rows.map(([name, what]) => `${name.padEnd(18)}${what}\n`).join('')
  return `${table}${standing.remarks.map((line) => `\n${line}\n`).join('')}`
}

function lastWords({ at, tool, decision, cwd }: NonNullable<GuardStanding['lastCall']>): string {
  const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  return `${time} UTC: ${tool}, ${decision}, in ${cwd}`
}
