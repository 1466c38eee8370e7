import type { ReactElement } from 'react'
import { Svg } from './svg.tsx'
import './logo.css'

export interface LogoProps {
  /** Accessible name; '' when the product's name stands beside it. */
  label: string
  /** Edge in pixels, 20 unless told. */
  sizePx?: number | undefined
}

/** Draws the down-beat: one stroke like an M with the accent dot under its middle. */
export function Logo({ label, sizePx = 20 }: LogoProps): ReactElement {
  return (
    <Svg className="logo" label={label} sizePx={sizePx} gridSize={20}>
      <path className="logo-stroke" d="M2.5 15.5 6 4.5l4 9 4-9 3.5 11" />
      <circle className="logo-dot" cx="10" cy="17" r="1.3" />
    </Svg>
  )
}
