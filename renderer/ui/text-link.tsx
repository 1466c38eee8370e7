import type { ComponentProps, ReactElement } from 'react'
import { classNames } from './class-names.ts'
import './text-link.css'

export interface TextLinkProps extends Omit<ComponentProps<'button'>, 'title'> {
  /** `quiet` stands in rows and heads and is underlined only on hover; `inline` stands inside a sentence. */
  variant?: 'quiet' | 'inline' | undefined
  small?: boolean | undefined
}

/** Words that lead to evidence or to another place; a button, because nothing here has an address. */
export function TextLink({
  variant = 'quiet',
  small,
  className,
  ...rest
}: TextLinkProps): ReactElement {
  const names = classNames(
    'text-link',
    `text-link-${variant}`,
    small && 'text-link-small',
    className,
  )
  return <button type="button" {...rest} className={names} />
}
