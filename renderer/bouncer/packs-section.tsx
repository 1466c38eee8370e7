import { Fragment, type ReactElement, useState } from 'react'
import { type PackName, packNames } from '../../shared/bouncer/packs.ts'
import { useApp, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Heading } from '../ui/heading.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { Switch } from '../ui/switch.tsx'
import { PolicyReplayed } from './policy-replayed.tsx'

/** The rule sets that come with the app, each with its switch; one is switched on after it was said what it would have done. */
export function PacksSection(): ReactElement {
  const packs = useApp((app) => app.settings.packs)
  const save = useCommand('settings.changeEntry')
  const [tried, setTried] = useState<PackName | null>(null)
  const turn = (name: PackName, isOn: boolean) => void save.run({ list: 'packs', name, isOn })
  const press = (name: PackName, isOn: boolean) => {
    setTried(isOn ? name : null)
    if (!isOn) turn(name, false)
  }
  return (
    <section className="packs-section">
      <Heading level={2} className="packs-title">
        {t('packs.title')}
      </Heading>
      <p className="policy-page-quiet">{t('packs.what')}</p>
      <FailureLine failure={save.failure} />
      {packNames.map((name) => (
        <Fragment key={name}>
          <SettingRow title={t(`packs.${name}`)} description={t(`packs.${name}-what`)}>
            <Switch
              label={t(`packs.${name}`)}
              checked={packs.includes(name)}
              disabled={save.busy}
              onCheckedChange={(isOn) => press(name, isOn)}
            />
          </SettingRow>
          {tried === name && !packs.includes(name) && (
            <PackTried name={name} onTake={() => turn(name, true)} onLeave={() => setTried(null)} />
          )}
        </Fragment>
      ))}
    </section>
  )
}

interface PackTriedProps {
  readonly name: PackName
  readonly onTake: () => void
  readonly onLeave: () => void
}

/** What a pack would have made of the calls on record, and the choice. */
function PackTried({ name, onTake, onLeave }: PackTriedProps): ReactElement {
  const { status, value, failure } = useQuery('bouncer.replayPack', { name })
  const isOld = status === 'loading'
  return (
    <div className="pack-tried">
      <p className="policy-page-quiet">{t('packs.try', { pack: t(`packs.${name}`) })}</p>
      <PolicyReplayed found={value} isOld={isOld} failure={failure} />
      <div className="policy-page-acts">
        <Button
          variant="primary"
          onClick={onTake}
          {...(isOld ? { disabledReason: t('own-rules.replaying') } : {})}
        >
          {t('packs.switch-on')}
        </Button>
        <Button variant="quiet" onClick={onLeave}>
          {t('packs.leave-off')}
        </Button>
      </div>
    </div>
  )
}
