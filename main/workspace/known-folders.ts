import { relative } from 'node:path'
import { z } from 'zod'
import type { Result } from '../../shared/kit/result.ts'
import type { RecentWorkspace } from '../../shared/workspace/model.ts'
import type { Notify } from '../kit/announce.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { createTurns } from '../kit/turns.ts'
import { type Inspected, isFolder } from './inspect.ts'

const knownSchema = z.object({
  folders: z.array(
    z.object({
      path: z.string(),
      name: z.string(),
      lastAt: z.number(),
      trust: z.enum(['trusted', 'limited']).nullable(),
      fingerprint: z.string(),
    }),
  ),
})

/** A folder opened before, with the person's decision and the settings it was made for. */
export type KnownFolder = z.infer<typeof knownSchema>['folders'][number]

/** Most folders kept in the list. */
const mostRemembered = 200

/** The folders opened before, on disk. */
export interface KnownFolders {
  find(path: string): KnownFolder | undefined
  /** Fails with the system's code when the disk does not take it; then nothing is remembered. */
  remember(folder: Inspected, trust: KnownFolder['trust']): Promise<Result<void, string>>
  /** Notes that work began in a folder; a decision that is known already stays as it is. */
  opened(folder: Inspected, trust: KnownFolder['trust']): Promise<Result<void, string>>
  recent(): Promise<RecentWorkspace[]>
  readonly dataOwner: DataOwner
}

/** How the file is marked. */
const foldersMarker = { format: 'mstro-workspaces', version: 1 } as const

/** Reads the list; one that cannot be read is named, and no folder is trusted then. */
export async function openKnownFolders(deps: {
  readonly path: string
  readonly appHome: string
  readonly clock: Clock
  readonly notify: Notify
}): Promise<KnownFolders> {
  const file = createAtomicFile<z.infer<typeof knownSchema>>({
    ...{ ...foldersMarker, path: deps.path, clock: deps.clock },
    check: (value) => knownSchema.parse(value),
  })
  const read = await file.read()
  let folders: readonly KnownFolder[] = read.status === 'ok' ? read.value.folders : []
  if (read.status !== 'ok' && read.status !== 'missing') {
    const where = relative(deps.appHome, read.status === 'set-aside' ? read.path : deps.path)
    deps.notify({
      level: 'warning',
      source: 'workspace',
      message: `The list of known folders could not be read. The file is kept in ${where}, no folder is trusted now. You will be asked again for each.`,
    })
  }

  /** One after the other: each is laid over what the one before has written. */
  const inTurn = createTurns()

  const replace = async (next: readonly KnownFolder[]) => {
    const written = await file.write({ folders: [...next] })
    if (written.ok) folders = next
    return written
  }

  const put = (
    { path: at, name }: Pick<Inspected, 'path' | 'name'>,
    decided: (before: KnownFolder | undefined) => Pick<KnownFolder, 'fingerprint' | 'trust'>,
  ) =>
    inTurn(() => {
      const { fingerprint, trust } = decided(folders.find((one) => one.path === at))
      const folder = { path: at, name, fingerprint, trust, lastAt: deps.clock.now() }
      const others = folders.filter((one) => one.path !== at)
      return replace([folder, ...others].slice(0, mostRemembered))
    })

  const path = relative(deps.appHome, deps.path)
  const contents = () => Buffer.from(JSON.stringify({ folders }, null, 2))

  return {
    find: (wanted) => folders.find((one) => one.path === wanted),
    remember: ({ fingerprint, ...named }, trust) => put(named, () => ({ fingerprint, trust })),
    // What was decided since it was looked at stays as it was decided.
    opened: ({ fingerprint, ...named }, trust) =>
      put(named, (before) => before ?? { fingerprint, trust }),
    recent: () =>
      Promise.all(
        folders.map(async (one) => ({
          path: one.path,
          name: one.name,
          lastAt: one.lastAt,
          exists: await isFolder(one.path),
        })),
      ),
    dataOwner: {
      name: 'workspace',
      markers: [{ ...foldersMarker, pattern: 'desktop/workspaces.json' }],
      formats: [
        {
          pattern: 'desktop/workspaces.json',
          what: 'folders opened before, and whether you trust their settings',
          schema: knownSchema,
        },
      ],
      async *export() {
        if (folders.length === 0) return
        yield { path, bytes: contents().length, read: async () => contents() }
      },
      erase: () =>
        inTurn(async () => {
          const hadAny = folders.length > 0
          const bytes = contents().length
          const removed = await file.remove()
          if (!removed.ok) throw Object.assign(new Error('not erased'), { code: removed.error })
          folders = []
          return hadAny ? [{ path, bytes }] : []
        }),
      retain: async () => [],
    },
  }
}
