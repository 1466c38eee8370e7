import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { guardRemarks } from '../../../shared/bouncer/guard-remarks.ts'
import {
  type GuardInstall,
  type GuardStanding,
  type LastCall,
  lastCallSchema,
} from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import { failure } from '../../../shared/kit/failure.ts'
import { readPlainText } from '../../kit/plain-file.ts'
import { readAgentSettings, settingsPathOf, settingsText } from './agent-settings.ts'
import { isOff } from './edit-settings.ts'
import { type GuardPlaces, guardPlaces } from './guard-places.ts'
import { type HookProgram, markOf } from './hook-command.ts'
import { hookIn } from './hook-entry.ts'
import { lookAtHook } from './hook-file.ts'
import type { Install, InstallState } from './install-state.ts'
import { namesHook } from './put-back.ts'
import { holdsRunning } from './running-note.ts'

/** What looking needs. */
export interface GuardLook {
  readonly home: string
  readonly userHome: string
  readonly environment: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly program: HookProgram | null
  readonly state: InstallState
  /** Folder whose own settings are looked at too; null for none. */
  readonly folder: string | null
  readonly agent: GuardStanding['agent']
  readonly isAppReachable: boolean
}

type RemarkCode = keyof typeof guardRemarks
type Slots = Readonly<Record<string, string>>

/** Says how the terminal guard stands; changes nothing. */
export async function lookAtGuard(look: GuardLook): Promise<GuardStanding> {
  const place = guardPlaces(look.home)
  const settingsPath = settingsPathOf(look.environment, look.userHome)
  const mark = markOf(place.hook)
  const installs = await Promise.all(look.state.installs.map((one) => standingOf(one, mark)))
  const hook = { path: place.hook, state: await lookAtHook(place.hook) }
  const path = look.program?.path ?? null
  const program = { path, isThere: path !== null && (await canRun(path)) }
  const { agent, state } = look
  const isHere = installs.some((one) => one.path === settingsPath)
  const outside = await outsideRemarks(look)
  const isUnlisted = !isHere && (await namesHook(settingsPath, place))
  const missing = isUnlisted ? 'guard.unlisted' : 'guard.not-here'
  const isSomewhere = isUnlisted || installs.length > 0
  const app = await appStanding(look, place)
  const remarks = [
    ...(isHere ? [] : [remark(missing, { path: settingsPath })]),
    ...installs.flatMap(installRemarks),
    ...(isSomewhere ? await ownRemarks({ hook, installs: state.installs }) : []),
    ...(app === 'unfound' ? [remark('guard.unfound', { path: place.running })] : []),
    ...agentRemarks(agent),
    ...outside,
  ]
  return {
    inForce: isInForce([
      isHere && installs.every((one) => one.state === 'in-force'),
      hook.state === 'intact',
      await programsAreThere(state.installs),
      agent.state !== 'old',
      app !== 'unfound',
      outside.length === 0,
    ]),
    ...{ settingsPath, installs, hook, program, agent, app, away: state.away, remarks },
    lastCall: await lastCallAt(place.lastCall),
  }
}

async function appStanding(
  { isAppReachable }: GuardLook,
  { running }: GuardPlaces,
): Promise<GuardStanding['app']> {
  if (!isAppReachable) return 'away'
  return (await holdsRunning(running)) ? 'reachable' : 'unfound'
}

/** In force is what holds before a call: the entry, the hook, its program and who judges. */
function isInForce(parts: readonly boolean[]): boolean {
  return parts.every((one) => one)
}

function remark(code: RemarkCode, slots: Slots): string {
  return failure(guardRemarks, code, { command: brand.command, ...slots }).message
}

