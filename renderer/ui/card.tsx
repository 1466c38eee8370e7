import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Heading } from './heading.tsx'
import './card.css'

export interface CardProps extends Omit<ComponentProps<'article'>, 'title'> {
  /** `you` has the amber edge of what waits for a person. */
  tone?: 'plain' | 'you' | undefined
  title?: ReactNode | undefined
  titleId?: string | undefined
  headingLevel?: 1 | 2 | 3 | 4 | undefined
  /** At the end of the title line. */
  aside?: ReactNode | undefined
  /** Buttons on a darker ground below. */
  footer?: ReactNode | undefined
  children?: ReactNode | undefined
}

/** A raised box with a title line, a body without padding of its own, and a foot. */
export function Card(props: CardProps): ReactElement {
  const {
    tone = 'plain',
    title,
    titleId,
    headingLevel,
    aside,
    footer,
    children,
    className,
    ...native
  } = props
  return (
    <article {...native} className={classNames('card', `card-${tone}`, className)}>
      {title !== undefined && (
        <header className="card-head">
          <Heading level={headingLevel ?? 3} className="card-title" id={titleId}>
            {title}
          </Heading>
          {aside !== undefined && <span className="card-aside">{aside}</span>}
        </header>
      )}
      {children}
      {footer !== undefined && <footer className="card-foot">{footer}</footer>}
    </article>
  )
}
