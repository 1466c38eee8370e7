import { type ReactElement, useState } from 'react'
import type { AuditReport } from '../../shared/audit/model.ts'
import { leastRecordMegabytes } from '../../shared/settings/model.ts'
import { useApp, useCommand, useMinute } from '../client/index.ts'
import { formatMoment, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Seal, type SealProps } from '../ui/seal.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SettingRow } from '../ui/setting-row.tsx'
import { OwnSettingRow } from './own-setting-row.tsx'
import { useSettings } from './use-settings.ts'
import './record-panel.css'

const usualDays = 90
const usualMegabytes = 1_000

/** How long the record is kept, and whether its chain holds. */
export function RecordPanel(): ReactElement {
  const { settings, failure, change } = useSettings()
  const days = settings.auditRetentionDays
  return (
    <>
      <FailureLine failure={failure} />
      <OwnSettingRow
        name="keep-record"
        setting="auditRetentionDays"
        title={t('record.keep')}
        description={t('record.keep-what')}
      >
        <Segmented
          label={t('record.keep')}
          value={days === null ? 'all' : 'days'}
          onValueChange={(kept) =>
            void change({ auditRetentionDays: kept === 'all' ? null : usualDays })
          }
          options={[
            { value: 'all', label: t('record.keep-all') },
            { value: 'days', label: t('record.keep-days') },
          ]}
        />
        {days !== null && (
          <Amount
            key={days}
            saved={days}
            range={[1, 3_650]}
            words={{
              label: 'record.days',
              unit: 'record.days-unit',
              invalid: 'record.days-invalid',
            }}
            onSave={(auditRetentionDays) => void change({ auditRetentionDays })}
          />
        )}
      </OwnSettingRow>
      <SizeLimit />
      <Chain />
    </>
  )
}

/** How much the record may take. */
function SizeLimit(): ReactElement {
  const { settings, change } = useSettings()
  const megabytes = settings.auditRetentionMegabytes
  return (
    <OwnSettingRow
      name="limit-record"
      setting="auditRetentionMegabytes"
      title={t('record.limit')}
      description={t('record.limit-what')}
    >
      <Segmented
        label={t('record.limit')}
        value={megabytes === null ? 'none' : 'some'}
        onValueChange={(limit) =>
          void change({ auditRetentionMegabytes: limit === 'none' ? null : usualMegabytes })
        }
        options={[
          { value: 'none', label: t('record.no-limit') },
          { value: 'some', label: t('record.limit-some') },
        ]}
      />
      {megabytes !== null && (
        <Amount
          key={megabytes}
          saved={megabytes}
          range={[leastRecordMegabytes, 1_000_000]}
          words={{
            label: 'record.megabytes',
            unit: 'privacy.megabytes-unit',
            invalid: 'record.megabytes-invalid',
          }}
          onSave={(auditRetentionMegabytes) => void change({ auditRetentionMegabytes })}
        />
      )}
    </OwnSettingRow>
  )
}

interface AmountProps {
  readonly saved: number
  readonly range: readonly [least: number, most: number]
  readonly words: {
    readonly label: 'record.days' | 'record.megabytes'
    readonly unit: 'record.days-unit' | 'privacy.megabytes-unit'
    readonly invalid: 'record.days-invalid' | 'record.megabytes-invalid'
  }
  readonly onSave: (amount: number) => void
}

function Amount({ saved, range: [least, most], words, onSave }: AmountProps): ReactElement {
  const [text, setText] = useState(String(saved))
  const amount = Number(text)
  const isValid = Number.isInteger(amount) && amount >= least && amount <= most
  return (
    <form
      className="record-panel-days"
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) onSave(amount)
      }}
    >
      <Field
        label={t(words.label)}
        labelHidden
        inputMode="numeric"
        value={text}
        onValueChange={setText}
        trailing={t(words.unit)}
        error={isValid ? undefined : t(words.invalid)}
      />
      {isValid && amount !== saved && <Button type="submit">{t('settings.save')}</Button>}
    </form>
  )
}

const sealOf: Readonly<Record<AuditReport['status'], SealProps['status']>> = {
  intact: 'verified',
  empty: 'unknown',
  unconfirmed: 'broken',
  broken: 'broken',
  truncated: 'broken',
}

function reportWords(report: AuditReport): string {
  if (report.status === 'empty') return t('record.empty')
  const entry = report.lastEntry
  if (report.status === 'intact') return t('record.intact', { entry })
  if (report.status === 'unconfirmed') {
    return t('audit.seal-unconfirmed', { entry: report.doubt?.n ?? entry })
  }
  const holds = report.first ? Math.max(0, report.first.entry - 1) : entry
  return report.status === 'broken'
    ? t('record.broken', { entry: holds })
    : t('record.truncated', { entry: holds })
}

function Chain(): ReactElement {
  const kept = useApp(({ audit }) => audit.report)
  const verify = useCommand('audit.verify')
  const [fresh, setFresh] = useState<AuditReport | null>(null)
  const report = fresh && (!kept || fresh.checkedAt >= kept.checkedAt) ? fresh : kept
  const check = async () => {
    const found = await verify.run({})
    if (found) setFresh(found)
  }
  return (
    <>
      <SettingRow
        name="verify-record"
        title={t('record.verify')}
        description={t('record.verify-what')}
      >
        <ChainSeal report={report} isChecking={verify.busy} />
        <Button disabled={verify.busy} onClick={() => void check()}>
          {verify.busy ? t('record.verifying') : t('record.verify-now')}
        </Button>
      </SettingRow>
      <FailureLine failure={verify.failure} />
      {report && <ReportFacts report={report} />}
    </>
  )
}

interface ChainSealProps {
  readonly report: AuditReport | null
  readonly isChecking: boolean
}

function ChainSeal({ report, isChecking }: ChainSealProps): ReactElement {
  const nowMs = useMinute()
  if (isChecking) {
    return (
      <Seal status="checking" markLabel="">
        {t('record.verifying')}
      </Seal>
    )
  }
  if (report === null) {
    return (
      <Seal status="unknown" markLabel="">
        {t('record.not-checked')}
      </Seal>
    )
  }
  const time = formatMoment(report.checkedAt, nowMs)
  return (
    <Seal status={sealOf[report.status]} markLabel="" detail={t('record.checked-at', { time })}>
      {reportWords(report)}
    </Seal>
  )
}

function ReportFacts({ report }: { readonly report: AuditReport }): ReactElement {
  const { entries, segments, head, first, signedTo } = report
  return (
    <p className="record-panel-facts" role="status">
      {t('record.entries', { count: entries })} {t('record.size', { count: segments })}.{' '}
      {entries > 0 && t(`record.head-${head}`)}{' '}
      {signedTo !== undefined && t('record.head-signed-to', { entry: signedTo })}{' '}
      {first && t('record.problem', { line: first.line, file: first.file, problem: first.problem })}
    </p>
  )
}
