import type { ReactElement } from 'react'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'

const minuteMs = 60_000
/** The last moment that a date can name: put off until the person takes it up. */
export const openEndMs = 8.64e15

export interface NotNowProps {
  readonly onSetAside: (until: number) => void
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Puts a question off: for a while, or until the person takes it up. The agent goes on waiting. */
export function NotNow({ onSetAside, open, onOpenChange }: NotNowProps): ReactElement {
  const choice = (minutes: 10 | 60): MenuItem => ({
    kind: 'action',
    id: `aside-${minutes}`,
    label: t(`inbox.aside-${minutes}`),
    onSelect: () => onSetAside(Date.now() + minutes * minuteMs),
  })
  return (
    <Menu
      trigger={<Button variant="quiet">{t('inbox.not-now')}</Button>}
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      items={[
        { kind: 'heading', id: 'what', label: t('inbox.not-now-what') },
        choice(10),
        choice(60),
        {
          kind: 'action',
          id: 'aside-open',
          label: t('inbox.aside-open'),
          onSelect: () => onSetAside(openEndMs),
        },
      ]}
    />
  )
}
