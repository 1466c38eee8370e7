import type { ReactElement } from 'react'
import { navigate, useAppEvent, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { SettingRow } from '../ui/setting-row.tsx'

/** Whether the key that pays for the questions can be read, and the way to where it is stored. */
export function AiKeyRow(): ReactElement | null {
  const { value, reload } = useQuery('credentials.list', {})
  useAppEvent('credentials.changed', reload)
  const key = value?.credentials.find(({ name }) => name === 'anthropic-api-key')
  if (!key) return null
  const isShut = key.status === 'locked' || key.status === 'unavailable'
  const words = isShut ? 'ai.key-locked' : 'ai.key-missing'
  return (
    <SettingRow
      title={t('ai.key')}
      description={key.status === 'stored' ? t('ai.key-stored') : t(words)}
    >
      <Button onClick={() => navigate('/settings/credentials')}>{t('ai.key-open')}</Button>
    </SettingRow>
  )
}
