import { type Copy, copyIdSchema } from '../../../shared/bouncer/undo.ts'
import type { undoContract } from '../../../shared/bouncer/undo-contract.ts'
import { undoErrors } from '../../../shared/bouncer/undo-errors.ts'
import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { HandlersOf } from '../../kit/handlers.ts'
import type { CopyStore } from './copy-store.ts'
import { type Keeper, keepMs } from './keeper.ts'
import type { Previews } from './previews.ts'
import type { UndoDeps } from './undo-deps.ts'
import type { CopyHead } from './write-copy.ts'

/** Handlers of the procedures about previews and copies. */
export type UndoHandlers = Pick<
  HandlersOf<'bouncer'>,
  keyof typeof undoContract & keyof HandlersOf<'bouncer'>
>

/** What the procedures are answered with. */
export interface UndoParts {
  readonly deps: UndoDeps
  readonly store: CopyStore
  readonly keeper: Keeper
  readonly previews: Previews
}

/** The procedures that clients may call. */
export function undoHandlers(parts: UndoParts): UndoHandlers {
  const { deps, store, keeper, previews } = parts
  return {
    'bouncer.preview': async ({ inboxId }) => {
      const item = deps.question(inboxId)
      return ok({ preview: item ? await previews.of(item) : null })
    },
    'bouncer.copies': async () => {
      const bytes = await store.bytes()
      return ok({ copies: [...store.list()], bytes, capBytes: deps.settings().totalBytes })
    },
    'bouncer.copy': ({ id }) =>
      withCopy({ store, id, code: 'undo.not-restored' }, async ({ workspace }) => {
        const job = { kind: 'describe', id, workspace } as const
        const detail = await keeper.run(job, keepMs)
        return detail ? ok(detail) : err(failure(undoErrors, 'undo.unknown-copy'))
      }),
    'bouncer.restore': ({ id, newer }) =>
      withCopy({ store, id, code: 'undo.not-restored' }, async (copy) => {
        const head = headOfReplaced(copy, deps)
        const job = { kind: 'restore', id, newer, head, limits: await keeper.limits() } as const
        const result = await keeper.run(job, keepMs)
        await store.load()
        keeper.changed()
        if (result.status === 'done') return ok(result.report)
        if (result.status === 'missing') return err(failure(undoErrors, 'undo.unknown-copy'))
        return err(failure(undoErrors, 'undo.unsaved', { cause: result.why }))
      }),
    'bouncer.dropCopy': ({ id }) =>
      withCopy({ store, id, code: 'undo.not-dropped' }, async () => {
        await keeper.drop([id])
        return ok({})
      }),
  }
}

interface Wanted {
  readonly store: CopyStore
  readonly id: Copy['id']
  /** What an unexpected failure is called. */
  readonly code: 'undo.not-restored' | 'undo.not-dropped'
}

async function withCopy<T>(
  { store, id, code }: Wanted,
  work: (copy: Copy) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  return store.alone(async () => {
    const copy = store.find(id)
    if (!copy) return err(failure(undoErrors, 'undo.unknown-copy'))
    try {
      return await work(copy)
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      return err(failure(undoErrors, code, { cause }))
    }
  })
}

function headOfReplaced(copy: Copy, { clock, newId }: UndoDeps): CopyHead {
  const { sessionId, callId, tool, title, workspace } = copy
  const id = copyIdSchema.parse(newId())
  const madeAt = Math.trunc(clock.now())
  return { id, madeAt, sessionId, callId, inboxId: null, reason: 'restore', tool, title, workspace }
}