async function standingOf(one: Install, mark: string): Promise<GuardInstall> {
  const { path, version, at, command } = one
  const read = await readAgentSettings(path)
  const leadsTo = read.ok ? read.value.leadsTo : null
  const told = (state: GuardInstall['state']) => ({ path, leadsTo, state, version, at })
  const parts = read.ok ? settingsText(read.value) : read
  if (!parts.ok) return told('unreadable')
  const found = hookIn(parts.value.text, { mark, command })
  if (found === 'none') return told('gone')
  if (isOff(parts.value.text)) return told('off')
  return told(found === 'whole' ? 'in-force' : 'changed')
}

const stateRemarks = {
  changed: 'guard.entry-changed',
  gone: 'guard.gone',
  off: 'guard.off',
  unreadable: 'guard.settings-unreadable',
} as const

function installRemarks({ path, state }: GuardInstall): string[] {
  return state === 'in-force' ? [] : [remark(stateRemarks[state], { path })]
}

async function ownRemarks(own: {
  readonly hook: GuardStanding['hook']
  readonly installs: readonly Install[]
}): Promise<string[]> {
  const { path, state } = own.hook
  const hook = state === 'intact' ? [] : [remark(`guard.hook-${state}`, { path })]
  const gone = await missingPrograms(own.installs)
  return [...hook, ...gone.map((one) => remark('guard.program-missing', { path: one }))]
}

function agentRemarks({ state, version }: GuardStanding['agent']): string[] {
  if (state === 'old') return [remark('guard.agent-old', { version: version ?? '' })]
  return state === 'missing' ? [remark('guard.agent-missing', {})] : []
}

async function programsAreThere(installs: readonly Install[]): Promise<boolean> {
  return (await missingPrograms(installs)).length === 0
}

/** Programs that entries name and that are gone, such as a Node that was updated. */
async function missingPrograms(installs: readonly Install[]): Promise<string[]> {
  const paths = [...new Set(installs.flatMap(({ program }) => (program ? [program] : [])))]
  const there = await Promise.all(paths.map(canRun))
  return paths.filter((_path, at) => !there[at])
}

async function canRun(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    // Gone, or not to be run: both mean that the hook cannot start.
    return false
  }
}

const managedPaths: Partial<Record<NodeJS.Platform, string>> = {
  linux: '/etc/claude-code/managed-settings.json',
  darwin: '/Library/Application Support/ClaudeCode/managed-settings.json',
}

/** What others' settings do to the hook: those of the folder, which the agent's program prefers, and the organisation's. */
async function outsideRemarks({ folder, platform }: GuardLook): Promise<string[]> {
  const own = folder === null ? [] : ['settings.json', 'settings.local.json']
  const inFolder = own.map((name) => join(folder ?? '', '.claude', name))
  const off = await Promise.all(inFolder.map((path) => says(path, ['disableAllHooks'])))
  const managed = await managedOff(platform)
  return [
    ...inFolder.flatMap((path, at) => (off[at] ? [remark('guard.project-off', { path })] : [])),
    ...(managed === null ? [] : [remark('guard.managed-off', { path: managed })]),
  ]
}

/** The organisation's settings, where they allow none of the person's hooks; else null. */
export async function managedOff(platform: NodeJS.Platform): Promise<string | null> {
  const path = managedPaths[platform]
  const names = ['disableAllHooks', 'allowManagedHooksOnly']
  return path !== undefined && (await says(path, names)) ? path : null
}

/** True where a settings file sets one of the names to true. */
async function says(path: string, names: readonly string[]): Promise<boolean> {
  try {
    const value: unknown = JSON.parse(await readPlainText(path))
    if (typeof value !== 'object' || value === null) return false
    return Object.entries(value).some(([name, set]) => names.includes(name) && set === true)
  } catch {
    // Not there or not readable: the agent's program leaves such a file out too.
    return false
  }
}

async function lastCallAt(path: string): Promise<LastCall | null> {
  try {
    const read = lastCallSchema.safeParse(JSON.parse(await readPlainText(path)))
    return read.success ? read.data : null
  } catch {
    // Never written, or half: nothing depends on it.
    return null
  }
}
