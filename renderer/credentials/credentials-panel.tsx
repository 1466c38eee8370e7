import { type ReactElement, useState } from 'react'
import type { CredentialStatus, CredentialStores } from '../../shared/credentials/model.ts'
import { useApp, useMinute } from '../client/index.ts'
import { formatMoment, t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { credentialWords } from './credential-words.ts'
import { keyTarget } from './key-target.ts'
import { RemoveKeyDialog } from './remove-key-dialog.tsx'
import { SealedFileRow } from './sealed-file-row.tsx'
import { StoreKeyDialog } from './store-key-dialog.tsx'
import { TestKey } from './test-key.tsx'
import './credentials-panel.css'

/** Every secret the app keeps for the person, by name and state; never a value. */
export function CredentialsPanel(): ReactElement {
  const credentials = useApp((app) => app.credentials)
  const stores = useApp((app) => app.credentialStores)
  return (
    <>
      <section className="credentials-place" data-setting="keychain">
        <Icon name="lock" sizePx={18} />
        <div>
          <b>{t('credentials.keychain')}</b>
          <p>{keychainWords(stores)}</p>
          {stores.detail && (
            <details className="credentials-details">
              <summary>{t('credentials.details')}</summary>
              <code>{stores.detail}</code>
            </details>
          )}
        </div>
      </section>
      <SealedFileRow stores={stores} />
      <div data-setting="api-key">
        <Table
          label={t('settings.section-credentials')}
          rows="tall"
          widths={[undefined, '21%', '25%', '240px']}
        >
          <TableHead>
            <TableHeader>{t('credentials.name')}</TableHeader>
            <TableHeader>{t('credentials.used-by')}</TableHeader>
            <TableHeader>{t('credentials.state')}</TableHeader>
            <TableHeader hidden>{t('credentials.action')}</TableHeader>
          </TableHead>
          <TableBody>
            {credentials.map((credential) => (
              <CredentialRow
                key={credential.name}
                credential={credential}
                keychainDetail={stores.detail}
              />
            ))}
          </TableBody>
        </Table>
      </div>
      <Meanings />
    </>
  )
}

/** What the keychain does, or what is used in its place. */
function keychainWords(stores: CredentialStores): string {
  const { keychain } = stores
  if (keychain !== 'unavailable') return t(`credentials.keychain-${keychain}`)
  switch (keyTarget(stores)) {
    case 'file':
      return t('credentials.instead-file')
    case 'closed-file':
      return t('credentials.instead-closed-file')
    default:
      return t('credentials.instead-memory')
  }
}

interface CredentialRowProps {
  readonly credential: CredentialStatus
  /** What the card of the keychain says already. */
  readonly keychainDetail: string
}

function CredentialRow({ credential, keychainDetail }: CredentialRowProps): ReactElement {
  const { name, status, where } = credential
  const [open, setOpen] = useState<'store' | 'remove' | null>(null)
  const { mark, words } = credentialWords(credential)
  const nowMs = useMinute()
  const isStored = status === 'stored'
  const isSaidAbove = credential.detail !== '' && credential.detail === keychainDetail
  const secondLine = isSaidAbove
    ? t('credentials.keychain-silent')
    : timesText(credential, nowMs) || undefined
  const close = (isOpen: boolean) => !isOpen && setOpen(null)
  return (
    <TableRow>
      <TableCell tone="strong" second={t(`credentials.${name}-what`)}>
        {t(`credentials.${name}`)}
      </TableCell>
      <TableCell head={t('credentials.used-by')}>{t('credentials.agent')}</TableCell>
      <TableCell head={t('credentials.state')} second={secondLine}>
        <Tag mark={mark}>{words}</Tag>
      </TableCell>
      <TableCell align="end">
        <span className="credentials-actions">
          {isStored && <TestKey name={name} />}
          <Button size="small" onClick={() => setOpen('store')}>
            {isStored ? t('credentials.replace') : t('credentials.store')}
          </Button>
          {where !== 'nowhere' && (
            <Button size="small" variant="quiet" onClick={() => setOpen('remove')}>
              {t('credentials.remove')}
            </Button>
          )}
        </span>
        <StoreKeyDialog credential={credential} open={open === 'store'} onOpenChange={close} />
        {where !== 'nowhere' && (
          <RemoveKeyDialog {...{ name, where }} open={open === 'remove'} onOpenChange={close} />
        )}
      </TableCell>
    </TableRow>
  )
}

/** Why a key cannot be used; else when it was stored and last used, so that an old one shows. */
function timesText(credential: CredentialStatus, nowMs: number): string {
  const { status, storedAt, usedAt, detail } = credential
  if (storedAt === null || (status !== 'stored' && detail !== '')) return detail
  const stored = t('credentials.stored-at', { when: formatMoment(storedAt, nowMs) })
  return usedAt === null
    ? stored
    : `${stored} ${t('credentials.used-at', { when: formatMoment(usedAt, nowMs) })}`
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
