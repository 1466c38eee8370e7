import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { Heading } from './heading.tsx'
import { IconButton } from './icon-button.tsx'
import './drawer.css'

export interface DrawerProps {
  /** Names the region. */
  label: string
  title: ReactNode
  /** Before the title: a mark. */
  lead?: ReactNode | undefined
  /** At the end of the title line: number and time of the record. */
  aside?: ReactNode | undefined
  headingLevel?: 1 | 2 | 3 | 4 | undefined
  onClose: () => void
  closeLabel: string
  footer?: ReactNode | undefined
  children: ReactNode
}

/**
 * The record of one thing beside its list. It is part of the page, not a dialog: it does not take focus,
 * Esc inside closes it, and focus goes back to what had it when the drawer came.
 */
export function Drawer(props: DrawerProps): ReactElement {
  const { label, title, lead, aside, headingLevel, onClose, closeLabel, footer, children } = props
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const drawer = ref.current
    return () => {
      const leaves =
        drawer?.contains(document.activeElement) || document.activeElement === document.body
      if (leaves && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    // A menu or dialog opened from here lies elsewhere in the page and takes its own Esc.
    const isOurs = event.target instanceof Node && ref.current?.contains(event.target)
    if (event.key !== 'Escape' || !isOurs) return
    event.stopPropagation()
    onClose()
  }
  return (
    <aside className="drawer" aria-label={label} ref={ref} onKeyDown={onKeyDown}>
      <header className="drawer-head">
        {lead}
        <Heading level={headingLevel} className="drawer-title">
          {title}
        </Heading>
        {aside !== undefined && <span className="drawer-aside">{aside}</span>}
        <IconButton icon="close" label={closeLabel} onClick={onClose} />
      </header>
      <div className="drawer-body">{children}</div>
      {footer !== undefined && <footer className="drawer-foot">{footer}</footer>}
    </aside>
  )
}
