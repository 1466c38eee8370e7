import { DANGEROUS, type RememberedFile, type SessionMemory } from './session-memory.ts'

/** Most a session's memory holds: entries of a kind, and UTF-16 units of text in all and of one file. */
export const memoryLimits = {
  files: 400,
  sources: 300,
  links: 200,
  settings: 64,
  hashes: 400,
  denied: 200,
  text: 512 * 1024,
  textOfOne: 32 * 1024,
} as const

/**
 * The same memory within its limits. Text goes first, then entries that nothing depends on, then
 * the oldest of the rest, which `forgotten` counts.
 */
export function bounded(memory: SessionMemory): SessionMemory {
  if (isWithin(memory)) return memory
  const files = new Map(memory.files)
  let { size, forgotten } = memory
  const drop = (test: (file: RememberedFile) => boolean, over: () => boolean) => {
    for (const [path, file] of files) {
      if (!over()) return
      if (!test(file)) continue
      files.delete(path)
      size -= file.text?.length ?? 0
      if (file.taint & DANGEROUS) forgotten++
    }
  }
  for (const [path, file] of files) {
    if (size <= memoryLimits.text) break
    if (file.text === null || file.taint & DANGEROUS) continue
    files.set(path, { ...file, text: null })
    size -= file.text.length
  }
  const isTooMany = () => files.size > memoryLimits.files || size > memoryLimits.text
  drop((file) => (file.taint & DANGEROUS) === 0, isTooMany)
  drop(() => true, isTooMany)
  const kept = {
    sources: newest(memory.sources, memoryLimits.sources),
    links: newest(memory.links, memoryLimits.links),
    settings: newest(memory.settings, memoryLimits.settings),
    hashes: newest(memory.hashes, memoryLimits.hashes),
    denied: memory.denied.slice(-memoryLimits.denied),
  }
  const lost =
    memory.sources.size -
    kept.sources.size +
    (memory.links.size - kept.links.size) +
    (memory.hashes.size - kept.hashes.size)
  return { ...kept, files, size, forgotten: forgotten + lost }
}

function isWithin(memory: SessionMemory): boolean {
  return (
    memory.files.size <= memoryLimits.files &&
    memory.size <= memoryLimits.text &&
    memory.sources.size <= memoryLimits.sources &&
    memory.links.size <= memoryLimits.links &&
    memory.settings.size <= memoryLimits.settings &&
    memory.hashes.size <= memoryLimits.hashes &&
    memory.denied.length <= memoryLimits.denied
  )
}

function newest<V>(map: ReadonlyMap<string, V>, most: number): ReadonlyMap<string, V> {
  return map.size <= most ? map : new Map([...map].slice(-most))
}
