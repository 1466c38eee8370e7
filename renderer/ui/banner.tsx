import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Mark, type MarkKind } from './mark.tsx'
import './banner.css'

export interface BannerProps {
  /** `you` where a person must act now, `stop` where something is refused or broken. */
  tone?: 'info' | 'you' | 'stop' | undefined
  /** A mark with its name, or an icon. */
  mark?: { kind: MarkKind; label: string } | undefined
  icon?: IconName | undefined
  /** The fact, in bold. */
  title: ReactNode
  /** The consequence, beside it. */
  children?: ReactNode | undefined
  actions?: ReactNode | undefined
  /** Announced when it appears: politely, or at once for a broken record only. */
  announce?: 'off' | 'polite' | 'assertive' | undefined
}

const ROLES = { off: undefined, polite: 'status', assertive: 'alert' } as const

/** One line that says a fact about the whole view. */
export function Banner(props: BannerProps): ReactElement {
  const { tone = 'info', mark, icon, title, children, actions, announce = 'off' } = props
  return (
    <div className={classNames('banner', `banner-${tone}`)} role={ROLES[announce]}>
      {mark !== undefined && <Mark kind={mark.kind} label={mark.label} />}
      {icon !== undefined && <Icon name={icon} sizePx={14} />}
      <p className="banner-text">
        <b className="banner-title">{title}</b>
        {children}
      </p>
      {actions !== undefined && <div className="banner-actions">{actions}</div>}
    </div>
  )
}
