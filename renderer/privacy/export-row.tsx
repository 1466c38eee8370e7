import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { ExportStatus } from '../../shared/privacy/model.ts'
import { type Client, useApp, useClient, useCommand, useQuery } from '../client/index.ts'
import { formatBytes, formatNumber, t } from '../messages/index.ts'
import { FailureLine, saveFile } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Meter } from '../ui/meter.tsx'
import { SettingRow } from '../ui/setting-row.tsx'

type Done = Extract<ExportStatus, { status: 'done' }>

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}

/** Fetches an archive part by part and hands it to the browser; false when it is not there any more. */
async function fetchArchive(client: Client, { id, name }: Done): Promise<boolean> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let offset = 0
  for (let isMore = true; isMore; ) {
    const part = await client.call('privacy.readExport', { id, offset })
    if (!part.ok) return false
    parts.push(bytesOf(part.value.base64))
    isMore = part.value.next !== null
    offset = part.value.next ?? offset
  }
  saveFile(name, parts, 'application/zip')
  await client.call('privacy.dropExport', {})
  return true
}

/** Exporting everything: to a folder from the window, as a download from the browser. */
export function ExportRow(): ReactElement {
  const host = useApp((app) => app.host)
  const told = useApp((app) => app.dataExport)
  const asked = useQuery('privacy.exportStatus', {})
  const start = useCommand('privacy.startExport')
  const cancel = useCommand('privacy.cancelExport')
  const fetched = useFetched(told)
  const status = told ?? asked.value
  const isRunning = status?.status === 'running'
  const to = host === 'desktop' ? 'folder' : 'download'
  return (
    <>
      <SettingRow
        name="export-all"
        title={t('privacy.export')}
        description={t('privacy.export-what')}
      >
        {isRunning ? (
          <Button onClick={() => void cancel.run({})}>{t('privacy.export-stop')}</Button>
        ) : (
          <Button disabled={start.busy} onClick={() => void start.run({ to })}>
            {t('privacy.export-do')}
          </Button>
        )}
      </SettingRow>
      <FailureLine failure={start.failure} />
      {status && <Outcome status={status} fetched={fetched} />}
    </>
  )
}

/** Fetches what was made for this page, once, and keeps saying so afterwards. */
function useFetched(told: ExportStatus | null): Done | null {
  const client = useClient()
  const [fetched, setFetched] = useState<Done | null>(null)
  const begun = useRef('')
  useEffect(() => {
    if (told?.status === 'running') setFetched(null)
    if (told?.status !== 'done' || told.path !== null || begun.current === told.id) return
    begun.current = told.id
    void fetchArchive(client, told).then((isThere) => isThere && setFetched(told))
  }, [client, told])
  return fetched
}

interface OutcomeProps {
  readonly status: ExportStatus
  readonly fetched: Done | null
}

function Outcome({ status, fetched }: OutcomeProps): ReactElement | null {
  switch (status.status) {
    case 'running': {
      const { files, totalFiles, bytes, totalBytes } = status
      const size = formatBytes(bytes)
      const total = formatNumber(totalFiles)
      return (
        <Meter
          share={totalBytes === 0 ? 0 : bytes / totalBytes}
          label={t('privacy.export-label')}
          valueText={t('privacy.export-progress', { files: formatNumber(files), total, size })}
          width="fill"
        />
      )
    }
    case 'failed':
      return <FailureLine failure={status.failure} />
    case 'done':
      return <DoneLine done={status} />
    case 'idle':
      return fetched && <DoneLine done={fetched} />
  }
}

function DoneLine({ done }: { readonly done: Done }): ReactElement {
  const { files: count, bytes, name, path, leftOut } = done
  const size = formatBytes(bytes)
  return (
    <p className="privacy-receipt" role="status">
      {path === null ? (
        t('privacy.export-fetched', { count, size, name })
      ) : (
        <>
          {t('privacy.export-saved', { count, size })} <code>{path}</code>
        </>
      )}{' '}
      {leftOut.length > 0 && t('privacy.export-left', { count: leftOut.length })}
    </p>
  )
}
