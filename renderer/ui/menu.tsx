import { ContextMenu as RadixContextMenu, DropdownMenu as RadixDropdownMenu } from 'radix-ui'
import { type ReactElement, useRef } from 'react'
import { type MenuItem, MenuItems } from './menu-items.tsx'

export type { MenuItem } from './menu-items.tsx'

export interface MenuProps {
  /** What opens it: one element that takes a ref and native props, such as Button, IconButton or Chip. */
  trigger: ReactElement
  items: readonly MenuItem[]
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  align?: 'start' | 'center' | 'end' | undefined
  open?: boolean | undefined
  onOpenChange?: ((open: boolean) => void) | undefined
}

interface Deferred {
  hold: (action: () => void) => void
  /** Runs what was held; true when there was something. */
  release: () => void
}

/** Actions wait until the menu is gone and focus is back, so that a dialog they open knows where to return. */
function useDeferredAction(): Deferred {
  const held = useRef<(() => void) | null>(null)
  return {
    hold: (action) => {
      held.current = action
    },
    release: () => {
      const action = held.current
      held.current = null
      action?.()
    },
  }
}

/** A menu under its trigger. Never modal: modal menus inject a style element, which the CSP forbids. */
export function Menu(props: MenuProps): ReactElement {
  const { trigger, items, side = 'bottom', align = 'start', open, onOpenChange } = props
  const deferred = useDeferredAction()
  const triggerRef = useRef<HTMLButtonElement>(null)
  const controlled = open === undefined ? {} : { open }
  const notified = onOpenChange === undefined ? {} : { onOpenChange }
  return (
    <RadixDropdownMenu.Root modal={false} {...controlled} {...notified}>
      <RadixDropdownMenu.Trigger asChild ref={triggerRef}>
        {trigger}
      </RadixDropdownMenu.Trigger>
      <RadixDropdownMenu.Portal>
        <RadixDropdownMenu.Content
          className="menu"
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            triggerRef.current?.focus()
            deferred.release()
          }}
        >
          <MenuItems parts={RadixDropdownMenu} items={items} onAction={deferred.hold} />
        </RadixDropdownMenu.Content>
      </RadixDropdownMenu.Portal>
    </RadixDropdownMenu.Root>
  )
}

export interface ContextMenuProps {
  items: readonly MenuItem[]
  /** What it belongs to: one element that takes a ref and native props. */
  children: ReactElement
}

/** The same lines on right click, long press or the menu key. */
export function ContextMenu({ items, children }: ContextMenuProps): ReactElement {
  const deferred = useDeferredAction()
  return (
    <RadixContextMenu.Root modal={false}>
      <RadixContextMenu.Trigger asChild>{children}</RadixContextMenu.Trigger>
      <RadixContextMenu.Portal>
        <RadixContextMenu.Content
          className="menu"
          collisionPadding={8}
          onCloseAutoFocus={() => deferred.release()}
        >
          <MenuItems parts={RadixContextMenu} items={items} onAction={deferred.hold} />
        </RadixContextMenu.Content>
      </RadixContextMenu.Portal>
    </RadixContextMenu.Root>
  )
}
