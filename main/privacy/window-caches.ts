import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataOwner, Removal } from '../kit/data-owner.ts'
import { filesBelow, type HomeFile } from './home-files.ts'

const dayMs = 24 * 3_600_000
const windowFolder = 'desktop/window'
/** Folders of the engine that it makes anew whenever it wants; what else it keeps is storage. */
const cacheFolders = [
  ...['Cache', 'Code Cache', 'GPUCache', 'ShaderCache', 'GrShaderCache', 'GraphiteDawnCache'],
  ...['DawnCache', 'DawnGraphiteCache', 'DawnWebGPUCache', 'blob_storage'],
] as const

/** What ageing the caches needs. */
export interface CacheRetention {
  readonly home: string
  readonly retentionDays: () => number | null
  /** Asks the engine that runs to empty its caches; null where none does. */
  readonly emptyCaches: (() => Promise<void>) | null
}

/** Empties the caches of the window's engine once the oldest file in them is older than the days; an engine takes no single file away. */
export function withCacheRetention(owner: DataOwner, deps: CacheRetention): DataOwner {
  return {
    ...owner,
    async retain(now) {
      const days = deps.retentionDays()
      if (days === null) return []
      const before = await cacheFiles(deps.home)
      if (!before.some(({ changedMs }) => changedMs < now - days * dayMs)) return []
      await (deps.emptyCaches ?? (() => removeFolders(deps.home)))()
      const left = new Set((await cacheFiles(deps.home)).map(({ path }) => path))
      return before.filter(({ path }) => !left.has(path)).map(removal)
    },
  }
}

const removal = ({ path, bytes }: HomeFile): Removal => ({ path, bytes })

async function cacheFiles(home: string): Promise<readonly HomeFile[]> {
  const files: HomeFile[] = []
  for (const name of cacheFolders) {
    for await (const file of filesBelow(home, join(windowFolder, name))) files.push(file)
  }
  return files
}

/** Where no engine runs, nothing uses them. */
async function removeFolders(home: string): Promise<void> {
  for (const name of cacheFolders) {
    await rm(join(home, windowFolder, name), { recursive: true, force: true })
  }
}
