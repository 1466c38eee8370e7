import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { AuditFilter } from '../../shared/audit/model.ts'
import { useClient } from '../client/index.ts'
import { createRecordPages, type RecordPages, type RecordView } from './record-pages.ts'
import { useGathered } from './use-gathered.ts'

/** New entries are asked for together, this long after the first one was announced. */
const gatherMs = 250

/** The entries that match a filter, kept current. */
export interface Record extends RecordView {
  readonly loadMore: () => void
  readonly reload: () => void
  /** Puts newer entries that were held back at the top. */
  readonly showNewer: () => void
  readonly stopSearch: () => void
  readonly searchOn: () => void
}

/** Reads the record for a filter; newer entries are held back while `isReading` says that someone reads. */
export function useRecord(filter: AuditFilter, isReading: () => boolean): Record {
  const client = useClient()
  const key = JSON.stringify(filter)
  const pages: RecordPages = useMemo(
    () => createRecordPages(client, JSON.parse(key) as AuditFilter),
    [client, key],
  )
  useEffect(() => {
    void pages.load()
    return pages.stop
  }, [pages])
  const view = useSyncExternalStore(pages.subscribe, pages.view)
  // What another filter showed stays until the answer is there, so that nothing flickers.
  const [shown, setShown] = useState(view)
  if (view !== shown && (view.status !== 'loading' || shown.status !== 'ready')) setShown(view)

  const reading = useRef(isReading)
  useEffect(() => {
    reading.current = isReading
  })
  useGathered(gatherMs, () => void pages.loadNewer(reading.current()))
  const loadMore = useCallback(() => void pages.loadMore(), [pages])
  const { showNewer, stopSearch } = pages
  const searchOn = useCallback(() => void pages.searchOn(), [pages])
  const reload = () => void pages.load()
  return { ...shown, loadMore, reload, showNewer, stopSearch, searchOn }
}
