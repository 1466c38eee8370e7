import type { ReactElement } from 'react'
import type { Copy } from '../../shared/bouncer/undo.ts'
import { folderName } from '../client/index.ts'
import { formatBytes, formatMoment, t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

export interface CopiesTableProps {
  /** Newest first. */
  readonly copies: readonly Copy[]
  readonly isBusy: boolean
  readonly onRestore: (copy: Copy) => void
  readonly onRemove: (copy: Copy) => void
}

const columns = ['what', 'size', 'when', 'state'] as const

/** What each copy was kept before, what it holds, and what can be done with it. */
export function CopiesTable(props: CopiesTableProps): ReactElement {
  const { copies, isBusy, onRestore, onRemove } = props
  const nowMs = Date.now()
  const head = (column: (typeof columns)[number]) => t(`copies.column-${column}`)
  return (
    <Table label={t('copies.table')} rows="tall" widths={[undefined, '22%', '18%', '13%', '180px']}>
      <TableHead>
        {columns.map((column) => (
          <TableHeader key={column}>{head(column)}</TableHeader>
        ))}
        <TableHeader hidden>{t('copies.column-act')}</TableHeader>
      </TableHead>
      <TableBody>
        {copies.map((copy) => {
          const what = copy.title === '' ? copy.tool : copy.title
          return (
            <TableRow key={copy.id}>
              <TableCell tone="code" second={folderName(copy.workspace)}>
                {what}
              </TableCell>
              <TableCell head={head('size')} second={notesOf(copy)}>
                {holdsText(copy)}
              </TableCell>
              <TableCell head={head('when')} second={t(`copies.reason-${copy.reason}`)}>
                {formatMoment(copy.madeAt, nowMs)}
              </TableCell>
              <TableCell head={head('state')} tone="quiet">
                {copy.restoredAt === null
                  ? t('copies.never')
                  : formatMoment(copy.restoredAt, nowMs)}
              </TableCell>
              <TableCell>
                <Button
                  size="small"
                  aria-label={t('copies.restore-named', { what })}
                  onClick={() => onRestore(copy)}
                >
                  {t('copies.restore')}
                </Button>{' '}
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('copies.remove-named', { what })}
                  disabled={isBusy}
                  onClick={() => onRemove(copy)}
                >
                  {t('copies.remove')}
                </Button>
              </TableCell>
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}

function holdsText({ files: count, bytes, git }: Copy): string {
  const isOfGit = count === 0 && git.length > 0
  const holds = isOfGit
    ? t('copies.only-git')
    : t('copies.files', { count, size: formatBytes(bytes) })
  const verbs = [...new Set(git.map(({ verb }) => verb))].join(', ')
  return verbs === '' ? holds : t('copies.holds-git', { holds, verbs })
}

function notesOf({ leavesOut, forgotten }: Copy): string | undefined {
  const notes = [
    ...(leavesOut.length > 0 ? [t('loss.copy-without', { names: leavesOut.join(', ') })] : []),
    ...(forgotten > 0 ? [t('copies.forgotten', { count: forgotten })] : []),
  ]
  return notes.length === 0 ? undefined : notes.join(', ')
}
