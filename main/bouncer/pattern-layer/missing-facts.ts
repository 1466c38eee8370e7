import { filesToHash } from '../memory/session-memory.ts'
import type { Ground, Scene } from './scene.ts'

/** Names the facts about the machine and the session that would have made the verdict surer. */
export function missingFacts({ findings, ground }: Scene): string[] {
  const { facts } = ground
  const names = new Set(findings.missing)
  for (const kind of facts?.missing ?? []) if (kind !== 'git') names.add(kind)
  const changes = findings.effects.some(({ kind }) => kind === 'write' || kind === 'delete')
  if (changes && !facts?.realPaths) names.add('realPaths')
  if (findings.marks.runs.size > 0) for (const name of missingOfMemory(ground)) names.add(name)
  return [...names]
}

function missingOfMemory({ memory, facts }: Ground): string[] {
  if (memory === undefined) return []
  const isWhole = memory !== null && memory.forgotten === 0
  const wantsHashes = memory !== null && !facts?.hashes && filesToHash(memory, 1).length > 0
  return [...(isWhole ? [] : ['sessionMemory']), ...(wantsHashes ? ['hashes'] : [])]
}
