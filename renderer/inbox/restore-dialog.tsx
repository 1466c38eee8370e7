import { type ReactElement, useState } from 'react'
import type { CopyDetail, CopyId } from '../../shared/bouncer/undo.ts'
import { useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { RadioGroup } from '../ui/radio-group.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RestoreReportView } from './restore-report-view.tsx'

type Newer = 'beside' | 'replace'

export interface RestoreDialogProps {
  readonly id: CopyId
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Shows what would be put back, asks what becomes of newer work, and says what came back and what did not. */
export function RestoreDialog({ id, open, onOpenChange }: RestoreDialogProps): ReactElement {
  const { value, failure } = useQuery('bouncer.copy', open ? { id } : null)
  const restore = useCommand('bouncer.restore')
  const [newer, setNewer] = useState<Newer>('beside')
  const [report, setReport] = useState<Awaited<ReturnType<typeof restore.run>>>(null)
  const failed = restore.failure ?? failure
  const change = (isOpen: boolean) => {
    onOpenChange(isOpen)
    if (!isOpen) setReport(null)
  }
  const run = async () => setReport(await restore.run({ id, newer }))
  const nothing = value !== null && isAllThere(value)
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t('restore.title')}
      closeLabel={t('restore.close')}
      footer={
        report ? (
          <Button onClick={() => change(false)}>{t('restore.close')}</Button>
        ) : (
          <>
            <Button
              variant="primary"
              disabled={value === null || nothing || restore.busy}
              onClick={() => void run()}
            >
              {t(restore.busy ? 'restore.working' : 'restore.now')}
            </Button>
            <Button onClick={() => change(false)}>{t('restore.cancel')}</Button>
          </>
        )
      }
    >
      <FailureLine failure={failed} />
      {value === null && !failure && (
        <Skeleton label={t('restore.looking')} shape="text" lines={4} />
      )}
      {report && <RestoreReportView report={report} />}
      {value && !report && <Plan detail={value} newer={newer} onNewer={setNewer} />}
    </Dialog>
  )
}

function isAllThere({ counts, git }: CopyDetail): boolean {
  const open = (counts.missing ?? 0) + (counts.replaceable ?? 0) + (counts.newer ?? 0)
  return open === 0 && git.every(({ state }) => state === 'same' || state === 'lost')
}

const states = ['missing', 'replaceable', 'same', 'newer', 'lost'] as const

interface PlanProps {
  readonly detail: CopyDetail
  readonly newer: Newer
  readonly onNewer: (newer: Newer) => void
}

function Plan({ detail, newer, onNewer }: PlanProps): ReactElement {
  const { counts, rows, git } = detail
  const said = states.filter((state) => (counts[state] ?? 0) > 0)
  const told = rows.filter(({ state }) => state !== 'same' && state !== 'newer')
  return (
    <>
      {isAllThere(detail) && <p>{t('restore.all-there')}</p>}
      <ul>
        {said.map((state) => (
          <li key={state} className={state === 'lost' ? 'loss-only' : undefined}>
            {t(`restore.${state}`, { count: counts[state] ?? 0 })}
          </li>
        ))}
        {git.map(({ what, state }) => (
          <li key={what}>
            <code>{what}</code> {gitWords(what, state)}
          </li>
        ))}
      </ul>
      {(counts.newer ?? 0) > 0 && (
        <div className="restore-part">
          <Paths rows={rows.filter(({ state }) => state === 'newer').slice(0, mostNewer)} />
          <RadioGroup
            label={t('restore.newer-choice')}
            value={newer}
            onValueChange={onNewer}
            options={[
              { value: 'beside', label: t('restore.beside') },
              { value: 'replace', label: t('restore.replace') },
            ]}
          />
        </div>
      )}
      {told.length > 0 && (
        <details className="restore-part">
          <summary>{t('restore.rows')}</summary>
          <Paths rows={told} />
        </details>
      )}
    </>
  )
}

const mostNewer = 20

function Paths({ rows }: Pick<CopyDetail, 'rows'>): ReactElement {
  return (
    <ul className="restore-list">
      {rows.map(({ path, state }) => (
        <li key={path} className={state === 'lost' ? 'loss-only' : undefined}>
          <bdi>{path}</bdi>
        </li>
      ))}
    </ul>
  )
}

function gitWords(what: string, state: CopyDetail['git'][number]['state']): string {
  return what === 'index' && state === 'newer'
    ? t('restore.git-newer-index')
    : t(`restore.git-${state}`)
}
