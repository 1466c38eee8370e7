import type { ReactElement } from 'react'
import { callText } from '../../shared/bouncer/call-text.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import { navigate, useApp, useCommand } from '../client/index.ts'
import { formatMoment, t } from '../messages/index.ts'
import { FailureLine, placeText } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Heading } from '../ui/heading.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { TextLink } from '../ui/text-link.tsx'

type State = Extract<InboxItem['state'], { status: 'answered' }>

/** An allowance of one call that no agent has used. */
interface Leftover {
  readonly id: InboxItem['id']
  readonly sessionId: InboxItem['sessionId']
  readonly command: string
  readonly state: State
}

function leftoverOf({ id, sessionId, body, state }: InboxItem): readonly Leftover[] {
  if (body.kind !== 'approval' || state.status !== 'answered' || state.delivered) return []
  if (state.answer.kind !== 'allow') return []
  const { text } = callText(body.call.input)
  return [{ id, sessionId, command: `${body.call.tool} ${text}`, state }]
}

/** Calls that were allowed once and not made since, as after an agent had gone; nothing where there is none. */
export function LeftoverAllowances(): ReactElement | null {
  const inbox = useApp((app) => app.inbox)
  const sessions = useApp((app) => app.sessions)
  const revoke = useCommand('bouncer.revokeAllowance')
  const leftovers = inbox.flatMap(leftoverOf)
  if (leftovers.length === 0) return null
  const titleOf = (id: string) => sessions.find((one) => one.id === id)?.title ?? id
  const nowMs = Date.now()
  return (
    <section className="leftover-allowances" aria-label={t('grant.once-title')}>
      <Heading level={2}>{t('grant.once-title')}</Heading>
      <p>{t('grant.once-lead')}</p>
      <FailureLine failure={revoke.failure} />
      <Table label={t('grant.once-title')} widths={[undefined, '24%', '17%', '110px']}>
        <TableHead>
          <TableHeader>{t('grant.column-what')}</TableHeader>
          <TableHeader>{t('grant.column-where')}</TableHeader>
          <TableHeader>{t('grant.column-given')}</TableHeader>
          <TableHeader hidden>{t('grant.column-act')}</TableHeader>
        </TableHead>
        <TableBody>
          {leftovers.map(({ id, sessionId, command, state }) => (
            <TableRow key={id}>
              <TableCell>
                <code className="leftover-command">{command}</code>
              </TableCell>
              <TableCell head={t('grant.column-where')}>
                <TextLink variant="inline" onClick={() => navigate(`/session/${sessionId}`)}>
                  {titleOf(sessionId)}
                </TextLink>
              </TableCell>
              <TableCell head={t('grant.column-given')} tone="quiet">
                {t('grant.from', { when: formatMoment(state.at, nowMs), by: placeText(state.by) })}
              </TableCell>
              <TableCell>
                <Button
                  size="small"
                  aria-label={t('grant.revoke-named', { what: command })}
                  disabled={revoke.busy}
                  onClick={() => void revoke.run({ id })}
                >
                  {t('grant.revoke')}
                </Button>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
