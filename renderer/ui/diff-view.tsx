import type { ReactElement } from 'react'
import { diffLines } from './line-diff.ts'
import { splitWell } from './well-pieces.ts'
import './visually-hidden.css'
import './well.css'
import './diff-view.css'

/** One change of a text. */
export interface TextChange {
  readonly id: string
  readonly before: string
  readonly after: string
}

export interface DiffViewProps {
  /** Names the block, such as "Change of apply-refund.ts". */
  label: string
  changes: readonly TextChange[]
  /** How added and removed lines are read out. */
  words: { readonly added: string; readonly removed: string }
}

const signs = { same: ' ', added: '+', removed: '−' } as const

/** What a change adds and takes away, line by line; colour repeats the sign. */
export function DiffView({ label, changes, words }: DiffViewProps): ReactElement {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard
    <section className="diff-view" aria-label={label} tabIndex={0} dir="ltr">
      {changes.map((change) => (
        <div className="diff-view-change" key={change.id}>
          {diffLines(change.before, change.after).map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a change that never moves
            <div className={`diff-line diff-line-${line.kind}`} key={at}>
              <span className="diff-sign">
                <span aria-hidden="true">{signs[line.kind]}</span>
                {line.kind !== 'same' && (
                  <span className="visually-hidden">{words[line.kind]}</span>
                )}
              </span>
              <code className="diff-text">
                <Exact text={line.text} />
              </code>
            </div>
          ))}
        </div>
      ))}
    </section>
  )
}

/** Characters that cannot be seen stand as their code point, as in a well. */
function Exact({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {splitWell(text, []).map((piece) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <span className="well-code-point" key={piece.key}>
            {piece.codePoint}
          </span>
        ),
      )}
    </>
  )
}
