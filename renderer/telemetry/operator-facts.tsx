import type { ReactElement } from 'react'
import type { OperatorStatus } from '../../shared/telemetry/model.ts'
import { t } from '../messages/index.ts'
import { DefinitionList } from '../ui/definition-list.tsx'

/** Who operates the receivers, and how to reach them; nothing where nobody does. */
export function OperatorFacts({
  operator,
}: {
  readonly operator: OperatorStatus
}): ReactElement | null {
  if (operator.status !== 'ok') return null
  const { name, contact, policyUrl, path } = operator
  return (
    <section className="telemetry-part" aria-labelledby="telemetry-operator">
      <h2 id="telemetry-operator">{t('telemetry.operator')}</h2>
      <DefinitionList
        termWidth="wide"
        items={[
          { id: 'name', term: t('telemetry.operator-name'), value: name },
          { id: 'contact', term: t('telemetry.operator-contact'), value: contact },
          { id: 'policy', term: t('telemetry.operator-policy'), value: policyUrl },
          { id: 'file', term: t('telemetry.operator-file'), value: <code>{path}</code> },
        ]}
      />
    </section>
  )
}
