import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { Effect } from './effect.ts'
import './effect-list.css'

export interface EffectKeyProps {
  effect: Effect
}

/** The line that a span of this effect has in a well; decorative, the words beside it say it. */
export function EffectKey({ effect }: EffectKeyProps): ReactElement {
  return <span className={classNames('effect-key', `effect-key-${effect}`)} aria-hidden="true" />
}

/** One effect of a call in words. */
export interface EffectItem {
  id: string
  /** Left out for an effect that has no span in the command. */
  effect?: Effect | undefined
  /** What it does, in bold: "Deletes everything git does not track". */
  verb: ReactNode
  /** Where and how much, quieter. */
  rest?: ReactNode | undefined
}

export interface EffectListProps {
  /** Names the list. */
  label: string
  effects: readonly EffectItem[]
  /** `quiet` for a drawer: no bold. */
  variant?: 'bold' | 'quiet' | undefined
}

/** The effects of a call in plain words, in the order of its spans, each with its line as key. */
export function EffectList({ label, effects, variant = 'bold' }: EffectListProps): ReactElement {
  return (
    <ul className={classNames('effect-list', `effect-list-${variant}`)} aria-label={label}>
      {effects.map((item) => (
        <li className="effect-list-item" key={item.id}>
          <span className="effect-list-lead">
            {item.effect !== undefined && <EffectKey effect={item.effect} />}
          </span>
          <p>
            <b className="effect-list-verb">{item.verb}</b>
            {item.rest !== undefined && <span className="effect-list-rest"> {item.rest}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}
