import { resolvePath } from '../pattern-layer/paths.ts'
import { UNKNOWN } from '../pattern-layer/scene.ts'
import { type GitLoss, lossOf } from './git-losses.ts'

/** One command of git that may lose something. */
export interface GitAct {
  /** Folders that it may work in: those a script went through, the last one most likely. */
  readonly folders: readonly string[]
  /** How people call it: `reset --hard`. */
  readonly verb: string
  readonly loss: GitLoss
}

interface Place {
  readonly cwd: string
  readonly home: string
  /** True for a script that leaves no folder again: then the last one is the one. */
  readonly isStraight: boolean
}

const MAX_ACTS = 16
const MAX_FOLDERS = 8

/** The commands of git among those a call runs, in order; one that is not understood may lose anything. */
export function readGitActs(heard: readonly (readonly string[])[], at: Place): GitAct[] {
  const folders = [at.cwd]
  const acts: GitAct[] = []
  let calls = 0
  for (const [program = '', ...args] of heard) {
    const name = program.slice(program.lastIndexOf('/') + 1)
    if (/^(?:cd|pushd)$/.test(name)) enter(folders, args, at)
    if (name !== 'git') continue
    calls += 1
    const act = actOf(args, { folders: [...folders], home: at.home })
    if (act) acts.push(act)
  }
  if (acts.length > 0 && acts.length <= MAX_ACTS) return acts
  return calls === 0 ? [] : [{ folders: [...folders], verb: 'git', loss: { kind: 'anything' } }]
}

/** A folder that is left again may still be the one that a later command works in. */
function enter(folders: string[], args: readonly string[], { home, isStraight }: Place): void {
  const to = args.find((arg) => !arg.startsWith('-'))
  if (to === undefined || to.includes(UNKNOWN) || folders.length >= MAX_FOLDERS) return
  const path = resolvePath(to, folders.at(-1) ?? '/', home)
  if (isStraight) folders.splice(0)
  if (!folders.includes(path)) folders.push(path)
}

function actOf(
  args: readonly string[],
  at: { readonly folders: readonly string[]; readonly home: string },
): GitAct | null {
  let folders = at.folders
  let index = 0
  for (; index < args.length; index += 1) {
    const arg = args[index] ?? ''
    if (!arg.startsWith('-')) break
    if (arg === '-C') {
      const to = args[index + 1] ?? '.'
      folders = folders.map((folder) => resolvePath(to, folder, at.home))
      index += 1
    } else if (/^--(?:git-dir|work-tree)(?:=|$)/.test(arg)) {
      return { folders, verb: 'git', loss: { kind: 'anything' } }
    } else if (/^(?:-c|--namespace|--exec-path|--config-env)$/.test(arg)) index += 1
  }
  const [verb = '', ...rest] = args.slice(index)
  const found = lossOf(verb, rest)
  return found ? { folders, ...found } : null
}
