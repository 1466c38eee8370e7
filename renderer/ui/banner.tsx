import { type ReactElement, type ReactNode, useState } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Mark, type MarkKind } from './mark.tsx'
import { TextLink } from './text-link.tsx'
import { useCut } from './use-cut.ts'
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
  /** In a narrow window two lines are shown, and the rest behind this word. */
  foldedBehind?: string | undefined
}

const ROLES = { off: undefined, polite: 'status', assertive: 'alert' } as const

/** One line that says a fact about the whole view. */
export function Banner(props: BannerProps): ReactElement {
  const { tone = 'info', mark, icon, title, children, actions, announce = 'off' } = props
  const { foldedBehind } = props
  const [isOpen, setOpen] = useState(false)
  const { ref, isCut } = useCut<HTMLParagraphElement>()
  const folds = foldedBehind !== undefined && !isOpen
  return (
    <div className={classNames('banner', `banner-${tone}`)} role={ROLES[announce]}>
      {mark !== undefined && <Mark kind={mark.kind} label={mark.label} />}
      {icon !== undefined && <Icon name={icon} sizePx={14} />}
      <p className={classNames('banner-text', folds && 'banner-text-folded')} ref={ref}>
        <b className="banner-title">{title}</b>
        {children}
      </p>
      {(actions !== undefined || (folds && isCut)) && (
        <div className="banner-actions">
          {folds && isCut && (
            <TextLink small onClick={() => setOpen(true)}>
              {foldedBehind}
            </TextLink>
          )}
          {actions}
        </div>
      )}
    </div>
  )
}
