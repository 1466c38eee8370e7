import type { ReactElement } from 'react'
import { brand } from '../../shared/brand.ts'
import { navigate, useApp, usePageLocation, useWaiting } from '../client/index.ts'
import { formatNumber, t } from '../messages/index.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Logo } from '../ui/logo.tsx'
import { Mark } from '../ui/mark.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { useMaxWidth } from '../ui/use-max-width.ts'
import { type Area, areaOf, type Route } from './routes.ts'
import { commandKeys } from './shortcuts.ts'
import { nextWaitingPath } from './waiting-path.ts'
import './title-bar.css'

const areas: readonly { readonly area: Area; readonly path: string }[] = [
  { area: 'sessions', path: '/' },
  { area: 'bouncer', path: '/bouncer' },
  { area: 'audit', path: '/audit' },
]

/** The top line: areas as words, what needs the person, settings; the rest of it drags the window. */
export function TitleBar({ route }: { readonly route: Route }): ReactElement {
  const here = areaOf(route)
  const platform = useApp((app) => app.platform)
  return (
    <header className="title-bar" data-region="title-bar">
      <button
        type="button"
        className="title-bar-home"
        aria-label={brand.name}
        onClick={() => navigate('/')}
      >
        <Logo label="" />
      </button>
      <nav className="title-bar-areas" aria-label={t('app.areas')}>
        {areas.map(({ area, path }) => (
          <button
            key={area}
            type="button"
            className="title-bar-area"
            aria-current={area === here ? 'page' : undefined}
            onClick={() => navigate(path)}
          >
            {t(`app.area-${area}`)}
          </button>
        ))}
      </nav>
      <span className="title-bar-drag" />
      <NeedsYou platform={platform} />
      <IconButton
        icon="gear"
        label={t('settings.title')}
        keys={commandKeys(platform, ',')}
        aria-current={route.kind === 'settings' ? 'page' : undefined}
        onClick={() => navigate('/settings/appearance')}
      />
    </header>
  )
}

/** Up to this width there is room for the number only. */
const smallPx = 430

function NeedsYou({ platform }: { readonly platform: string }): ReactElement | null {
  const waiting = useWaiting()
  const { search } = usePageLocation()
  const path = nextWaitingPath(waiting, search)
  const isSmall = useMaxWidth(smallPx)
  if (path === null) return null
  const words = t('app.need-you', { count: waiting.length })
  return (
    <Tooltip text={t('app.next-waiting')} keys={commandKeys(platform, 'Shift', 'J')}>
      <button
        type="button"
        className="title-bar-needs"
        aria-label={words}
        onClick={() => navigate(path)}
      >
        <Mark kind="waiting" label="" sizePx={12} />
        {isSmall ? formatNumber(waiting.length) : words}
      </button>
    </Tooltip>
  )
}
