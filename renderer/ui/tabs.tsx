import { Tabs as RadixTabs } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Count } from './count.tsx'
import './tabs.css'

/** One tab of a tab line. */
export interface TabItem<T extends string> {
  value: T
  label: ReactNode
  /** Formatted number behind the word. */
  count?: string | number | undefined
  disabled?: boolean | undefined
}

export interface TabsProps<T extends string> {
  /** Names the list of tabs. */
  label: string
  value: T
  onValueChange: (value: T) => void
  items: ReadonlyArray<TabItem<T>>
  /** Stands at the end of the tab line. */
  trailing?: ReactNode | undefined
  /** One TabPanel for each item. */
  children: ReactNode
}

/** A line of tabs above their panels; arrow keys move between them. */
export function Tabs<T extends string>(props: TabsProps<T>): ReactElement {
  const { label, value, onValueChange, items, trailing, children } = props
  const choose = (next: string): void => {
    const item = items.find((candidate) => candidate.value === next)
    if (item) onValueChange(item.value)
  }
  return (
    <RadixTabs.Root className="tabs" value={value} onValueChange={choose}>
      <div className="tabs-line">
        <RadixTabs.List className="tabs-list" aria-label={label}>
          {items.map((item) => (
            <RadixTabs.Trigger
              className="tabs-tab"
              key={item.value}
              value={item.value}
              disabled={item.disabled ?? false}
            >
              {item.label}
              {item.count !== undefined && <Count value={item.count} />}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {trailing !== undefined && <div className="tabs-trailing">{trailing}</div>}
      </div>
      {children}
    </RadixTabs.Root>
  )
}

export interface TabPanelProps {
  value: string
  children: ReactNode
  /** Keeps the panel in the page while another is shown, for panels with state of their own. */
  keep?: boolean | undefined
}

/** What one tab shows. */
export function TabPanel({ value, children, keep }: TabPanelProps): ReactElement {
  const kept = keep ? { forceMount: true as const } : {}
  return (
    <RadixTabs.Content className="tabs-panel" value={value} {...kept}>
      {children}
    </RadixTabs.Content>
  )
}
