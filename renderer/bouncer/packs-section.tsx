import type { ReactElement } from 'react'
import { type PackName, packNames } from '../../shared/bouncer/packs.ts'
import { useApp, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Heading } from '../ui/heading.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { Switch } from '../ui/switch.tsx'

/** The rule sets that come with the app, each with its switch. */
export function PacksSection(): ReactElement {
  const packs = useApp((app) => app.settings.packs)
  const save = useCommand('settings.changeEntry')
  const turn = (name: PackName, isOn: boolean) => void save.run({ list: 'packs', name, isOn })
  return (
    <section className="packs-section">
      <Heading level={2} className="packs-title">
        {t('packs.title')}
      </Heading>
      <p className="policy-page-quiet">{t('packs.what')}</p>
      <FailureLine failure={save.failure} />
      {packNames.map((name) => (
        <SettingRow key={name} title={t(`packs.${name}`)} description={t(`packs.${name}-what`)}>
          <Switch
            label={t(`packs.${name}`)}
            checked={packs.includes(name)}
            disabled={save.busy}
            onCheckedChange={(isOn) => turn(name, isOn)}
          />
        </SettingRow>
      ))}
    </section>
  )
}
