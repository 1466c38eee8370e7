import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type InboxItem, inboxItemSchema } from '../../shared/inbox/model.ts'
import type { InboxId } from '../../shared/kit/ids.ts'
import type { Result } from '../../shared/kit/result.ts'
import { createAtomicFile } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { makeFolder } from '../kit/make-folder.ts'
import { isMissing } from '../kit/system-code.ts'

/** Keeps one file per question, so that a damaged file can hurt one question only. */
export interface ItemStore {
  /** Every readable item; unreadable files are set aside or left, and named. */
  load(): Promise<{ readonly items: readonly InboxItem[]; readonly damaged: readonly string[] }>
  /** Fails with the system's code when the disk does not take it. */
  save(item: InboxItem): Promise<Result<void, string>>
  /** Removes a question's file and returns its size in bytes. */
  remove(id: InboxId): Promise<number>
}

/** How the file of a question is marked. */
export const itemMarker = { format: 'mstro-inbox-item', version: 1 } as const

/** Opens the folder that holds the questions. */
export function createItemStore(folder: string, clock: Clock): ItemStore {
  const pathOf = (name: string) => join(folder, `${name}.json`)
  const fileOf = (name: string) =>
    createAtomicFile<InboxItem>({
      ...itemMarker,
      path: pathOf(name),
      check: (value) => inboxItemSchema.parse(value),
      clock,
    })

  return {
    async load() {
      await makeFolder(folder, 0o700)
      const items: InboxItem[] = []
      const damaged: string[] = []
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
      for (const name of names) {
        const read = await fileOf(basename(name, '.json')).read()
        if (read.status === 'ok') items.push(read.value)
        else damaged.push(read.status === 'set-aside' ? read.path : join(folder, name))
      }
      return { items, damaged }
    },
    save: (item) => fileOf(item.id).write(item),
    async remove(id) {
      const path = pathOf(id)
      const size = await stat(path).then(
        (found) => found.size,
        (error: unknown) => {
          if (isMissing(error)) return 0
          throw error
        },
      )
      await rm(path, { force: true })
      return size
    },
  }
}
