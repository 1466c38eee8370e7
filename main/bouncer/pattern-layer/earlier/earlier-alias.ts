import { GIT_COMMANDS } from '../programs/git-commands.ts'
import type { Scene } from '../scene.ts'

/** The words of an alias of git that the session set or the repository holds, or null. */
export function earlierAlias(scene: Scene, name: string): string | null {
  const { facts, memory } = scene.ground
  const { marks, missing } = scene.findings
  marks.gitVerbs.add(name)
  if (facts?.git === undefined && !GIT_COMMANDS.has(name)) missing.add('git')
  const set = memory?.settings.get(`alias.${name.toLowerCase()}`)
  if (set !== undefined) return set
  const aliases = facts?.git?.aliases
  return aliases && Object.hasOwn(aliases, name) ? (aliases[name] ?? null) : null
}
