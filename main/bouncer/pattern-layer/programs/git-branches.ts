import type { Field, Scene } from '../scene.ts'
import { noteMade } from './made-here.ts'
import type { Options } from './options.ts'

/** Remembers branches and working copies that a command of git makes. */
export function noteMadeBranch(scene: Scene, verb: string, options: Options): void {
  noteMade(scene, 'branch', madeBranch(verb, options))
  const [second, path] = options.operands
  if (verb === 'worktree' && second?.text === 'add') noteMade(scene, 'worktree', path)
}

function madeBranch(verb: string, options: Options): Field | undefined {
  if (/^(?:checkout|worktree)$/.test(verb)) return options.value('b')
  if (verb === 'switch') return options.value('c', 'create')
  const lists = options.has('d', 'D', 'm', 'M', 'c', 'C', 'f', 'force', 'delete', 'list', 'u')
  return verb === 'branch' && !lists ? options.operands[0] : undefined
}
