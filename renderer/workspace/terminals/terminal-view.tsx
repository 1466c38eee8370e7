import { type ReactElement, type ReactNode, useRef, useState } from 'react'
import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { Purse, Terminal } from '../../../shared/workspace/terminal-model.ts'
import { copyText, navigate, useCommand, useConnection } from '../../client/index.ts'
import { InboxCard } from '../../inbox/index.ts'
import { formatClock, t } from '../../messages/index.ts'
import { FailureLine } from '../../pieces/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { FindField } from './find-field.tsx'
import { LinkDialog } from './link-dialog.tsx'
import type { Screen } from './open-screen.ts'
import { endWords } from './terminal-list.tsx'
import { TerminalScreen } from './terminal-screen.tsx'
import { terminalName, useQuestionsOf } from './use-terminals.ts'

/** What the program in a terminal said of itself since it is shown; data, not facts. */
interface Said {
  readonly title: string
  /** Milliseconds since the epoch; null while it has not rung. */
  readonly rangAt: number | null
}

/** One terminal: what holds for it, its agent's questions, and its screen. */
export function TerminalView({ terminal }: { readonly terminal: Terminal }): ReactElement {
  const screen = useRef<Screen | null>(null)
  const [said, setSaid] = useState<Said>({ title: '', rangAt: null })
  const [link, setLink] = useState<string | null>(null)
  const [isFinding, setFinding] = useState(false)
  const [isReader, setReader] = useState(false)
  const [isCut, setCut] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const asked = useQuestionsOf(terminal)
  const copy = () => void copyText(screen.current?.selection() ?? '')
  const paste = async () => {
    const text = await navigator.clipboard.readText().catch(() => '')
    screen.current?.paste(text)
    screen.current?.focus()
  }
  return (
    <section className="terminal-view" aria-label={terminalName(terminal)}>
      <Facts terminal={terminal} said={said} isCut={isCut}>
        <IconButton icon="search" label={t('terminal.find')} onClick={() => setFinding(true)} />
        <Menu
          align="end"
          trigger={<IconButton icon="more" label={t('terminal.actions')} />}
          items={[
            { kind: 'action', id: 'copy', label: t('terminal.copy'), icon: 'copy', onSelect: copy },
            {
              ...{ kind: 'action', id: 'paste', label: t('terminal.paste') },
              onSelect: () => void paste(),
            },
            {
              ...{ kind: 'action', id: 'folder', label: t('terminal.copy-folder') },
              onSelect: () => void copyText(terminal.folder),
            },
            { kind: 'separator', id: 'line' },
            {
              ...{ kind: 'action', id: 'reader', label: t('terminal.reader') },
              ...(isReader ? { icon: 'eye' } : {}),
              onSelect: () => setReader(!isReader),
            },
          ]}
        />
        <CloseButton terminal={terminal} />
      </Facts>
      <FailureLine failure={failure} />
      {asked.length > 0 && (
        <div className="terminal-asked">
          <h2>{t(isOnlyThere(asked) ? 'terminal.waits-there' : 'terminal.waits-here')}</h2>
          {asked.map((item) => (
            <InboxCard key={item.id} item={item} onToTerminal={() => screen.current?.focus()} />
          ))}
        </div>
      )}
      {isFinding && (
        <FindField
          find={(text, way) => screen.current?.find(text, way) ?? false}
          onLeave={() => {
            setFinding(false)
            screen.current?.focus()
          }}
        />
      )}
      <TerminalScreen
        terminal={terminal}
        screen={screen}
        isReader={isReader}
        onTitle={(title) => setSaid((now) => ({ ...now, title }))}
        onBell={() => setSaid((now) => ({ ...now, rangAt: Date.now() }))}
        onLink={setLink}
        onCut={setCut}
        onFailed={setFailure}
        onAction={(action) => {
          if (action === 'copy') copy()
          if (action === 'paste') void paste()
          if (action === 'find') setFinding(true)
        }}
      />
      <LinkDialog address={link} onClose={() => setLink(null)} />
    </section>
  )
}

const isOnlyThere = (asked: readonly InboxItem[]) =>
  asked.every(({ body }) => body.kind === 'at-terminal')

interface FactsProps {
  readonly terminal: Terminal
  readonly said: Said
  readonly isCut: boolean
  readonly children: ReactNode
}

function Facts({ terminal, said, isCut, children }: FactsProps): ReactElement {
  const { folder, state, guard } = terminal
  return (
    <header className="terminal-facts">
      <code className="terminal-folder">{folder}</code>
      <p className="terminal-words">
        {state.status === 'ended' && <b>{endWords(state)}</b>}
        <GuardWords guard={guard} />
        {guard !== null && <span>{purseWords(guard.purse)}</span>}
        {said.title !== '' && (
          <span>
            {t('terminal.calls-itself')} <code>{said.title}</code>
          </span>
        )}
        {said.rangAt !== null && (
          <span>{t('terminal.rang', { time: formatClock(said.rangAt) })}</span>
        )}
        {isCut && <span>{t('terminal.cut')}</span>}
        <span>{t('terminal.how-to-leave')}</span>
      </p>
      <div className="terminal-actions">{children}</div>
    </header>
  )
}

function GuardWords({ guard }: { readonly guard: Terminal['guard'] }): ReactElement {
  const { status } = useConnection()
  // Nobody who guards can be reached: what was known last may be over.
  if (status === 'offline' || status === 'silent') return <b>{t('terminal.guard-unknown')}</b>
  if (guard === null) return <span>{t('terminal.guard-none')}</span>
  return guard.since === null ? (
    <span title={t('terminal.guard-awaited-what')}>{t('terminal.guard-awaited')}</span>
  ) : (
    <span>{t('terminal.guard-since', { time: formatClock(guard.since) })}</span>
  )
}

function purseWords(purse: Purse): string {
  switch (purse.kind) {
    case 'subscription':
      return purse.plan === null
        ? t('terminal.purse-subscription-bare')
        : t('terminal.purse-subscription', { plan: purse.plan })
    case 'api-key':
      return purse.source === null
        ? t('terminal.purse-key-bare')
        : t('terminal.purse-key', { source: purse.source })
    case 'other':
      return t('terminal.purse-other', { method: purse.method })
    case 'none':
      return t('terminal.purse-none')
    case 'unknown':
      return t('terminal.purse-unknown')
  }
}

/** One that has ended goes at once; one that runs is asked about. */
function CloseButton({ terminal }: { readonly terminal: Terminal }): ReactElement {
  const [isAsking, setAsking] = useState(false)
  const close = useCommand('terminals.close')
  const closeIt = async () => {
    await close.run({ terminalId: terminal.id })
    navigate('/terminal')
  }
  const isRunning = terminal.state.status === 'running'
  return (
    <>
      <Button
        size="small"
        disabled={close.busy}
        onClick={() => (isRunning ? setAsking(true) : void closeIt())}
      >
        {t('terminal.close')}
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('terminal.close-title')}
        description={t('terminal.close-what')}
        closeLabel={t('app.close')}
        footer={
          <>
            <Button variant="stop" disabled={close.busy} onClick={() => void closeIt()}>
              {t('terminal.close-it')}
            </Button>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </Button>
          </>
        }
      />
    </>
  )
}
