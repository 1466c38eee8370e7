import { useEffect, useRef, useState } from 'react'
import type { AuditExport, AuditExportStatus } from '../../shared/audit/explorer.ts'
import type { OutputOf } from '../../shared/contract.ts'
import type { Failure } from '../../shared/kit/failure.ts'
import type { Result } from '../../shared/kit/result.ts'
import {
  type Client,
  useApp,
  useAppEvent,
  useClient,
  useCommand,
  useQuery,
} from '../client/index.ts'
import { saveFile } from '../pieces/index.ts'

type Outcome = Result<OutputOf<'audit.readExport'>, Failure>
type Done = Extract<AuditExportStatus, { status: 'done' }>

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))

/** Fetches a file part by part and hands it to the browser; false when it is not there any more. */
async function fetchFile(client: Client, { id, name }: Done): Promise<boolean> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let offset: number | null = 0
  while (offset !== null) {
    const part: Outcome = await client.call('audit.readExport', { id, offset })
    if (!part.ok) return false
    parts.push(bytesOf(part.value.base64))
    offset = part.value.next
  }
  saveFile(name, parts, 'application/octet-stream')
  await client.call('audit.dropExport', {})
  return true
}

/** An export of the record from this page. */
export interface RecordExport {
  readonly status: AuditExportStatus | null
  /** What was fetched for this page last. */
  readonly fetched: Done | null
  readonly failure: Failure | null
  readonly busy: boolean
  start(what: AuditExport): Promise<boolean>
  cancel(): void
  /** Takes the line about the last one away. */
  hide(): void
}

/** Exports to a folder from the window, as a download from the browser. */
export function useExport(): RecordExport {
  const client = useClient()
  const host = useApp((app) => app.host)
  const asked = useQuery('audit.exportStatus', {})
  const start = useCommand('audit.startExport')
  const [told, setTold] = useState<AuditExportStatus | null>(null)
  const [fetched, setFetched] = useState<Done | null>(null)
  const begun = useRef('')
  useAppEvent('audit.exportChanged', setTold)
  useEffect(() => {
    if (told?.status === 'running') setFetched(null)
    if (told?.status !== 'done' || told.path !== null || begun.current === told.id) return
    begun.current = told.id
    void fetchFile(client, told).then((isThere) => isThere && setFetched(told))
  }, [client, told])
  return {
    status: told ?? asked.value,
    fetched,
    failure: start.failure,
    busy: start.busy,
    start: async (what) =>
      (await start.run({ what, to: host === 'desktop' ? 'folder' : 'download' })) !== null,
    cancel: () => void client.call('audit.cancelExport', {}),
    hide() {
      setFetched(null)
      setTold({ status: 'idle' })
      void client.call('audit.dropExport', {})
    },
  }
}
