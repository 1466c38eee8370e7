import {
  type ComponentProps,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useId,
} from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'
import './button.css'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'title'> {
  children: ReactNode
  /** `erase` is filled red and only for the last button of an erase dialog. */
  variant?: 'default' | 'primary' | 'quiet' | 'stop' | 'erase' | undefined
  size?: 'small' | 'normal' | 'large' | undefined
  icon?: IconName | undefined
  keys?: readonly string[] | undefined
  /** Why it cannot be used now. It stays focusable, does nothing, and says the reason on hover and focus. */
  disabledReason?: string | undefined
}

const swallow = (event: MouseEvent): void => {
  event.preventDefault()
  event.stopPropagation()
}

/** A button whose text is a verb; forwards every native attribute and its ref. */
export function Button(props: ButtonProps): ReactElement {
  const {
    children,
    variant = 'default',
    size = 'normal',
    icon,
    keys,
    disabledReason,
    ...native
  } = props
  const { className, onClick, ...rest } = native
  const reasonId = useId()
  const blocked = disabledReason !== undefined
  const off = blocked ? { 'aria-disabled': true, 'aria-describedby': reasonId } : {}
  const button = (
    <button
      type="button"
      {...rest}
      {...off}
      className={classNames('button', `button-${variant}`, `button-size-${size}`, className)}
      onClick={blocked ? swallow : onClick}
    >
      {icon !== undefined && <Icon name={icon} sizePx={size === 'small' ? 14 : 16} />}
      <span className="button-text">{children}</span>
      {keys !== undefined && <Kbd keys={keys} />}
      {blocked && <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>}
    </button>
  )
  if (!blocked) return button
  return (
    <Tooltip text={disabledReason} repeats>
      {button}
    </Tooltip>
  )
}
