import type { ReactElement } from 'react'
import { navigate } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { useMaxWidth } from '../ui/use-max-width.ts'

/** The pages of the Bouncer's area, with the path of each. */
const paths = {
  rules: '/bouncer',
  yours: '/bouncer/yours',
  grants: '/bouncer/grants',
  copies: '/bouncer/copies',
  ai: '/bouncer/ai',
  scorecard: '/bouncer/scorecard',
  ring: '/bouncer/ring',
} as const
export type BouncerPart = keyof typeof paths

/** Windows in which the parts do not stand side by side. */
const smallPx = 520

/** Leads from one page of the Bouncer to another. */
export function BouncerParts({ part }: { readonly part: BouncerPart }): ReactElement {
  const isSmall = useMaxWidth(smallPx)
  const options = (Object.keys(paths) as BouncerPart[]).map((value) => ({
    value,
    label: t(`bouncer.part-${value}`),
  }))
  const lead = { value: part, onValueChange: (to: BouncerPart) => navigate(paths[to]), options }
  return isSmall ? (
    <Select<BouncerPart> label={t('bouncer.parts')} labelHidden {...lead} />
  ) : (
    <Segmented<BouncerPart> label={t('bouncer.parts')} {...lead} />
  )
}
