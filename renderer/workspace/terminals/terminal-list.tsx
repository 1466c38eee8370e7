import type { ReactElement } from 'react'
import type { Terminal } from '../../../shared/workspace/terminal-model.ts'
import { navigate } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Mark, type MarkKind } from '../../ui/mark.tsx'
import { terminalName, useQuestionsOf, useTerminals } from './use-terminals.ts'
import './terminals.css'

export interface TerminalListProps {
  /** The terminal that the page shows; null for another page. */
  readonly current: string | null
  /** How the page of terminals is reached by keys. */
  readonly keys: readonly string[]
}

/** The way to the terminals, and those that are open, with their state. */
export function TerminalList({ current, keys }: TerminalListProps): ReactElement {
  const { terminals } = useTerminals()
  return (
    <section className="terminal-list" aria-label={t('terminal.list')}>
      <button type="button" className="terminal-list-open" onClick={() => navigate('/terminal')}>
        <Icon name="terminal" sizePx={14} />
        <span>{t('terminal.open-page')}</span>
        <Kbd keys={keys} />
      </button>
      {terminals !== null && terminals.length > 0 && (
        <ul>
          {terminals.map((terminal) => (
            <li key={terminal.id}>
              <TerminalRow terminal={terminal} isCurrent={terminal.id === current} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export interface TerminalRowProps {
  readonly terminal: Terminal
  readonly isCurrent: boolean
  readonly asTab?: boolean
}

/** One terminal: its mark, its name, and its state in words where it is not simply running. */
export function TerminalRow({ terminal, isCurrent, asTab }: TerminalRowProps): ReactElement {
  const { mark, words } = useStateOf(terminal)
  const isQuiet = words === t('terminal.running')
  return (
    <button
      type="button"
      className={classNames('terminal-row', asTab && 'terminal-row-tab')}
      aria-current={isCurrent ? 'page' : undefined}
      title={terminal.folder}
      onClick={() => navigate(`/terminal/${terminal.id}`)}
    >
      <Mark kind={mark} label={isQuiet ? words : ''} />
      <span className="terminal-row-name">{terminalName(terminal)}</span>
      {!isQuiet && <span className="terminal-row-state">{words}</span>}
    </button>
  )
}

function useStateOf(terminal: Terminal): { readonly mark: MarkKind; readonly words: string } {
  const asked = useQuestionsOf(terminal)
  const { state } = terminal
  if (asked.length > 0) return { mark: 'waiting-elsewhere', words: t('terminal.waiting') }
  return state.status === 'running'
    ? { mark: 'rule', words: t('terminal.running') }
    : { mark: 'idle', words: endWords(state) }
}

/** How a terminal ended, in words. */
export function endWords(state: Extract<Terminal['state'], { status: 'ended' }>): string {
  return state.signal === null
    ? t('terminal.ended-code', { code: String(state.code ?? 0) })
    : t('terminal.ended-signal', { signal: String(state.signal) })
}
