import { type ReactElement, useState } from 'react'
import type { Terminal } from '../../../shared/workspace/terminal-model.ts'
import { navigate, useApp } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { FailureLine } from '../../pieces/index.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { NewTerminal } from './new-terminal.tsx'
import { TerminalRow } from './terminal-list.tsx'
import { TerminalView } from './terminal-view.tsx'
import { useTerminals } from './use-terminals.ts'
import './terminals.css'

export interface TerminalsPageProps {
  /** Null for the newest, or none. */
  readonly terminalId: string | null
  /** A folder to begin with, from a link: a new terminal is wanted. */
  readonly folder: string | null
  /** A question that a terminal's agent asks; its terminal is shown. */
  readonly question: string | null
}

/** Terminals in project folders: which are open, a new one, and the one that is looked at. */
export function TerminalsPage(props: TerminalsPageProps): ReactElement {
  const { terminals, unavailable, failure } = useTerminals()
  const [isNew, setNew] = useState(props.folder !== null)
  const shown = useShown(props, terminals ?? [])
  const isClosed = props.terminalId !== null && terminals !== null && shown === null
  const wantsNew = isNew || terminals?.length === 0
  return (
    <main className="terminals-page" data-region="page">
      <PageHead
        title={t('terminal.title')}
        actions={
          !wantsNew && (
            <Button size="small" icon="plus" onClick={() => setNew(true)}>
              {t('terminal.new')}
            </Button>
          )
        }
      />
      {terminals !== null && terminals.length > 0 && (
        <nav className="terminals-tabs" aria-label={t('terminal.list')}>
          <ul onClickCapture={() => setNew(false)}>
            {terminals.map((terminal) => (
              <li key={terminal.id}>
                <TerminalRow
                  terminal={terminal}
                  isCurrent={!wantsNew && terminal.id === shown?.id}
                  asTab
                />
              </li>
            ))}
          </ul>
        </nav>
      )}
      <FailureLine failure={failure} />
      {terminals === null && failure === null && (
        <Skeleton label={t('terminal.opening')} shape="rows" lines={3} />
      )}
      {isClosed && !wantsNew && (
        <EmptyState
          title={t('terminal.gone')}
          actions={<Button onClick={() => navigate('/terminal')}>{t('terminal.list')}</Button>}
        >
          {t('terminal.gone-what')}
        </EmptyState>
      )}
      {wantsNew ? (
        <div className="terminals-new">
          {unavailable === null ? (
            <>
              {terminals?.length === 0 && (
                <EmptyState title={t('terminal.none')}>{t('terminal.none-what')}</EmptyState>
              )}
              <NewTerminal folder={props.folder} key={props.folder} />
            </>
          ) : (
            <EmptyState title={t('terminal.unavailable')}>
              {t('terminal.unavailable-what', { why: unavailable })}
            </EmptyState>
          )}
        </div>
      ) : (
        shown && <TerminalView terminal={shown} key={shown.id} />
      )}
    </main>
  )
}

/** The terminal of the address, of the question, or the one opened last. */
function useShown(
  { terminalId, question }: TerminalsPageProps,
  terminals: readonly Terminal[],
): Terminal | null {
  const asked = useApp(({ inbox }) => inbox.find(({ id }) => id === question)?.sessionId)
  if (terminalId !== null) return terminals.find(({ id }) => id === terminalId) ?? null
  const asking = terminals.find(({ guard }) => asked && guard?.sessions.includes(asked))
  return asking ?? terminals.at(-1) ?? null
}
