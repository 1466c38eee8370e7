import { type ReactElement, useEffect, useRef, useState } from 'react'
import { t } from '../messages/index.ts'
import { TextLink } from '../ui/text-link.tsx'
import './agent-words.css'

/** Words that fit into three lines at any width. */
const alwaysFits = 60

/** What an agent says, quoted: three lines of it, and the rest when the person wants it. */
export function AgentWords({ text }: { readonly text: string }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const { ref, isCut } = useIsCut(isOpen)
  const isLong = text.length > alwaysFits && (isOpen || isCut)
  return (
    <>
      <q className={isOpen ? 'agent-words' : 'agent-words agent-words-short'} ref={ref}>
        {text}
      </q>
      {isLong && (
        <TextLink variant="inline" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'inbox.agent-words-less' : 'inbox.agent-words-more')}
        </TextLink>
      )}
    </>
  )
}

function useIsCut(isOpen: boolean) {
  const ref = useRef<HTMLQuoteElement>(null)
  const [isCut, setCut] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element || isOpen) return
    const measure = () => setCut(element.scrollHeight > element.clientHeight + 1)
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [isOpen])
  return { ref, isCut }
}
