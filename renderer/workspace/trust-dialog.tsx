import type { ReactElement } from 'react'
import type { Workspace, WorkspaceFinding } from '../../shared/workspace/model.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Well } from '../ui/well.tsx'
import './trust-dialog.css'

export interface TrustDialogProps {
  readonly workspace: Workspace
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  /** The decision is kept; the folder is to be looked at anew. */
  readonly onDecided: () => void
}

/** Shows exactly what the folder's own settings would run and when; the person lets them apply or leaves them out. */
export function TrustDialog(props: TrustDialogProps): ReactElement {
  const { workspace, open, onOpenChange, onDecided } = props
  const { name, path, trust: before, findings, fingerprint } = workspace
  const decide = useCommand('workspace.decideTrust')
  const isChanged = before === 'changed'
  const choose = async (trust: 'trusted' | 'limited') => {
    const decided = await decide.run({ path, trust, fingerprint })
    if (decided !== null) onOpenChange(false)
    onDecided()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="large"
      title={isChanged ? t('trust.changed-title', { name }) : t('trust.title', { name })}
      description={isChanged ? t('trust.changed-what') : t('trust.what')}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button disabled={decide.busy} onClick={() => void choose('limited')}>
            {t('trust.limit')}
          </Button>
          <Button disabled={decide.busy} onClick={() => void choose('trusted')}>
            {t('trust.trust')}
          </Button>
          <span className="trust-dialog-effect">{t('trust.limit-effect')}</span>
        </>
      }
    >
      {decide.failure && (
        <Banner
          tone="stop"
          mark={{ kind: 'denied', label: t('app.mark-refused') }}
          title={decide.failure.message}
          announce="polite"
        />
      )}
      <ul className="trust-dialog-findings">
        {findings.map((finding) => (
          <Finding
            key={`${finding.file} ${finding.kind} ${finding.when} ${finding.what}`}
            finding={finding}
          />
        ))}
      </ul>
    </Dialog>
  )
}

function Finding({ finding }: { readonly finding: WorkspaceFinding }): ReactElement {
  const { file, kind, when, what } = finding
  return (
    <li className="trust-dialog-finding">
      <p>
        <b>{t(`trust.kind-${kind}`)}</b> <span>{when}</span> <code>{file}</code>
      </p>
      <Well label={t('trust.exact', { file })} text={what} size="small" />
    </li>
  )
}
