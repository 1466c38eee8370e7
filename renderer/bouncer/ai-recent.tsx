import type { ReactElement } from 'react'
import type { RecentReview } from '../../shared/bouncer/ai-status.ts'
import { navigate } from '../client/index.ts'
import { aiNoteText, formatMoment, t } from '../messages/index.ts'
import { Heading } from '../ui/heading.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { TextLink } from '../ui/text-link.tsx'

/** The last questions that came to the AI layer, with what it said. */
export function AiRecent({ recent }: { readonly recent: readonly RecentReview[] }): ReactElement {
  return (
    <section>
      <Heading level={2} className="ai-page-heading">
        {t('ai.recent')}
      </Heading>
      {recent.length === 0 ? (
        <p>{t('ai.recent-none')}</p>
      ) : (
        <Table label={t('ai.recent-table')} widths={['20%', '35%', undefined]}>
          <TableHead>
            <TableHeader>{t('ai.column-when')}</TableHeader>
            <TableHeader>{t('ai.column-question')}</TableHeader>
            <TableHeader>{t('ai.column-said')}</TableHeader>
          </TableHead>
          <TableBody>
            {recent.map((review) => (
              <Row
                key={`${review.at} ${review.sessionId} ${review.rules.join()}`}
                review={review}
              />
            ))}
          </TableBody>
        </Table>
      )}
      <p className="ai-page-record">
        <TextLink onClick={() => navigate('/audit')}>{t('ai.in-record')}</TextLink>
      </p>
    </section>
  )
}

function Row({ review }: { readonly review: RecentReview }): ReactElement {
  const { at, tool, rules, note } = review
  return (
    <TableRow>
      <TableCell head={t('ai.column-when')} tone="quiet">
        {formatMoment(at, Date.now())}
      </TableCell>
      <TableCell head={t('ai.column-question')} second={rules.join(', ')}>
        {tool}
      </TableCell>
      <TableCell head={t('ai.column-said')}>{aiNoteText(note)}</TableCell>
    </TableRow>
  )
}
