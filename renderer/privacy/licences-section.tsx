import { type ReactElement, useState } from 'react'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

interface Licences {
  readonly packages: readonly {
    readonly name: string
    readonly version: string
    readonly licence: string
    readonly text: number
  }[]
  readonly texts: readonly string[]
}

type Loaded = 'not-asked' | 'loading' | 'failed' | Licences

/** Every package that is part of the program, with its licence; loaded only when it is asked for. */
export function LicencesSection(): ReactElement {
  const [loaded, setLoaded] = useState<Loaded>('not-asked')
  const load = async () => {
    setLoaded('loading')
    try {
      const { default: licences } = await import('./licences.json')
      setLoaded(licences)
    } catch {
      // The page is older than the files it came from, as after an update.
      setLoaded('failed')
    }
  }
  return (
    <section aria-labelledby="policy-licences" data-setting="licences">
      <h2 id="policy-licences" className="privacy-heading">
        {t('policy.licences')}
      </h2>
      {loaded === 'not-asked' && (
        <Button onClick={() => void load()}>{t('policy.licences-show')}</Button>
      )}
      {loaded === 'loading' && (
        <Skeleton label={t('policy.licences-opening')} shape="text" lines={3} />
      )}
      {loaded === 'failed' && <p role="status">{t('policy.licences-failed')}</p>}
      {typeof loaded === 'object' && <Packages licences={loaded} />}
    </section>
  )
}

function Packages({ licences }: { readonly licences: Licences }): ReactElement {
  const [wanted, setWanted] = useState('')
  const { packages, texts } = licences
  const shown = packages.filter(({ name }) => name.includes(wanted.trim().toLowerCase()))
  return (
    <>
      <p className="privacy-home">{t('policy.licences-what', { count: packages.length })}</p>
      <Field
        label={t('policy.find-package')}
        labelHidden
        placeholder={t('policy.find-package')}
        icon="search"
        soft
        value={wanted}
        onValueChange={setWanted}
      />
      <ul className="policy-packages">
        {shown.map(({ name, version, licence, text }) => (
          <li key={`${name} ${version}`}>
            <details>
              <summary>
                <code>
                  {name} {version}
                </code>{' '}
                <span>{licence}</span>
              </summary>
              <pre>{texts[text]}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  )
}
