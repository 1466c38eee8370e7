import { Tooltip as RadixTooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import './tooltip.css'

export interface TooltipProps {
  /** Short words; never the only place of a fact. */
  text: ReactNode
  keys?: readonly string[] | undefined
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  /**
   * One element that takes a ref and native props, such as Button. If it has an `aria-describedby` of its
   * own (even undefined), the tooltip does not add itself, so that a name is not read twice.
   */
  children: ReactElement
}

const OPEN_AFTER_MS = 500

/** Shows a text while its trigger is hovered or focused; Esc closes it. */
export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps): ReactElement {
  return (
    <RadixTooltip.Provider delayDuration={OPEN_AFTER_MS}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
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
