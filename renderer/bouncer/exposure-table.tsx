import { type ReactElement, useEffect, useRef } from 'react'
import { secretKindOf } from '../../shared/bouncer/secret-kind.ts'
import type { GuardStatistics, SeenSecret } from '../../shared/bouncer/statistics.ts'
import { navigate, useApp, usePageLocation } from '../client/index.ts'
import { formatMoment, formatNumber, t } from '../messages/index.ts'
import { EntryLink } from '../pieces/index.ts'
import { Heading } from '../ui/heading.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { TextLink } from '../ui/text-link.tsx'

type Exposure = GuardStatistics['exposure'][number]

/** Which secrets agents saw, by session and call; the address names the session that is meant. */
export function ExposureTable({
  exposure,
  moreSessions,
}: Pick<GuardStatistics, 'exposure' | 'moreSessions'>): ReactElement {
  const { search } = usePageLocation()
  const wanted = new URLSearchParams(search).get('session')
  const isFound = wanted === null || exposure.some(({ session }) => session === wanted)
  const head = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wanted !== null && !isFound) head.current?.scrollIntoView({ block: 'start' })
  }, [wanted, isFound])
  return (
    <div className="scorecard-panel scorecard-wide" ref={head}>
      <Heading level={2} className="scorecard-title">
        {t('exposure.title')}
      </Heading>
      {!isFound && <p role="status">{t('exposure.none-of')}</p>}
      <p className="scorecard-quiet">
        {t(exposure.length === 0 ? 'exposure.none' : 'exposure.what')}
      </p>
      {exposure.map((one) => (
        <SessionSecrets key={one.session} seen={one} isWanted={one.session === wanted} />
      ))}
      {moreSessions > 0 && (
        <p className="scorecard-quiet">{t('exposure.more-sessions', { count: moreSessions })}</p>
      )}
    </div>
  )
}

interface SessionSecretsProps {
  readonly seen: Exposure
  readonly isWanted: boolean
}

const columns = ['secret', 'rotate', 'call', 'when', 'entry'] as const

function SessionSecrets({ seen, isWanted }: SessionSecretsProps): ReactElement {
  const { session, secrets, more } = seen
  const place = useRef<HTMLDivElement>(null)
  const title = useApp((app) => app.sessions).find(({ id }) => id === session)?.title
  const name = title ?? t('exposure.session-gone')
  useEffect(() => {
    if (isWanted) place.current?.scrollIntoView({ block: 'start' })
  }, [isWanted])
  return (
    <div className="scorecard-session" ref={place}>
      <Heading level={3} className="scorecard-title">
        {title === undefined ? (
          name
        ) : (
          <TextLink onClick={() => navigate(`/session/${encodeURIComponent(session)}`)}>
            {name}
          </TextLink>
        )}
      </Heading>
      <Table label={name} widths={['26%', '26%', undefined, '110px', '64px']}>
        <TableHead>
          {columns.map((column) => (
            <TableHeader key={column}>{t(`exposure.column-${column}`)}</TableHeader>
          ))}
        </TableHead>
        <TableBody>
          {secrets.map((secret) => (
            <SecretRow key={`${secret.kind} ${secret.name}`} secret={secret} />
          ))}
        </TableBody>
      </Table>
      {more > 0 && <p className="scorecard-quiet">{t('exposure.more', { count: more })}</p>}
    </div>
  )
}

const shown: Readonly<Record<SeenSecret['kind'], (name: string) => string>> = {
  file: (name) => name,
  variable: (name) => `$${name}`,
  environment: () => t('exposure.all-variables'),
}

function SecretRow({ secret }: { readonly secret: SeenSecret }): ReactElement {
  const { kind, name, call, at, entry } = secret
  const what = secretKindOf(secret)
  return (
    <TableRow>
      <TableCell second={t(`exposure.kind-${what}`)}>
        <code>{shown[kind](name)}</code>
      </TableCell>
      <TableCell head={t('exposure.column-rotate')}>{t(`exposure.rotate-${what}`)}</TableCell>
      <TableCell tone="code" head={t('exposure.column-call')}>
        {call}
      </TableCell>
      <TableCell tone="quiet" head={t('exposure.column-when')}>
        {formatMoment(at, Date.now())}
      </TableCell>
      <TableCell head={t('exposure.column-entry')}>
        <EntryLink entry={entry}>{formatNumber(entry)}</EntryLink>
      </TableCell>
    </TableRow>
  )
}
