import type { ContextMenu as RadixContextMenu, DropdownMenu as RadixDropdownMenu } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { Mark, type MarkKind } from './mark.tsx'
import './menu.css'

interface MenuLine {
  id: string
  label: ReactNode
  /** A second, quieter line. */
  description?: ReactNode | undefined
  keys?: readonly string[] | undefined
  disabled?: boolean | undefined
}

/** One line of a menu, by `kind`. */
export type MenuItem =
  | (MenuLine & {
      kind: 'action'
      icon?: IconName | undefined
      mark?: MarkKind | undefined
      /** `stop` only for what destroys or ends something. */
      tone?: 'neutral' | 'stop' | undefined
      onSelect: () => void
    })
  | (MenuLine & { kind: 'check'; checked: boolean; onCheckedChange: (checked: boolean) => void })
  | {
      kind: 'choice'
      id: string
      label: string
      value: string
      options: readonly MenuOption[]
      onValueChange: (value: string) => void
    }
  | { kind: 'heading'; id: string; label: ReactNode }
  | { kind: 'separator'; id: string }
  | {
      kind: 'submenu'
      id: string
      label: ReactNode
      icon?: IconName | undefined
      items: readonly MenuItem[]
    }

/** One of the values a `choice` offers. */
export type MenuOption = Omit<MenuLine, 'id'> & { value: string }

/** The two primitives have the same parts under two contexts. */
export type MenuParts = typeof RadixDropdownMenu | typeof RadixContextMenu

export interface MenuItemsProps {
  parts: MenuParts
  items: readonly MenuItem[]
  /** Takes an action to be run; the menu runs it once focus is back where it was. */
  onAction: (action: () => void) => void
}

/** Draws the lines of a menu with the parts of a drop-down or of a context menu. */
export function MenuItems({ parts, items, onAction }: MenuItemsProps): ReactElement {
  return (
    <>
      {items.map((item) => (
        <MenuEntry key={item.id} item={item} parts={parts} onAction={onAction} />
      ))}
    </>
  )
}

type EntryProps = Omit<MenuItemsProps, 'items'> & { item: MenuItem }

function MenuEntry({ item, parts: Parts, onAction }: EntryProps): ReactElement {
  switch (item.kind) {
    case 'action':
      return (
        <Parts.Item
          className={classNames('menu-item', item.tone === 'stop' && 'menu-item-stop')}
          disabled={item.disabled ?? false}
          onSelect={() => onAction(item.onSelect)}
        >
          <MenuLead icon={item.icon} mark={item.mark} />
          <MenuText line={item} />
        </Parts.Item>
      )
    case 'check':
      return (
        <Parts.CheckboxItem
          className="menu-item"
          checked={item.checked}
          disabled={item.disabled ?? false}
          onCheckedChange={item.onCheckedChange}
        >
          <MenuLead icon={item.checked ? 'check' : undefined} />
          <MenuText line={item} />
        </Parts.CheckboxItem>
      )
    case 'choice':
      return (
        <Parts.RadioGroup
          value={item.value}
          onValueChange={item.onValueChange}
          aria-label={item.label}
        >
          {item.options.map((option) => (
            <Parts.RadioItem
              className="menu-item"
              key={option.value}
              value={option.value}
              disabled={option.disabled ?? false}
            >
              <MenuLead icon={option.value === item.value ? 'check' : undefined} />
              <MenuText line={option} />
            </Parts.RadioItem>
          ))}
        </Parts.RadioGroup>
      )
    case 'heading':
      return <Parts.Label className="menu-heading">{item.label}</Parts.Label>
    case 'separator':
      return <Parts.Separator className="menu-separator" />
    case 'submenu':
      return (
        <Parts.Sub>
          <Parts.SubTrigger className="menu-item">
            <MenuLead icon={item.icon} />
            <MenuText line={item} />
            <Icon name="chevron-right" sizePx={12} />
          </Parts.SubTrigger>
          <Parts.Portal>
            <Parts.SubContent className="menu" sideOffset={4} collisionPadding={8}>
              <MenuItems parts={Parts} items={item.items} onAction={onAction} />
            </Parts.SubContent>
          </Parts.Portal>
        </Parts.Sub>
      )
  }
}

function MenuLead({
  icon,
  mark,
}: {
  icon?: IconName | undefined
  mark?: MarkKind | undefined
}): ReactElement {
  return (
    <span className="menu-lead">
      {icon !== undefined && <Icon name={icon} sizePx={14} />}
      {mark !== undefined && <Mark kind={mark} label="" />}
    </span>
  )
}

type Line = Pick<MenuLine, 'label' | 'description' | 'keys'>

function MenuText({ line }: { line: Line }): ReactElement {
  return (
    <>
      <span className="menu-text">
        {line.label}
        {line.description !== undefined && (
          <span className="menu-description">{line.description}</span>
        )}
      </span>
      {line.keys !== undefined && <Kbd keys={line.keys} />}
    </>
  )
}
