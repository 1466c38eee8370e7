import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useApp, useWaiting } from '../client/index.ts'
import { questionText, t } from '../messages/index.ts'
import { LiveRegion } from '../ui/live-region.tsx'
import { commandKeys } from './shortcuts.ts'

/** Reads each new question out once, politely; those that waited before are told by the counter alone. */
export function QuestionAnnouncer(): ReactElement {
  const waiting = useWaiting()
  const platform = useApp((app) => app.platform)
  const told = useRef<Set<string> | null>(null)
  const [announced, setAnnounced] = useState({ id: '', message: '' })
  useEffect(() => {
    const known = told.current
    const fresh = known === null ? undefined : waiting.findLast(({ id }) => !known.has(id))
    told.current = new Set([...(known ?? []), ...waiting.map(({ id }) => id)])
    if (!fresh) return
    const keys = commandKeys(platform, 'Shift', 'J').join('+')
    const question = questionText(fresh)
    const message = t('app.question-announced', { question, count: waiting.length, keys })
    setAnnounced({ id: fresh.id, message })
  }, [waiting, platform])
  return <LiveRegion message={announced.message} occurrence={announced.id} />
}
