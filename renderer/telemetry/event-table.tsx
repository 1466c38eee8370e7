import type { ReactElement } from 'react'
import {
  propertiesOf,
  type UsageEventName,
  usageEvents,
} from '../../shared/telemetry/usage-events.ts'
import { t } from '../messages/index.ts'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

const purposes: Readonly<Record<UsageEventName, () => string>> = {
  'app started': () => t('telemetry.event-app-started'),
  'area opened': () => t('telemetry.event-area-opened'),
  'session started': () => t('telemetry.event-session-started'),
  'turn ended': () => t('telemetry.event-turn-ended'),
  'question answered': () => t('telemetry.event-question-answered'),
  'setting switched': () => t('telemetry.event-setting-switched'),
}

/** The allow-list itself: every count, what it is for, and every word it can have. */
export function EventTable(): ReactElement {
  const names = Object.keys(usageEvents) as UsageEventName[]
  return (
    <section className="telemetry-part" aria-labelledby="telemetry-events">
      <h2 id="telemetry-events">{t('telemetry.events')}</h2>
      <Table label={t('telemetry.events')} rows="tall" widths={['150px', '30%', undefined]}>
        <TableHead>
          <TableHeader>{t('telemetry.event')}</TableHeader>
          <TableHeader>{t('telemetry.purpose')}</TableHeader>
          <TableHeader>{t('telemetry.properties')}</TableHeader>
        </TableHead>
        <TableBody>
          {names.map((name) => (
            <TableRow key={name}>
              <TableCell tone="strong">{name}</TableCell>
              <TableCell>{purposes[name]()}</TableCell>
              <TableCell>
                <Properties event={name} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="telemetry-note">{t('telemetry.events-common')}</p>
    </section>
  )
}

function Properties({ event }: { readonly event: UsageEventName }): ReactElement {
  return (
    <ul className="telemetry-properties">
      {propertiesOf(event).map(({ name, words }) => (
        <li key={name}>
          <code>{name}</code> {words.join(', ')}
        </li>
      ))}
    </ul>
  )
}
