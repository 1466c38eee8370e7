import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import './share-bar.css'

/** One kind of thing and how much there is of it. */
export interface SharePart {
  id: string
  /** Size in any one unit; only the proportion is drawn. */
  size: number
  /** Kind and size, such as "node_modules 268 MB". */
  label: string
  /** `stop` for the part that exists nowhere else. */
  tone?: 'neutral' | 'stop' | undefined
}

export interface ShareBarProps {
  /** One sentence that says the same as the bar. */
  label: string
  parts: readonly SharePart[]
}

const LEAST_SHARE = 0.012

/** One bar cut by kind and size, with its key below; the smallest part stays visible. */
export function ShareBar({ label, parts }: ShareBarProps): ReactElement {
  const total = parts.reduce((sum, part) => sum + part.size, 0)
  const shareOf = (part: SharePart): number =>
    Math.max(total > 0 ? part.size / total : 0, LEAST_SHARE)
  return (
    <div className="share-bar">
      <div className="share-bar-line" role="img" aria-label={label}>
        {parts.map((part) => (
          <span
            className={classNames('share-bar-part', part.tone === 'stop' && 'share-bar-stop')}
            key={part.id}
            style={{ flexGrow: shareOf(part) }}
          />
        ))}
      </div>
      <ul className="share-bar-key">
        {parts.map((part) => (
          <li className="share-bar-entry" key={part.id}>
            <span
              className={classNames('share-bar-swatch', part.tone === 'stop' && 'share-bar-stop')}
            />
            {part.label}
          </li>
        ))}
      </ul>
    </div>
  )
}
