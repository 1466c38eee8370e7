import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { useApp, useQuery } from '../client/index.ts'
import { formatRange, t } from '../messages/index.ts'
import { Chip } from '../ui/chip.tsx'
import { Field } from '../ui/field.tsx'
import { Menu } from '../ui/menu.tsx'
import { decisions, type Filters, layers } from './filters.ts'
import './filter-bar.css'

export interface FilterBarProps {
  readonly filters: Filters
  readonly onChange: (change: Partial<Filters>) => void
  /** Names of the tools that stand in the entries seen so far. */
  readonly tools: readonly string[]
  /** Folders of the projects on record, and the rules and sessions that are not known otherwise. */
  readonly projects: readonly string[]
  readonly count: ReactNode
}

/** How long the person must have stopped typing before the record is searched. */
const typingMs = 250

/** What of the record is shown: words, and one choice each for decision, layer, tool, session and rule. */
export function FilterBar(props: FilterBarProps): ReactElement {
  const { filters, onChange, tools, projects, count } = props
  const sessions = useApp((app) => app.sessions)
  const { value } = useQuery('bouncer.rules', {})
  const rules = value?.rules ?? []
  return (
    <div className="filter-bar">
      <TextFilter key={filters.text === '' ? 'empty' : 'set'} {...{ filters, onChange }} />
      {filters.range && (
        <Chip
          boxed
          on
          onRemove={() => onChange({ range: null })}
          removeLabel={t('audit.remove-filter', { name: t('audit.range') })}
        >
          {formatRange(filters.range.fromMs, filters.range.toMs)}
        </Chip>
      )}
      <ChoiceFilter
        name={t('audit.decision')}
        value={filters.decision}
        options={decisions.map((id) => ({ id, label: t(`audit.decided-${id}`) }))}
        onChange={(decision) => onChange({ decision })}
      />
      <ChoiceFilter
        name={t('audit.by')}
        value={filters.layer}
        options={layers.map((id) => ({ id, label: t(`audit.layer-${id}`) }))}
        onChange={(layer) => onChange({ layer })}
      />
      <ChoiceFilter
        name={t('audit.tool')}
        value={filters.tool}
        options={tools.map((id) => ({ id, label: id }))}
        onChange={(tool) => onChange({ tool })}
      />
      <ChoiceFilter
        name={t('audit.session')}
        value={filters.session}
        options={sessions.map(({ id, title }) => ({ id, label: title }))}
        onChange={(session) => onChange({ session })}
      />
      <ChoiceFilter
        name={t('audit.rule')}
        value={filters.rule}
        options={rules.map(({ id }) => ({ id, label: id }))}
        onChange={(rule) => onChange({ rule })}
      />
      <ChoiceFilter
        name={t('audit.project')}
        value={filters.project}
        options={projects.map((id) => ({ id, label: shortName(id) }))}
        onChange={(project) => onChange({ project })}
      />
      <span className="filter-bar-count" role="status">
        {count}
      </span>
    </div>
  )
}

/** The last two folders of a path. */
const shortName = (path: string) => path.split(/[\\/]/).slice(-2).join('/')

function TextFilter({
  filters,
  onChange,
}: Pick<FilterBarProps, 'filters' | 'onChange'>): ReactElement {
  const [text, setText] = useState(filters.text)
  useEffect(() => {
    if (text === filters.text) return
    const timer = setTimeout(() => onChange({ text }), typingMs)
    return () => clearTimeout(timer)
  }, [text, filters.text, onChange])
  return (
    <div className="filter-bar-text">
      <Field
        label={t('audit.find')}
        labelHidden
        icon="search"
        placeholder={t('audit.find-placeholder')}
        maxLength={400}
        value={text}
        onValueChange={setText}
      />
    </div>
  )
}

interface ChoiceFilterProps<T extends string> {
  readonly name: string
  readonly value: T | null
  readonly options: readonly { readonly id: T; readonly label: string }[]
  readonly onChange: (value: T | null) => void
}

const any = ''

function ChoiceFilter<T extends string>(props: ChoiceFilterProps<T>): ReactElement {
  const { name, value, options, onChange } = props
  const chosen = options.find(({ id }) => id === value)
  const label = chosen?.label ?? value
  const choice = {
    kind: 'choice' as const,
    id: 'choice',
    label: name,
    value: value ?? any,
    options: [
      { value: any, label: t('audit.any') },
      ...options.map(({ id, label: words }) => ({ value: id, label: words })),
    ],
    onValueChange: (id: string) => onChange(options.find((option) => option.id === id)?.id ?? null),
  }
  if (value === null) {
    return (
      <Menu
        items={[choice]}
        trigger={
          <Chip boxed opens>
            {name}
          </Chip>
        }
      />
    )
  }
  return (
    <Menu
      items={[choice]}
      trigger={
        <Chip
          boxed
          on
          onRemove={() => onChange(null)}
          removeLabel={t('audit.remove-filter', { name })}
          aria-label={`${name}: ${label}`}
        >
          {label}
        </Chip>
      }
    />
  )
}
