import { type ReactElement, useState } from 'react'
import type { AuditExport } from '../../shared/audit/explorer.ts'
import type { AuditFilter } from '../../shared/audit/model.ts'
import { useApp } from '../client/index.ts'
import { formatRange, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { RadioGroup } from '../ui/radio-group.tsx'
import { Select } from '../ui/select.tsx'
import type { RecordExport } from './use-export.ts'

export interface EvidenceDialogProps {
  /** The session it is about at first; null where none is named. */
  readonly session: string | null
  /** What the page shows, for its time. */
  readonly filter: AuditFilter
  readonly exported: RecordExport
  readonly onClose: () => void
}

type About = 'session' | 'time'

/** Chooses what a pack is about, and makes it. */
export function EvidenceDialog(props: EvidenceDialogProps): ReactElement {
  const { filter, exported, onClose } = props
  const sessions = useApp((app) => app.sessions)
  const first = props.session ?? filter.session ?? sessions[0]?.id ?? null
  const [session, setSession] = useState(first)
  const [about, setAbout] = useState<About>(first === null ? 'time' : 'session')
  const known = sessions.map(({ id, title }) => ({ value: id as string, label: title }))
  const isListed = session === null || known.some(({ value }) => value === session)
  const options = isListed ? known : [...known, { value: session, label: session }]
  const make = async () => {
    const what = scopeOf(about, session, filter)
    if (what && (await exported.start(what))) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('audit.evidence-title')}
      description={t('audit.evidence-what')}
      footer={
        <>
          <Button
            variant="primary"
            disabled={exported.busy || (about === 'session' && session === null)}
            onClick={() => void make()}
          >
            {t('audit.evidence-make')}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <div className="evidence-about">
        <RadioGroup
          label={t('audit.evidence-about')}
          value={about}
          onValueChange={setAbout}
          options={[
            {
              ...{ value: 'session', label: t('audit.evidence-session') },
              ...{ description: t('audit.evidence-others'), disabled: options.length === 0 },
            },
            { value: 'time', label: timeWords(filter), description: t('audit.evidence-whole') },
          ]}
        />
        {about === 'session' && (
          <Select
            label={t('audit.session')}
            value={session ?? undefined}
            onValueChange={setSession}
            options={options}
          />
        )}
        <FailureLine failure={exported.failure} />
      </div>
    </Dialog>
  )
}

function timeWords({ fromMs, toMs }: AuditFilter): string {
  if (fromMs === undefined && toMs === undefined) return t('audit.evidence-all')
  return t('audit.evidence-time', { range: formatRange(fromMs ?? 0, toMs ?? Date.now()) })
}

function scopeOf(about: About, session: string | null, filter: AuditFilter): AuditExport | null {
  if (about === 'session') return session === null ? null : { kind: 'session', session }
  return { kind: 'time', fromMs: filter.fromMs ?? 0, toMs: filter.toMs ?? Date.now() }
}
