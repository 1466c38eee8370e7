import { Tooltip as RadixTooltip, Slot } from 'radix-ui'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import './tooltip.css'

export interface TooltipProps {
  /** Short words; never the only place of a fact. */
  text: ReactNode
  keys?: readonly string[] | undefined
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  /** True when the trigger has the same words as its name or description, so that they are not read twice. */
  repeats?: boolean | undefined
  /** One element that takes a ref and native props, such as Button. */
  children: ReactElement
}

const OPEN_AFTER_MS = 500

/** Shows a text while its trigger is hovered or focused; Esc closes it. */
export function Tooltip(props: TooltipProps): ReactElement {
  const { text, keys, side = 'bottom', repeats, children } = props
  return (
    <RadixTooltip.Provider delayDuration={OPEN_AFTER_MS}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>
          {repeats ? <Undescribed>{children}</Undescribed> : children}
        </RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
            {text}
            {keys !== undefined && <Kbd keys={keys} />}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  )
}

/** Passes everything on to the trigger but the reference to the tooltip as its description. */
function Undescribed(props: ComponentProps<typeof Slot.Root>): ReactElement {
  const { 'aria-describedby': _tooltip, children, ...rest } = props
  return <Slot.Root {...rest}>{children}</Slot.Root>
}
