import { type ReactElement, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { SessionId } from '../../../shared/kit/ids.ts'
import { useApp, useClient } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { VirtualList, type VirtualListHandle } from '../../ui/virtual-list.tsx'
import { ParagraphReader } from './paragraph-reader.tsx'
import { estimateRow, RowLine } from './row-line.tsx'
import { TranscriptContext } from './transcript-context.ts'
import { createTranscriptStore, type TranscriptStore } from './transcript-store.ts'
import { sentencesOf } from './trouble-line.tsx'
import { useShownQuestion } from './use-shown-question.ts'
import { useTurnKeys } from './use-turn-keys.ts'
import './transcript.css'

export interface TranscriptProps {
  readonly sessionId: SessionId
}

/** What happened in a session, newest at the end; older pages come when one scrolls up. */
export function Transcript({ sessionId }: TranscriptProps): ReactElement {
  const client = useClient()
  const store = useMemo(() => createTranscriptStore(client, sessionId), [client, sessionId])
  useEffect(() => {
    store.start()
    return store.stop
  }, [store])
  const view = useSyncExternalStore(store.subscribe, store.view)
  const lastSeq = useApp(({ sessions }) => sessions.find(({ id }) => id === sessionId)?.lastSeq)
  if (view.status === 'loading') {
    return (
      <div className="transcript-state">
        <Skeleton label={t('transcript.opening', { count: lastSeq ?? 0 })} shape="text" lines={5} />
      </div>
    )
  }
  if (view.status === 'failed') return <Failed store={store} />
  if (view.rows.length === 0) {
    return (
      <div className="transcript-state">
        <EmptyState title={t('transcript.empty')}>{t('transcript.empty-what')}</EmptyState>
      </div>
    )
  }
  return <Lines store={store} sessionId={sessionId} />
}

interface StoreProps {
  readonly store: TranscriptStore
}

function Failed({ store }: StoreProps): ReactElement {
  const [happened, ...kept] = sentencesOf(store.view().failure?.message ?? '')
  return (
    <div className="transcript-state">
      <ErrorState
        mark={{ kind: 'broke', label: t('turn.mark-broke') }}
        happened={happened || t('transcript.failed')}
        kept={kept.join(' ')}
        announce="polite"
        actions={<Button onClick={store.reload}>{t('app.try-again')}</Button>}
      />
    </div>
  )
}

function Lines({ store, sessionId }: StoreProps & TranscriptProps): ReactElement {
  const { rows, older } = useSyncExternalStore(store.subscribe, store.view)
  const workspace = useApp(({ sessions }) => sessions.find(({ id }) => id === sessionId)?.workspace)
  const list = useRef<VirtualListHandle>(null)
  const frame = useRef<HTMLDivElement>(null)
  const lastKey = rows.at(-1)?.key
  const surroundings = useMemo(
    () => ({
      store,
      session: { id: sessionId, workspace: workspace ?? '' },
      lastKey,
      stay: () => list.current?.stay(),
      takeFocus: () => list.current?.focus(),
    }),
    [store, sessionId, workspace, lastKey],
  )
  const onKeyDown = useTurnKeys({ rows, list, frame })
  useShownQuestion({ rows, list, frame })
  return (
    <TranscriptContext value={surroundings}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole transcript, whatever in it has focus */}
      <div className="transcript" ref={frame} onKeyDown={onKeyDown}>
        {older === 'loading' && <p className="transcript-older">{t('transcript.opening-older')}</p>}
        {older === 'failed' && (
          <p className="transcript-older" role="status">
            {t('transcript.older-failed')}{' '}
            <Button size="small" onClick={store.loadOlder}>
              {t('app.try-again')}
            </Button>
          </p>
        )}
        <VirtualList
          label={t('transcript.label')}
          role="log"
          follow
          count={rows.length}
          itemKey={(index) => rows[index]?.key ?? String(index)}
          estimatePx={(index) => estimateRow(rows[index])}
          renderItem={(index) => {
            const row = rows[index]
            return row && <RowLine row={row} />
          }}
          renderNewest={(go, missed) => (
            <Button size="small" icon="arrow-down" onClick={go}>
              {missed > 0
                ? t('transcript.newest-missed', { count: missed })
                : t('transcript.newest')}
            </Button>
          )}
          paddingStartPx={20}
          paddingEndPx={16}
          onReachStart={older === 'some' ? store.loadOlder : undefined}
          handle={list}
          className="transcript-scroll"
          innerClassName="transcript-inner"
        />
        <ParagraphReader store={store} />
      </div>
    </TranscriptContext>
  )
}
