import type { Notice } from '../../shared/app/contract.ts'
import type { Announce, Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'

/** Notices of this run, until the person has read them. */
export interface Notices {
  readonly notify: Notify
  list(): readonly Notice[]
  dismiss(id: string): void
}

/** Creates an empty list of notices; the same sentence is kept once. */
export function createNotices(deps: {
  readonly clock: Clock
  readonly announce: Announce
  readonly newId: () => string
}): Notices {
  const { clock, announce, newId } = deps
  let notices: readonly Notice[] = []
  return {
    list: () => notices,
    notify({ level, source, message }) {
      if (notices.some((one) => one.message === message)) return
      const notice: Notice = { id: newId(), at: clock.now(), level, source, message }
      notices = [...notices, notice]
      announce('app.noticed', notice)
    },
    dismiss(id) {
      if (!notices.some((one) => one.id === id)) return
      notices = notices.filter((one) => one.id !== id)
      announce('app.noticeDismissed', { id })
    },
  }
}
