import type { GitFacts } from '../../../../shared/bouncer/model.ts'
import { TAINT } from '../findings.ts'
import {
  emit,
  type Field,
  flow,
  isKnown,
  OPAQUE,
  plain,
  type Scene,
  signal,
  UNKNOWN,
} from '../scene.ts'
import { checkedOut } from './git-branches.ts'
import { noteTransport } from './git-transport.ts'
import type { Verb } from './git-verb.ts'
import type { Options } from './options.ts'

/** Judges a push: what it publishes, where to, and whether it overwrites or removes. */
export const push: Verb = (scene, _args, options) => {
  if (options.has('dry-run')) return OPAQUE
  scene.findings.marks.gitVerbs.add('push')
  noteMirror(scene, options)
  const [named, ...refs] = options.operands
  const verb = verbOf(options, refs)
  const remote = remoteOf(scene, named)
  for (const branch of branchesOf(scene, named, refs)) {
    emit(scene, {
      kind: 'version-control',
      target: 'remote',
      verb,
      ...(remote.name ? { remote: remote.name } : {}),
      ...(branch ? { branch } : {}),
    })
  }
  if (remote.address) noteTransport(scene, remote.address)
  if (named && /[:/]/.test(named.text) && !named.text.startsWith('.')) {
    noteTransport(scene, named)
    signal(scene, 'foreign-source', `push to ${named.text}`)
  }
  return OPAQUE
}

/** Options after which more than one named branch goes out, or something starts on the other side. */
const WIDER = [
  'all',
  'branches',
  'tags',
  'follow-tags',
  'no-verify',
  'receive-pack',
  'exec',
  'repo',
] as const

/** A mirror by force leaves of the remote only what is here. */
function noteMirror(scene: Scene, options: Options): void {
  const to = options.operands[0]?.text ?? 'origin'
  const shared = /^(?:origin|upstream)$/.test(to)
  if (options.has('mirror') && (shared || options.has('f', 'force')))
    signal(scene, 'wholesale-loss', 'every branch of the remote that is not here')
  const whole = options.has('mirror', 'all', 'branches')
  const { settings } = scene.findings.marks
  const address = settings.get(addressSetting(to)) ?? ''
  if (whole && /:\/\/|@[\w.-]+:/.test(address) && !FORGES.test(address))
    flow(scene, 'sources-to-network', address.slice(0, 120))
}

/** Forges that people have accounts of, and machines of their own networks. */
const FORGES =
  /(?:\/\/(?:[^@/]*@)?|^[\w.-]+@)(?:(?:[\w.-]*\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht|azure\.com|visualstudio\.com|gitea\.com|amazonaws\.com)|[\w-]+|[\w.-]+\.(?:local|lan|internal|corp|home)|10\.[\d.]+|192\.168\.[\d.]+)(?:[:/]|$)/i

function verbOf(options: Options, refs: readonly Field[]): string {
  const starts = (mark: string): boolean => refs.some((ref) => ref.text.startsWith(mark))
  if (options.has('f', 'force', 'mirror') || starts('+')) return 'force-push'
  if (options.has('force-with-lease', 'force-if-includes')) return 'force-push with lease'
  if (options.has('d', 'delete', 'prune') || starts(':')) return 'delete'
  const merges = options
    .values('o', 'push-option')
    .some(({ text }) => /merge_when|auto_?merge|deploy|\uFFFC/.test(text))
  if (merges || options.has(...WIDER)) return 'push more'
  return refs.some((ref) => ref.text === 'tag' || /^refs\/tags\//.test(ref.text))
    ? 'push tags'
    : 'push'
}

interface Remote {
  readonly name: string | undefined
  /** Address of a remote that is known by its name only. */
  readonly address: Field | null
}

/** A remote whose address this session set, or that the repository does not have, is no known one. */
function remoteOf(scene: Scene, named: Field | undefined): Remote {
  const git = scene.ground.facts?.git
  const name = named?.text ?? git?.remote
  if (git === undefined && !named) scene.findings.missing.add('git')
  if (name === undefined) return { name, address: null }
  const address = addressOf(git, name)
  const unknown = isAddedHere(scene, name) || (git !== undefined && address === null)
  return { name: unknown ? undefined : name, address }
}

function addressOf(git: GitFacts | null | undefined, remote: string): Field | null {
  if (!git || !Object.hasOwn(git.remotes, remote)) return null
  const address = git.remotes[remote]
  return address ? plain(address) : null
}

/** The setting that holds where a remote leads to. */
export function addressSetting(remote: string): string {
  return `remote.${remote.toLowerCase()}.url`
}

function isAddedHere(scene: Scene, remote: string): boolean {
  const address = addressSetting(remote)
  const settings = [address, address.replace(/url$/, 'pushurl')]
  const { memory } = scene.ground
  return settings.some(
    (setting) => scene.findings.marks.settings.has(setting) || memory?.settings.has(setting),
  )
}

/** The branches that are written on the other side; undefined for one that the call does not show. */
function branchesOf(
  scene: Scene,
  named: Field | undefined,
  refs: readonly Field[],
): readonly (string | undefined)[] {
  const git = scene.ground.facts?.git
  const current = git?.branch
  const here = refs.some((ref) => /^(?:HEAD|@)$/.test(targetOf(ref)))
  if (git === undefined && (!named || refs.length === 0 || here)) scene.findings.missing.add('git')
  const out = checkedOut(scene).map(({ text }) => text)
  if (refs.length === 0) return out.map((name) => name || current)
  return refs.flatMap((ref) => {
    const target = targetOf(ref)
    const isCurrent = target === UNKNOWN ? ref.taint & TAINT.branch : /^(?:HEAD|@)$/.test(target)
    if (isCurrent) return out.map((name) => name || current || 'HEAD')
    return isKnown(target) ? target : undefined
  })
}

function targetOf(ref: Field): string {
  return ref.text.replace(/^\+/, '').split(':').at(-1) ?? ''
}
