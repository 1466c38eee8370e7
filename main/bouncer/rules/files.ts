import type { TouchedPath } from '../../../shared/bouncer/model.ts'
import { isRawDevice, isWithin } from '../pattern-layer/paths.ts'
import {
  guardTarget,
  isVersionControlHook,
  lastingTarget,
  mayBeGuard,
  globReaches as mayLieWithin,
} from '../pattern-layer/sensitive-paths.ts'
import { isAgentSetting } from '../pattern-layer/tools/agent-files.ts'
import { BEYOND_PROJECT, type EngineRule, onEffect, type RuleGround } from './rule.ts'

const LOGIN =
  /\/\.ssh\/(?:authorized_keys2?|rc|environment)$|^\/etc\/(?:sudoers|passwd|shadow|group|pam\.d|ld\.so\.preload|cron)|^\/var\/spool\/cron/i

function isLogin(path: string): boolean {
  const mayBe = path.startsWith('/etc/') || path.startsWith('/var/') || path.includes('/.')
  return mayBe && LOGIN.test(path)
}

function isHookOrSetting(path: TouchedPath): boolean {
  return path.place === 'project' && isVersionControlHook(path.path)
}

function isSystem(path: TouchedPath): boolean {
  return path.place === 'system' && !/^\/(?:dev\/fd|proc\/self\/fd)\//.test(path.path)
}

function isInOwnHome(path: TouchedPath, { ownHome }: RuleGround): boolean {
  return liesWithin(path, ownHome)
}

/** Where the hook's key and its socket lie. */
function isGuardKey(path: TouchedPath, { ownHome }: RuleGround): boolean {
  return liesWithin(path, `${ownHome}/guard`)
}

/** Whether a path, or one that a pattern may find, lies in a folder; case is ignored as some disks do. */
function liesWithin({ path, certainty }: TouchedPath, folder: string): boolean {
  if (isWithin(path, folder) || (certainty === 'pattern' && mayLieWithin(path, folder))) return true
  const mayBe = path.includes('/.') && path.length >= folder.length
  return mayBe && isWithin(path.toLowerCase(), folder.toLowerCase())
}

