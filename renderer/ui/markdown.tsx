import { type ComponentProps, memo, type ReactElement, type ReactNode } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { CodeBlock } from './code-block.tsx'
import './markdown.css'

export interface MarkdownProps {
  text: string
  /** Names each code block, such as "Code". */
  codeLabel: string
  /** Level of the largest heading inside, 3 unless told. */
  headingLevel?: 3 | 4 | undefined
  /** False while the text still grows: code is then left plain. */
  isWhole?: boolean | undefined
}

const plugins = [remarkGfm]

/** Text as agents write it. Nothing of it is fetched and no HTML in it is drawn; links open outside of the app. */
export const Markdown = memo(function Markdown(props: MarkdownProps): ReactElement {
  const { text, codeLabel, headingLevel = 3, isWhole = true } = props
  return (
    <div className="markdown" dir="auto">
      <ReactMarkdown
        remarkPlugins={plugins}
        components={componentsFor({ codeLabel, headingLevel, isWhole })}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
})

interface Choices {
  readonly codeLabel: string
  readonly headingLevel: 3 | 4
  readonly isWhole: boolean
}

const known = new Map<string, Components>()

/** The same object for the same choices, so that React keeps what it drew. */
function componentsFor(choices: Choices): Components {
  const key = JSON.stringify(choices)
  const found = known.get(key) ?? makeComponents(choices)
  known.set(key, found)
  return found
}

function makeComponents({ codeLabel, headingLevel, isWhole }: Choices): Components {
  const First = `h${headingLevel}` as const
  const Next = `h${headingLevel + 1}` as 'h4' | 'h5'
  const first = ({ children }: ComponentProps<'h1'>) => <First>{children}</First>
  const next = ({ children }: ComponentProps<'h2'>) => <Next>{children}</Next>
  return {
    h1: first,
    h2: next,
    h3: next,
    h4: next,
    h5: next,
    h6: next,
    a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
    img: ({ src, alt }) => (
      <OutsideLink href={typeof src === 'string' ? src : undefined}>{alt || src}</OutsideLink>
    ),
    input: ({ checked }) => <span className="markdown-task">{checked ? '☑' : '☐'}</span>,
    pre: ({ children }) => <>{children}</>,
    code: ({ className, children }) => {
      const written = String(children ?? '')
      const isBlock = className?.startsWith('language-') || written.endsWith('\n')
      if (!isBlock) return <code className="markdown-code">{children}</code>
      const language = className?.replace('language-', '') ?? ''
      const code = written.replace(/\n$/, '')
      return <CodeBlock label={codeLabel} text={code} language={isWhole ? language : ''} />
    },
  }
}

interface OutsideLinkProps {
  href: string | undefined
  children: ReactNode
}

/** Only addresses of the web are links; anything else stays as words. */
function OutsideLink({ href, children }: OutsideLinkProps): ReactElement {
  if (!href || !/^https?:\/\//i.test(href)) return <>{children}</>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className="markdown-link">
      {children}
    </a>
  )
}
