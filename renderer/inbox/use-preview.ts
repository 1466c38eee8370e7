import { useEffect, useState } from 'react'
import { mayDestroy, type Preview } from '../../shared/bouncer/undo.ts'
import type { InboxBody, InboxItem } from '../../shared/inbox/model.ts'
import { useAppEvent, useQuery } from '../client/index.ts'

/** Longest time that Allow waits for the count, in milliseconds. */
export const mostWaitMs = 16_000

/** What a call would destroy, as far as it is told. */
export interface LossView {
  /** Null for a call that destroys nothing, and while nothing is told yet. */
  readonly preview: Preview | null
  /** True while an allowance would be given without knowing what goes; never for longer than the limit. */
  readonly isCounting: boolean
  /** True where a destroying call was not counted in time, or could not be. */
  readonly isUnknown: boolean
}

/** Asks what the call of a question would destroy, and follows the count. */
export function usePreview(
  { id }: InboxItem,
  { verdict }: Extract<InboxBody, { kind: 'approval' }>,
): LossView {
  const isAsked = mayDestroy(verdict.effects)
  const { value, failure } = useQuery('bouncer.preview', isAsked ? { inboxId: id } : null)
  const [told, setTold] = useState<Preview | null>(null)
  const [isLate, setLate] = useState(false)
  useAppEvent('bouncer.previewed', (preview) => {
    if (preview.inboxId === id) setTold(preview)
  })
  useEffect(() => {
    if (!isAsked) return
    const timer = setTimeout(() => setLate(true), mostWaitMs)
    return () => clearTimeout(timer)
  }, [isAsked])
  const mine = told?.inboxId === id ? told : null
  const preview = mine ?? value?.preview ?? null
  const isOpen = value === null ? mine === null : preview?.status === 'counting'
  const isPending = isAsked && (isOpen || preview?.status === 'counting')
  const isCounting = isPending && !isLate && failure === null
  return { preview, isCounting, isUnknown: isPending && !isCounting }
}
