import { type ReactElement, type ReactNode, useState } from 'react'
import { t } from '../../messages/index.ts'
import { TextLink } from '../../ui/text-link.tsx'

export interface LongTextProps {
  readonly text: string
  /** How many characters are drawn before the person asks for all. */
  readonly most: number
  readonly children: (text: string) => ReactNode
}

/** Draws the beginning of a very long text until the person asks for all of it. */
export function LongText({ text, most, children }: LongTextProps): ReactElement {
  const [isWhole, setWhole] = useState(false)
  if (isWhole || text.length <= most) return <>{children(text)}</>
  return (
    <>
      {children(`${text.slice(0, most)}…`)}
      <TextLink small onClick={() => setWhole(true)}>
        {t('transcript.show-all', { count: text.length })}
      </TextLink>
    </>
  )
}
