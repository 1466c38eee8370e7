import type { ReactElement } from 'react'
import type { Recipient, Responsible } from '../../shared/privacy/model.ts'
import { useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { DefinitionList } from '../ui/definition-list.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

/** Who runs this build, as their own file says, and who gets data from it. */
export function PartiesSection(): ReactElement | null {
  const { value, failure } = useQuery('privacy.parties', {})
  if (failure) return <FailureLine failure={failure} />
  if (value === null) return null
  return (
    <>
      <section aria-labelledby="policy-responsible" data-setting="responsible">
        <h2 id="policy-responsible" className="privacy-heading">
          {t('policy.responsible')}
        </h2>
        <ResponsibleFacts responsible={value.responsible} />
      </section>
      <section aria-labelledby="policy-recipients" data-setting="recipients">
        <h2 id="policy-recipients" className="privacy-heading">
          {t('policy.recipients')}
        </h2>
        <Recipients recipients={value.recipients} />
      </section>
    </>
  )
}

function ResponsibleFacts({ responsible }: { readonly responsible: Responsible }): ReactElement {
  switch (responsible.status) {
    case 'none':
      return <p>{t('policy.responsible-none')}</p>
    case 'broken':
      return (
        <p>
          {t('policy.responsible-broken', { problem: responsible.problem })}{' '}
          <code>{responsible.path}</code>
        </p>
      )
    case 'ok': {
      const { name, contact, policyUrl } = responsible
      return (
        <DefinitionList
          termWidth="wide"
          items={[
            { id: 'name', term: t('policy.name'), value: name },
            { id: 'contact', term: t('policy.contact'), value: contact },
            { id: 'policy', term: t('policy.their-policy'), value: <code>{policyUrl}</code> },
          ]}
        />
      )
    }
  }
}

function Recipients({ recipients }: { readonly recipients: readonly Recipient[] }): ReactElement {
  return (
    <Table label={t('policy.recipients')} rows="tall" widths={['18%', '22%', undefined, '112px']}>
      <TableHead>
        <TableHeader>{t('policy.recipient')}</TableHeader>
        <TableHeader>{t('policy.hosts')}</TableHeader>
        <TableHeader>{t('policy.gets')}</TableHeader>
        <TableHeader>{t('policy.behalf')}</TableHeader>
      </TableHead>
      <TableBody>
        {recipients.map(({ name, hosts, what, role, active }) => (
          <TableRow key={`${name} ${what}`}>
            <TableCell tone="strong">{name}</TableCell>
            <TableCell tone="code" head={t('policy.hosts')}>
              {hosts.join(', ')}
            </TableCell>
            <TableCell head={t('policy.gets')} second={active ? undefined : t('policy.inactive')}>
              {what}
            </TableCell>
            <TableCell head={t('policy.behalf')}>{t(`policy.role-${role}`)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
