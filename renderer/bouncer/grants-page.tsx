import type { ReactElement } from 'react'
import type { Grant } from '../../shared/bouncer/grants.ts'
import { useApp, useCommand, useQuery } from '../client/index.ts'
import {
  formatClock,
  formatDay,
  formatMoment,
  grantLines,
  grantParts,
  grantPlace,
  t,
} from '../messages/index.ts'
import { placeText } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { BouncerFrame } from './bouncer-frame.tsx'
import { LeftoverAllowances } from './leftover-allowances.tsx'

/** What the person allowed beyond single calls, each to be taken back. */
export function GrantsPage(): ReactElement {
  const told = useApp((app) => app.grants)
  const { value, failure } = useQuery('bouncer.grants', {})
  const revoke = useCommand('bouncer.revokeGrant')
  const grants = told ?? value?.grants ?? null
  const failed = revoke.failure ?? failure
  return (
    <BouncerFrame
      part="grants"
      lead={t('grant.list-lead')}
      label={t('grant.list-table')}
      failure={failed}
    >
      {grants === null && !failure && (
        <Skeleton label={t('bouncer.opening')} shape="table" lines={4} />
      )}
      {grants?.length === 0 && (
        <EmptyState title={t('grant.list-empty')}>{t('grant.list-empty-what')}</EmptyState>
      )}
      {grants !== null && grants.length > 0 && (
        <GrantTable
          grants={grants}
          isBusy={revoke.busy}
          onRevoke={(id) => void revoke.run({ id })}
        />
      )}
      <LeftoverAllowances />
    </BouncerFrame>
  )
}

interface GrantTableProps {
  readonly grants: readonly Grant[]
  readonly isBusy: boolean
  readonly onRevoke: (id: string) => void
}

const columns = ['what', 'rule', 'where', 'until', 'given'] as const

function GrantTable({ grants, isBusy, onRevoke }: GrantTableProps): ReactElement {
  const nowMs = Date.now()
  const head = (column: (typeof columns)[number]) => t(`grant.column-${column}`)
  return (
    <Table label={t('grant.list-table')} widths={[undefined, '17%', '17%', '12%', '17%', '110px']}>
      <TableHead>
        {columns.map((column) => (
          <TableHeader key={column}>{head(column)}</TableHeader>
        ))}
        <TableHeader hidden>{t('grant.column-act')}</TableHeader>
      </TableHead>
      <TableBody>
        {grants.map((grant) => {
          const lines = grantLines(grant)
          return (
            <TableRow key={grant.id}>
              <TableCell
                second={grant.reach.kind === 'exact' ? undefined : <GivenFor given={grant.given} />}
              >
                <GrantLines grant={grant} />
              </TableCell>
              <TableCell head={head('rule')} tone="quiet">
                {rulesOf(grant).join(', ')}
              </TableCell>
              <TableCell head={head('where')}>{grantPlace(grant)}</TableCell>
              <TableCell head={head('until')}>
                {grant.expiresAt === null
                  ? t(grant.scope.kind === 'session' ? 'grant.lasts-session' : 'grant.lasts-open')
                  : t('grant.until-time', {
                      day: formatDay(grant.expiresAt),
                      time: formatClock(grant.expiresAt),
                    })}
              </TableCell>
              <TableCell head={head('given')} tone="quiet">
                {t('grant.from', {
                  when: formatMoment(grant.createdAt, nowMs),
                  by: placeText(grant.by),
                })}
              </TableCell>
              <TableCell>
                <Button
                  size="small"
                  aria-label={t('grant.revoke-named', { what: lines.join('; ') })}
                  disabled={isBusy}
                  onClick={() => onRevoke(grant.id)}
                >
                  {t('grant.revoke')}
                </Button>
              </TableCell>
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}

/** The call that was asked about; what is allowed stands above it. */
function GivenFor({ given }: Pick<Grant, 'given'>): ReactElement {
  return (
    <>
      {t('grant.given-for')} <code>{given}</code>
    </>
  )
}

/** What is claimed in sans, what a machine compares in mono. */
function GrantLines({ grant }: { readonly grant: Grant }): ReactElement {
  return (
    <>
      {grantParts(grant).map(({ verb, texts }) => (
        <p key={`${verb} ${texts}`}>
          <b>{verb}</b> <code>{texts}</code>
        </p>
      ))}
    </>
  )
}

function rulesOf({ reach }: Grant): readonly string[] {
  return reach.kind === 'exact' ? reach.rules : [...new Set(reach.forms.map(({ rule }) => rule))]
}
