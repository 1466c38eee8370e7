import type { Effect } from '../../../shared/bouncer/model.ts'
import { filesToHash } from '../memory/session-memory.ts'
import type { Ground, Scene } from './scene.ts'

/** Names the facts about the machine and the session that would have made the verdict surer. */
export function missingFacts({ findings, ground }: Scene): string[] {
  const { facts } = ground
  const names = [...findings.missing]
  for (const kind of facts?.missing ?? []) if (kind !== 'git') add(names, kind)
  if (!facts?.realPaths && findings.effects.some(isChange)) add(names, 'realPaths')
  if (findings.marks.runs.size > 0) for (const name of missingOfMemory(ground)) add(names, name)
  return names
}

function add(names: string[], name: string): void {
  if (!names.includes(name)) names.push(name)
}

function isChange({ kind }: Effect): boolean {
  return kind === 'write' || kind === 'delete'
}

function missingOfMemory({ memory, facts }: Ground): string[] {
  if (memory === undefined) return []
  const isWhole = memory !== null && memory.forgotten === 0
  const wantsHashes = memory !== null && !facts?.hashes && filesToHash(memory, 1).length > 0
  return [...(isWhole ? [] : ['sessionMemory']), ...(wantsHashes ? ['hashes'] : [])]
}
