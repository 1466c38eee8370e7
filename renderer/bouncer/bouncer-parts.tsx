import type { ReactElement } from 'react'
import { navigate } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Segmented } from '../ui/segmented.tsx'

/** The pages of the Bouncer's area, with the path of each. */
const paths = {
  rules: '/bouncer',
  yours: '/bouncer/yours',
  grants: '/bouncer/grants',
  copies: '/bouncer/copies',
  scorecard: '/bouncer/scorecard',
} as const
export type BouncerPart = keyof typeof paths

/** Leads from one page of the Bouncer to another. */
export function BouncerParts({ part }: { readonly part: BouncerPart }): ReactElement {
  return (
    <div className="bouncer-parts">
      <Segmented<BouncerPart>
        label={t('bouncer.parts')}
        value={part}
        onValueChange={(to) => navigate(paths[to])}
        options={(Object.keys(paths) as BouncerPart[]).map((value) => ({
          value,
          label: t(`bouncer.part-${value}`),
        }))}
      />
    </div>
  )
}
