import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import { iconShapes } from './icon-shapes.tsx'
import { Svg } from './svg.tsx'
import './icon.css'

export type IconName = keyof typeof iconShapes

/** Every icon name, for galleries and checks. */
export const iconNames = Object.keys(iconShapes).sort() as readonly IconName[]

export interface IconProps {
  name: IconName
  /** Edge in pixels, 16 unless told. */
  sizePx?: number | undefined
  /** Only for an icon that stands without a word; left out, the icon is hidden from screen readers. */
  label?: string | undefined
  className?: string | undefined
}

/** Draws one icon in the colour of its text; decorative unless it has a label. */
export function Icon({ name, sizePx = 16, label = '', className }: IconProps): ReactElement {
  return (
    <Svg className={classNames('icon', className)} label={label} sizePx={sizePx} gridSize={16}>
      {iconShapes[name]}
    </Svg>
  )
}
