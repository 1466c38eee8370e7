import { type ReactElement, useState } from 'react'
import type { CredentialStatus } from '../../shared/credentials/model.ts'
import { useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { credentialWords, keychainWords } from './credential-words.ts'
import { RemoveKeyDialog } from './remove-key-dialog.tsx'
import { StoreKeyDialog } from './store-key-dialog.tsx'
import './credentials-panel.css'

/** Every secret the app keeps for the person, by name and state; never a value. */
export function CredentialsPanel(): ReactElement {
  const credentials = useApp((app) => app.credentials)
  return (
    <>
      <section className="credentials-keychain">
        <Icon name="lock" sizePx={18} />
        <div>
          <b>{t('credentials.keychain')}</b>
          <p>{keychainWords(credentials[0])}</p>
          {credentials[0]?.detail && <p>{credentials[0].detail}</p>}
        </div>
      </section>
      <Table
        label={t('settings.section-credentials')}
        rows="tall"
        widths={[undefined, '26%', '24%', '200px']}
      >
        <TableHead>
          <TableHeader>{t('credentials.name')}</TableHeader>
          <TableHeader>{t('credentials.used-by')}</TableHeader>
          <TableHeader>{t('credentials.state')}</TableHeader>
          <TableHeader hidden>{t('credentials.action')}</TableHeader>
        </TableHead>
        <TableBody>
          {credentials.map((credential) => (
            <CredentialRow key={credential.name} credential={credential} />
          ))}
        </TableBody>
      </Table>
      <Meanings />
    </>
  )
}

function CredentialRow({ credential }: { readonly credential: CredentialStatus }): ReactElement {
  const { name, status } = credential
  const [open, setOpen] = useState<'store' | 'remove' | null>(null)
  const { mark, words, isWrong } = credentialWords(credential)
  const isStored = status === 'stored'
  const close = (isOpen: boolean) => !isOpen && setOpen(null)
  return (
    <TableRow>
      <TableCell tone="strong" second={t(`credentials.${name}-what`)}>
        {t(`credentials.${name}`)}
      </TableCell>
      <TableCell>{t('credentials.agent')}</TableCell>
      <TableCell>
        <Tag mark={mark} tone={isWrong ? 'stop' : 'neutral'}>
          {words}
        </Tag>
      </TableCell>
      <TableCell align="end">
        <span className="credentials-actions">
          <Button size="small" onClick={() => setOpen('store')}>
            {isStored ? t('credentials.replace') : t('credentials.store')}
          </Button>
          {isStored && (
            <Button size="small" variant="quiet" onClick={() => setOpen('remove')}>
              {t('credentials.remove')}
            </Button>
          )}
        </span>
        <StoreKeyDialog credential={credential} open={open === 'store'} onOpenChange={close} />
        <RemoveKeyDialog name={name} open={open === 'remove'} onOpenChange={close} />
      </TableCell>
    </TableRow>
  )
}

const meanings = [
  ['stored', 'ok'],
  ['locked', 'paused'],
  ['missing', 'idle'],
  ['unavailable', 'offline'],
] as const satisfies readonly (readonly [CredentialStatus['status'], MarkKind])[]

function Meanings(): ReactElement {
  return (
    <section className="credentials-meanings" aria-labelledby="credentials-meanings-title">
      <h2 id="credentials-meanings-title">{t('credentials.meaning')}</h2>
      <ul>
        {meanings.map(([status, mark]) => (
          <li key={status}>
            <Mark kind={mark} label="" />
            <b>{t(`credentials.means-${status}`)}</b>
            <p>{t(`credentials.means-${status}-what`)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
