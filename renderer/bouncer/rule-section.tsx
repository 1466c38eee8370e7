import type { ReactElement } from 'react'
import type { Rule } from '../../shared/bouncer/model.ts'
import type { PolicyFileStatus } from '../../shared/bouncer/policy.ts'
import { folderName } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Heading } from '../ui/heading.tsx'
import { Mark } from '../ui/mark.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import type { RuleGroup } from './rule-groups.ts'
import './rule-section.css'

export interface RuleSectionProps {
  readonly group: RuleGroup
  /** Rules of the group that the filter leaves. */
  readonly shown: readonly Rule[]
}

/** The rules of one layer: whose they are, the files they stand in with their state, then each rule. */
export function RuleSection({ group, shown }: RuleSectionProps): ReactElement {
  const { layer, folder, files, mayLieAt } = group
  const name = folder === null ? t(`bouncer.group-${layer}`) : folderName(folder)
  return (
    <div className="rule-section">
      <div className="rule-section-head">
        <Heading level={2} className="rule-section-name">
          {name}
        </Heading>
        <span className="rule-section-count">
          {t('bouncer.group-count', { count: group.rules.length })}
        </span>
        {folder !== null && <span className="rule-section-count">{t('bouncer.tighten-only')}</span>}
        {files.map((file) => (
          <FileState key={file.path} file={file} />
        ))}
      </div>
      {files.flatMap(({ problems, state }) =>
        problems.map((problem) => (
          <p className="rule-section-problem" key={problem}>
            <Mark
              kind={state === 'in-force' ? 'offline' : 'broke'}
              label={t(state === 'in-force' ? 'bouncer.mark-ignored' : 'bouncer.mark-broken')}
            />
            <span>{problem}</span>
          </p>
        )),
      )}
      {mayLieAt !== null && (
        <p className="rule-section-none">
          {t('bouncer.none-yours')} <code>{mayLieAt}</code>
        </p>
      )}
      {shown.length > 0 && <RuleTable name={name} rules={shown} />}
    </div>
  )
}

function FileState({ file }: { readonly file: PolicyFileStatus }): ReactElement {
  const { path, state } = file
  return (
    <span className="rule-section-file">
      <code>{path}</code>
      {(state === 'broken' || state === 'kept') && (
        <Tag tone="stop">{t(`bouncer.file-${state}`)}</Tag>
      )}
    </span>
  )
}

const decisionMarks = { allow: 'rule', ask: 'person', deny: 'denied' } as const

interface RuleTableProps {
  readonly name: string
  readonly rules: readonly Rule[]
}

function RuleTable({ name, rules }: RuleTableProps): ReactElement {
  return (
    <Table label={t('bouncer.table-of', { name })} widths={['136px', '264px', undefined]}>
      <TableHead>
        <TableHeader>{t('bouncer.decision')}</TableHeader>
        <TableHeader>{t('bouncer.rule')}</TableHeader>
        <TableHeader>{t('bouncer.why')}</TableHeader>
      </TableHead>
      <TableBody>
        {rules.map((rule) => (
          <TableRow key={`${rule.file} ${rule.id}`}>
            <TableCell>
              <Tag mark={decisionMarks[rule.decision]}>
                {t(`bouncer.decision-${rule.decision}`)}
              </Tag>
            </TableCell>
            <TableCell tone="code">
              {rule.id} {rule.shadow && <Tag>{t('bouncer.on-trial')}</Tag>}
            </TableCell>
            <TableCell>{rule.why}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
