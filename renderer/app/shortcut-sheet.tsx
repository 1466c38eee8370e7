import type { ReactElement } from 'react'
import { useApp } from '../client/index.ts'
import { type MessageKey, t } from '../messages/index.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { commandKeys } from './shortcuts.ts'
import './shortcut-sheet.css'

interface Row {
  readonly text: Extract<MessageKey, `shortcut.${string}`>
  /** With the command key of the platform in front. */
  readonly command?: readonly string[]
  readonly keys?: readonly string[]
}

const groups: readonly { readonly title: Row['text']; readonly rows: readonly Row[] }[] = [
  {
    title: 'shortcut.group-go',
    rows: [
      { text: 'shortcut.next-waiting', command: ['Shift', 'J'] },
      { text: 'shortcut.new-session', command: ['N'] },
      { text: 'shortcut.rows', keys: ['Alt', '↑', '↓'] },
      { text: 'shortcut.terminal', command: ['J'] },
      { text: 'shortcut.settings', command: [','] },
    ],
  },
  {
    title: 'shortcut.group-window',
    rows: [
      { text: 'shortcut.regions', keys: ['F6'] },
      { text: 'shortcut.sidebar', command: ['B'] },
      { text: 'shortcut.leave', keys: ['Esc'] },
      { text: 'shortcut.sheet', keys: ['?'] },
    ],
  },
  {
    title: 'shortcut.group-decide',
    rows: [
      { text: 'shortcut.allow', keys: ['A'] },
      { text: 'shortcut.deny', keys: ['D'] },
      { text: 'shortcut.not-now', keys: ['N'] },
    ],
  },
  {
    title: 'shortcut.group-terminal',
    rows: [
      { text: 'shortcut.leave-terminal', keys: ['F6'] },
      { text: 'shortcut.terminal-copy', command: ['Shift', 'C'] },
      { text: 'shortcut.terminal-paste', command: ['Shift', 'V'] },
      { text: 'shortcut.terminal-find', command: ['Shift', 'F'] },
    ],
  },
  {
    title: 'shortcut.group-write',
    rows: [
      { text: 'shortcut.send', keys: ['Enter'] },
      { text: 'shortcut.break', keys: ['Shift', 'Enter'] },
      { text: 'shortcut.stop', keys: ['Esc'] },
    ],
  },
]

export interface ShortcutSheetProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Every shortcut there is. */
export function ShortcutSheet(props: ShortcutSheetProps): ReactElement {
  const platform = useApp((app) => app.platform)
  const keysOf = ({ command, keys }: Row) => keys ?? commandKeys(platform, ...(command ?? []))
  return (
    <Dialog {...props} title={t('shortcut.title')} closeLabel={t('app.close')} size="large">
      <div className="shortcut-sheet">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="shortcut-sheet-group">{t(group.title)}</h3>
            <ul>
              {group.rows.map((row) => (
                <li key={row.text} className="shortcut-sheet-row">
                  <span>{t(row.text)}</span>
                  <Kbd keys={keysOf(row)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
