import type { ComponentProps, ReactElement } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'
import './icon-button.css'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'title' | 'children'> {
  icon: IconName
  /** Its name and its tooltip. */
  label: string
  keys?: readonly string[] | undefined
  size?: 'small' | 'normal' | undefined
  /** `accent` is the send button: the one filled control of a composer. */
  variant?: 'quiet' | 'accent' | undefined
  /** For a toggle: whether what it shows is shown. */
  pressed?: boolean | undefined
  tooltipSide?: 'top' | 'right' | 'bottom' | 'left' | undefined
}

/** A button without a visible word; its label is its name and its tooltip. */
export function IconButton(props: IconButtonProps): ReactElement {
  const {
    icon,
    label,
    keys,
    size = 'normal',
    variant = 'quiet',
    pressed,
    tooltipSide,
    ...native
  } = props
  const { className, ...rest } = native
  return (
    <Tooltip text={label} keys={keys} side={tooltipSide} repeats>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={classNames(
          'icon-button',
          `icon-button-${variant}`,
          `icon-button-${size}`,
          className,
        )}
      >
        <Icon name={icon} sizePx={size === 'small' ? 14 : 16} />
      </button>
    </Tooltip>
  )
}
