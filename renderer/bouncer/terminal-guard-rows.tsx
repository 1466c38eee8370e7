import type { ReactElement } from 'react'
import type { GuardStanding } from '../../shared/bouncer/terminal-guard.ts'
import { useCommand, useQuery } from '../client/index.ts'
import { formatMoment, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SettingRow } from '../ui/setting-row.tsx'

const choices = ['ask', 'deny'] as const satisfies readonly GuardStanding['away'][]

/** Puts the hook into the agent's settings, says how it stands, and takes it out. */
export function TerminalGuardRows(): ReactElement {
  const { value, failure, reload } = useQuery('guard.status', {})
  const install = useCommand('guard.install')
  const uninstall = useCommand('guard.uninstall')
  const run = async (work: Promise<unknown>) => {
    await work
    reload()
  }
  const isThere = value !== null && value.installs.length > 0
  const isBusy = value === null || install.busy || uninstall.busy
  const failed = failure ?? install.failure ?? uninstall.failure
  return (
    <>
      <SettingRow
        name="terminal-guard"
        title={t('guard.title')}
        description={t('guard.what')}
        standing={value && <Standing standing={value} />}
      >
        {value !== null && !value.inForce && (
          <Button disabled={isBusy} onClick={() => void run(install.run({}))}>
            {t(isThere ? 'guard.again' : 'guard.install')}
          </Button>
        )}
        {isThere && (
          <Button disabled={isBusy} onClick={() => void run(uninstall.run({}))}>
            {t('guard.uninstall')}
          </Button>
        )}
      </SettingRow>
      {isThere && (
        <SettingRow name="guard-away" title={t('guard.away')} description={t('guard.away-what')}>
          <Segmented
            label={t('guard.away')}
            value={value.away}
            onValueChange={(away) => void run(install.run({ away }))}
            options={choices.map((one) => ({ value: one, label: t(`guard.away-${one}`) }))}
          />
        </SettingRow>
      )}
      <FailureLine failure={failed} />
    </>
  )
}

function Standing({ standing }: { readonly standing: GuardStanding }): ReactElement {
  const { inForce, installs, settingsPath, remarks, lastCall } = standing
  if (installs.length === 0) return <span>{t('guard.would', { path: settingsPath })}</span>
  return (
    <>
      <span>{inForce ? t('guard.in-force', { path: settingsPath }) : t('guard.not-in-force')}</span>
      {lastCall !== null && (
        <span>
          {t('guard.last', { when: formatMoment(lastCall.at, Date.now()), tool: lastCall.tool })}
        </span>
      )}
      {remarks.map((remark) => (
        <span key={remark}>{remark}</span>
      ))}
    </>
  )
}
