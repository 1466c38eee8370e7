import type { Notice } from '../../shared/app/contract.ts'
import type { Announce, Notify, TakeBack } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'

/** Notices of this run, until the person has read them. */
export interface Notices {
  readonly notify: Notify
  readonly takeBack: TakeBack
  list(): readonly Notice[]
  dismiss(id: string): void
}

/** Creates an empty list of notices; the same sentence is kept once, and one for each key. */
export function createNotices(deps: {
  readonly clock: Clock
  readonly announce: Announce
  readonly newId: () => string
}): Notices {
  const { clock, announce, newId } = deps
  let notices: readonly Notice[] = []
  const keys = new Map<string, string>()
  const dismiss = (id: string) => {
    if (!notices.some((one) => one.id === id)) return
    notices = notices.filter((one) => one.id !== id)
    announce('app.noticeDismissed', { id })
  }
  const takeBack = (key: string) => {
    const id = keys.get(key)
    keys.delete(key)
    if (id !== undefined) dismiss(id)
  }
  return {
    list: () => notices,
    notify({ level, source, message, key }) {
      if (notices.some((one) => one.message === message)) return
      if (key !== undefined) takeBack(key)
      const notice: Notice = { id: newId(), at: clock.now(), level, source, message }
      if (key !== undefined) keys.set(key, notice.id)
      notices = [...notices, notice]
      announce('app.noticed', notice)
    },
    takeBack,
    dismiss,
  }
}
