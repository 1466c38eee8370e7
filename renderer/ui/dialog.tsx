import { Dialog as RadixDialog } from 'radix-ui'
import { type ReactElement, type ReactNode, type RefObject, useRef } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import './visually-hidden.css'
import './dialog.css'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  titleHidden?: boolean | undefined
  description?: ReactNode | undefined
  children?: ReactNode | undefined
  /** Buttons, first the one that acts. */
  footer?: ReactNode | undefined
  /** Name of the close button; left out, only Esc and the footer close it. */
  closeLabel?: string | undefined
  size?: 'small' | 'medium' | 'large' | 'palette' | undefined
  /** `alertdialog` where something is destroyed: a click outside does not close it. */
  role?: 'dialog' | 'alertdialog' | undefined
  /** Gets focus when it opens; else the first field, or the dialog itself. Never a button that acts. */
  initialFocus?: RefObject<HTMLElement | null> | undefined
  /** Gets focus when it closes, if what had it before is gone. */
  returnFocus?: RefObject<HTMLElement | null> | undefined
}

/**
 * A modal dialog; focus stays inside and goes back to where it was.
 * The scrim is a plain element: the primitive's overlay injects a style element, which the CSP forbids.
 */
export function Dialog(props: DialogProps): ReactElement {
  const { open, onOpenChange, title, titleHidden, description, children, footer, closeLabel } =
    props
  const { size = 'medium', role = 'dialog', initialFocus, returnFocus } = props
  const cameFrom = useRef<Element | null>(null)
  const described = description === undefined ? { 'aria-describedby': undefined } : {}
  const stay = (event: Event): void => {
    if (role === 'alertdialog') event.preventDefault()
  }
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <div className="dialog-scrim" data-dialog-scrim="" />
        <RadixDialog.Content
          className={classNames('dialog', `dialog-${size}`)}
          role={role}
          aria-modal="true"
          {...described}
          onPointerDownOutside={stay}
          onOpenAutoFocus={(event) => {
            cameFrom.current = document.activeElement
            event.preventDefault()
            focusFirst(event.currentTarget, initialFocus)
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            focusAgain(cameFrom.current, returnFocus)
          }}
        >
          <header className={classNames('dialog-head', titleHidden && 'visually-hidden')}>
            <RadixDialog.Title className="dialog-title">{title}</RadixDialog.Title>
            {closeLabel !== undefined && (
              <IconButton icon="close" label={closeLabel} onClick={() => onOpenChange(false)} />
            )}
          </header>
          <div className="dialog-body">
            {description !== undefined && (
              <RadixDialog.Description className="dialog-description">
                {description}
              </RadixDialog.Description>
            )}
            {children}
          </div>
          {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

type Focusable = RefObject<HTMLElement | null> | undefined

/** Without a field the dialog itself gets focus, so that Enter does nothing by surprise. */
function focusFirst(dialog: EventTarget | null, wanted: Focusable): void {
  if (!(dialog instanceof HTMLElement)) return
  const field = dialog.querySelector<HTMLElement>('input:not(:disabled), textarea:not(:disabled)')
  const target = wanted?.current ?? field ?? dialog
  target.focus()
}

function focusAgain(before: Element | null, fallback: Focusable): void {
  const usable = before instanceof HTMLElement && before.isConnected && before !== document.body
  const target = usable ? before : fallback?.current
  target?.focus()
}