/** A name of which a part is found by a pattern or printed by a listing. */
const FOUND = /\/\.\w[^/]*\/.*[*?[\uFFFC]|\/\.\w[\w-]*[*?[\uFFFC]/

/** Project files never touch the guard itself. */
function touchesGuard(path: TouchedPath, ground: RuleGround): boolean {
  if (FOUND.test(path.path) && mayBeGuard(path.path.replaceAll('\uFFFC', '*'))) return true
  return guardTarget(path.path) !== null || isAgentSetting(path.path) || isInOwnHome(path, ground)
}

/** Rules on what a call writes or reads. */
export const fileRules: readonly EngineRule[] = [
  onEffect({
    id: 'guard.tamper',
    kind: 'write',
    decision: 'deny',
    why: "Changes the guard's own files or an agent's settings, hooks or servers.",
    instead: 'Leave the settings of agents and of the guard alone; the person changes them.',
    matches: (effect, ground) => effect.paths.some((path) => touchesGuard(path, ground)),
  }),
  onEffect({
    id: 'guard.remove',
    kind: 'delete',
    decision: 'deny',
    why: "Deletes the guard's own files or an agent's settings.",
    instead: 'Leave the settings of agents and of the guard alone.',
    matches: (effect, ground) => effect.paths.some((path) => touchesGuard(path, ground)),
  }),
  onEffect({
    id: 'guard.command',
    kind: 'guard',
    decision: 'deny',
    why: 'Would change or switch off the guard or an agent.',
    instead: 'Leave the guard alone; the person changes it.',
    matches: () => true,
  }),
  onEffect({
    id: 'guard.key',
    kind: 'read',
    decision: 'deny',
    why: "Reads the key of the guard's hook, or speaks to its socket.",
    instead: 'Leave the guard alone.',
    matches: (effect, ground) => effect.paths.some((path) => isGuardKey(path, ground)),
  }),
  onEffect({
    id: 'guard.read',
    kind: 'read',
    decision: 'ask',
    why: "Reads the guard's own files.",
    instead: 'Work without them.',
    matches: (effect, ground) => effect.paths.some((path) => isInOwnHome(path, ground)),
  }),
  onEffect({
    id: 'write.device',
    kind: 'write',
    decision: 'deny',
    why: 'Writes straight to a disk or to memory and destroys what is on it.',
    instead: 'Write to a file in the project.',
    matches: (effect) => effect.paths.some((path) => isRawDevice(path.path)),
  }),
  onEffect({
    id: 'write.login',
    kind: 'write',
    decision: 'deny',
    why: 'Changes who can log in or what runs with more rights.',
    instead: 'Ask the person to change it.',
    matches: (effect) => effect.paths.some((path) => isLogin(path.path)),
  }),
  onEffect({
    id: 'write.system',
    kind: 'write',
    decision: 'deny',
    why: 'Writes to files of the operating system.',
    instead: 'Write inside the project or a temporary folder.',
    at: ['system'],
    matches: (effect) => effect.paths.some(isSystem),
  }),
  onEffect({
    id: 'write.lasting',
    kind: 'write',
    decision: 'ask',
    why: 'Writes a file that acts later: a shell profile, an autostart or a system setting.',
    instead: 'Set what is needed for this call only.',
    at: BEYOND_PROJECT,
    matches: (effect) =>
      effect.paths.some((path) => path.place !== 'project' && lastingTarget(path.path)),
  }),
  onEffect({
    id: 'write.version-control-hook',
    kind: 'write',
    decision: 'ask',
    why: 'Writes a hook or setting that makes version control run code.',
    instead: 'Wait for the person, or do it without a hook.',
    at: ['project'],
    matches: (effect) => effect.paths.some(isHookOrSetting),
  }),
  onEffect({
    id: 'write.outside-project',
    kind: 'write',
    decision: 'ask',
    why: 'Writes outside the project.',
    instead: 'Write inside the project or a temporary folder.',
    at: ['home', 'elsewhere'],
    matches: (effect) =>
      effect.paths.some(
        (path) =>
          (path.place === 'home' || path.place === 'elsewhere') && path.certainty !== 'unknown',
      ),
  }),
  onEffect({
    id: 'write.unknown',
    kind: 'write',
    decision: 'ask',
    why: 'Writes to a path that cannot be read from the call.',
    instead: 'Write the path out, without variables or substitutions.',
    at: ['unknown'],
    matches: (effect) => effect.paths.some((path) => path.place === 'unknown'),
  }),
  onEffect({
    id: 'write.secret',
    kind: 'write',
    decision: 'ask',
    why: 'Changes or copies a file that holds credentials.',
    instead: 'Leave credentials where they are; use an example file.',
    matches: (effect) =>
      effect.paths.some((path) => path.secret === true && path.place !== 'temporary'),
  }),
  onEffect({
    id: 'read.secret',
    kind: 'read',
    decision: 'ask',
    why: 'Reads a file that holds credentials or keys, or what somebody keeps to themselves.',
    instead: 'Work without the secret, or ask the person for what is needed.',
    matches: (effect) => effect.paths.some((path) => path.secret === true),
  }),
  {
    id: 'read.private',
    on: 'signal',
    kind: 'private-reading',
    decision: 'ask',
    why: 'Reads private files of a person or private state of the system.',
    instead: 'Read inside the project, or ask the person for what is needed.',
  },
  {
    id: 'read.keys',
    on: 'signal',
    kind: 'key-reading',
    decision: 'deny',
    why: 'Shows a private key, a wallet, a store of passwords or a login of the system.',
    instead: 'Leave it closed; let the person use the key where it is needed.',
  },
  {
    id: 'network.personal-upload',
    on: 'signal',
    kind: 'personal-upload',
    decision: 'deny',
    why: 'Sends private facts about a person to another machine.',
    instead: 'Leave personal data here, or use made-up data.',
  },
  {
    id: 'network.dubious-search',
    on: 'signal',
    kind: 'dubious-search',
    decision: 'ask',
    why: 'Looks up how to attack, to spy or to get round a protection.',
    instead: 'Say what it is needed for and wait for the person.',
  },
  {
    id: 'call.money',
    on: 'signal',
    kind: 'money-sent',
    decision: 'deny',
    why: 'Sends money that cannot be had back.',
    instead: 'Let the person send it.',
  },
  {
    id: 'write.account-key',
    on: 'signal',
    kind: 'written-secret',
    decision: 'ask',
    why: 'Writes a key to an account into a file of the project, where it would be shared.',
    instead: 'Read the key from the environment; put a placeholder into the file.',
  },
  {
    id: 'write.commands-for-later',
    on: 'signal',
    kind: 'content-asks',
    decision: 'ask',
    why: 'Writes a file that others will run, with something in it that would be asked about.',
    instead: 'Leave that step out of the file, or wait for the person.',
  },
  {
    id: 'agent.risky-instructions',
    on: 'signal',
    kind: 'risky-instructions',
    decision: 'ask',
    why: 'Asks another agent or a later session for something dangerous.',
    instead: 'Ask for the work itself, inside the project and with the guard on.',
  },
  {
    id: 'agent.harmful-instructions',
    on: 'signal',
    kind: 'harmful-instructions',
    decision: 'deny',
    why: 'Tells another agent or a later session to leak secrets, to destroy, to hide or to get round the guard.',
    instead: 'Ask for the work itself, inside the project and with the guard on.',
  },
]
