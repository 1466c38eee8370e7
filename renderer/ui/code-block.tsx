import { type ReactElement, useEffect, useState } from 'react'
import type { CodeToken } from './highlight.ts'
import { WellFrame } from './well.tsx'
import './code-block.css'

export interface CodeBlockProps {
  /** Names the block. */
  label: string
  text: string
  /** Name of the language as written behind the fence; '' draws plain text. */
  language: string
}

/** Above this many characters code is left plain, so that the page stays quick. */
const mostCharacters = 40_000

/** Code in one colour: keywords have weight, comments are muted. It is plain until its grammar is there. */
export function CodeBlock({ label, text, language }: CodeBlockProps): ReactElement {
  const lines = useTokens(text, language)
  return (
    <WellFrame label={label}>
      <code className="code-block">
        {lines === null
          ? text
          : lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that is replaced as a whole
              <span key={at}>
                {line.map((token) => (
                  <Token key={token.offset} token={token} />
                ))}
                {at < lines.length - 1 && '\n'}
              </span>
            ))}
      </code>
    </WellFrame>
  )
}

function Token({ token }: { readonly token: CodeToken }): ReactElement {
  if (token.role === 'plain') return <>{token.text}</>
  return <span className={`code-${token.role}`}>{token.text}</span>
}

function useTokens(text: string, language: string): readonly (readonly CodeToken[])[] | null {
  const [held, setHeld] = useState<{
    readonly text: string
    readonly lines: readonly (readonly CodeToken[])[] | null
  } | null>(null)
  useEffect(() => {
    if (language === '' || text.length > mostCharacters) return
    let isWanted = true
    const load = async () => {
      const { tokenise } = await import('./highlight.ts')
      const lines = await tokenise(text, language)
      if (isWanted) setHeld({ text, lines })
    }
    void load()
    return () => {
      isWanted = false
    }
  }, [text, language])
  return held?.text === text ? held.lines : null
}
