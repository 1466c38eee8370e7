import type { GitFacts } from '../../../../shared/bouncer/model.ts'
import { emit, type Field, plain, type Scene } from '../scene.ts'

/** Where a push goes: what the call names, else what the repository says. */
export interface PushTarget {
  readonly remote: string | undefined
  readonly branch: string | undefined
  /** Address of a remote that is known by its name only. */
  readonly address: Field | null
}

/** Reads the target of a push from its operands and, where they say nothing, from facts. */
export function pushTarget(scene: Scene, operands: readonly Field[]): PushTarget {
  scene.findings.marks.gitVerbs.add('push')
  const git = scene.ground.facts?.git
  const [named, ref] = operands
  const remote = named?.text ?? git?.remote
  const branch = ref ? ref.text.replace(/^\+/, '').split(':').at(-1) : git?.branch
  if (git === undefined && (!named || !ref)) scene.findings.missing.add('git')
  return { remote, branch, address: addressOf(git, remote) }
}

function addressOf(git: GitFacts | null | undefined, remote: string | undefined): Field | null {
  if (!git || remote === undefined || !Object.hasOwn(git.remotes, remote)) return null
  const address = git.remotes[remote]
  return address ? plain(address) : null
}

/** Records a push with where it goes. */
export function notePush(scene: Scene, verb: string, { remote, branch }: PushTarget): void {
  emit(scene, {
    kind: 'version-control',
    target: 'remote',
    verb,
    ...(remote ? { remote } : {}),
    ...(branch ? { branch } : {}),
  })
}
