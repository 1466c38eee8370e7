import { type ReactElement, useState } from 'react'
import type { TerminalRun } from '../../../shared/workspace/terminal-model.ts'
import { navigate, useApp, useCommand, useQuery } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { FailureLine } from '../../pieces/index.ts'
import { Button } from '../../ui/button.tsx'
import { FolderChoice } from '../folder-choice.tsx'
import { TrustDialog } from '../trust-dialog.tsx'

/** A terminal is opened with the usual size and takes on that of its place at once. */
const firstSize = { cols: 100, rows: 30 } as const

/** A folder, and what shall run in it. */
export function NewTerminal({ folder }: { readonly folder: string | null }): ReactElement {
  const last = useApp(({ sessions }) =>
    sessions.findLast(({ agent, workspaceMissing }) => agent !== 'rehearsal' && !workspaceMissing),
  )
  const [path, setPath] = useState(folder ?? last?.workspace ?? '')
  const [isLooking, setLooking] = useState(false)
  const inspected = useQuery('workspace.inspect', path === '' ? null : { path })
  const workspace = path === '' || inspected.failure ? null : inspected.value
  const open = useCommand('terminals.open')
  const isUndecided = workspace?.trust === 'undecided' || workspace?.trust === 'changed'
  const start = async (run: TerminalRun) => {
    if (workspace === null) return
    const opened = await open.run({ folder: workspace.path, run, ...firstSize })
    if (opened !== null) navigate(`/terminal/${opened.id}`)
  }
  const button = (run: TerminalRun) => (
    <div className="new-terminal-way">
      <Button
        variant={run === 'claude' ? 'primary' : 'default'}
        disabled={workspace === null || isUndecided || open.busy}
        onClick={() => void start(run)}
      >
        {t(`terminal.run-${run}`)}
      </Button>
      <p>{t(`terminal.${run}-what`)}</p>
    </div>
  )
  return (
    <section className="new-terminal" aria-label={t('terminal.new')}>
      <h2 className="new-terminal-part">{t('terminal.folder')}</h2>
      <FolderChoice
        path={path}
        onChoose={setPath}
        inspected={inspected}
        onLook={() => setLooking(true)}
      />
      <FailureLine failure={open.failure} />
      {isUndecided && <p className="new-terminal-undecided">{t('terminal.undecided')}</p>}
      {button('claude')}
      {button('shell')}
      {workspace && (
        <TrustDialog
          workspace={workspace}
          open={isLooking}
          onOpenChange={setLooking}
          onDecided={inspected.reload}
        />
      )}
    </section>
  )
}
