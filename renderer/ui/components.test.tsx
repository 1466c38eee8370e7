// @vitest-environment jsdom
import { act, type ReactElement, type ReactNode, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Drawer } from './drawer.tsx'
import { ErrorState } from './error-state.tsx'
import { Field } from './field.tsx'
import { Mark } from './mark.tsx'
import { Menu } from './menu.tsx'
import { ResizeHandle } from './resize-handle.tsx'
import { Stave, thinPasses } from './stave.tsx'
import { VirtualList } from './virtual-list.tsx'
import { VirtualTable } from './virtual-table.tsx'
import { Well } from './well.tsx'

let host: HTMLElement
let root: Root

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})

afterEach(async () => {
  await act(async () => root.unmount())
  host.remove()
  vi.unstubAllGlobals()
})

async function show(node: ReactNode): Promise<void> {
  await act(async () => root.render(node))
}

function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector)
  if (!element) throw new Error(`nothing matches ${selector}`)
  return element
}

async function press(element: HTMLElement, key: string): Promise<void> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  await act(async () => element.dispatchEvent(event))
}

/** Lets the primitives finish what they put off to the next task. */
async function settle(): Promise<void> {
  await act(async () => new Promise((done) => setTimeout(done, 0)))
}

describe('Mark', () => {
  it('is an image with a name, or hidden when the words stand beside it', async () => {
    await show(<Mark kind="denied" label="denied" />)
    expect(find('svg').getAttribute('role')).toBe('img')
    expect(find('svg').getAttribute('aria-label')).toBe('denied')
    await show(<Mark kind="denied" label="" />)
    expect(find('svg').getAttribute('aria-hidden')).toBe('true')
  })
})

describe('Stave', () => {
  it('leaves out only passes', () => {
    const marks = Array.from({ length: 9 }, (_, place) => ({
      id: `${place}`,
      kind: place === 8 ? ('denied' as const) : ('rule' as const),
    }))
    const { shown, leftOut } = thinPasses(marks, 3)
    expect(shown.map((mark) => mark.kind)).toEqual(['rule', 'rule', 'rule', 'denied'])
    expect(leftOut).toBe(5)
  })
  it('is one image with one name', async () => {
    await show(<Stave label="1 call, denied" marks={[{ id: 'a', kind: 'denied' }]} />)
    expect(document.querySelectorAll('[role=img]')).toHaveLength(1)
  })
})

describe('Button', () => {
  it('says why it cannot be used, stays focusable and does nothing', async () => {
    const onClick = vi.fn()
    await show(
      <Button disabledReason="Nothing has changed" onClick={onClick}>
        Commit
      </Button>,
    )
    const button = find('button')
    button.focus()
    await act(async () => button.click())
    expect(onClick).not.toHaveBeenCalled()
    expect(document.activeElement).toBe(button)
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '')
    expect(reason?.textContent).toBe('Nothing has changed')
  })
})

describe('Field', () => {
  it('ties label, description and error to the input', async () => {
    await show(
      <Field
        label="Host"
        value="x"
        onValueChange={vi.fn()}
        description="Only this"
        error="Not a host"
      />,
    )
    const input = find('input') as HTMLInputElement
    expect(input.labels?.[0]?.textContent).toBe('Host')
    expect(input.getAttribute('aria-invalid')).toBe('true')
    const ids = input.getAttribute('aria-describedby')?.split(' ') ?? []
    expect(ids.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'Only this',
      'Not a host',
    ])
  })
})

describe('Well', () => {
  it('is one code element with the exact text and one line for each effect', async () => {
    await show(
      <Well
        label="Command"
        prompt="$"
        text={'rm -rf a\u202eb'}
        spans={[
          { start: 0, end: 10, effect: 'destroys' },
          { start: 7, end: 10, effect: 'leaves' },
        ]}
      />,
    )
    expect(document.querySelectorAll('code')).toHaveLength(1)
    expect(find('code').textContent).toBe('rm -rf aU+202Eb')
    expect(find('.well-prompt').getAttribute('aria-hidden')).toBe('true')
    expect(find('.well-span-destroys .well-span-leaves').textContent).toBe('a')
  })
})

describe('ErrorState', () => {
  it('says what happened, what was kept and what to do, in this order', async () => {
    await show(
      <ErrorState mark={{ kind: 'broke', label: 'broke' }} happened="H" kept="K" next="N" id="I" />,
    )
    expect(host.textContent).toBe('HKNI')
    expect(find('h2').textContent).toBe('H')
  })
})

function DialogByMenu(): ReactElement {
  const [open, setOpen] = useState(false)
  const items = [
    { kind: 'action' as const, id: 'a', label: 'Erase', onSelect: () => setOpen(true) },
  ]
  return (
    <>
      <Menu trigger={<Button id="trigger">More</Button>} items={items} />
      <Dialog open={open} onOpenChange={setOpen} title="Erase this machine">
        <button type="button" id="acts">
          Erase
        </button>
      </Dialog>
    </>
  )
}

describe('Dialog and Menu', () => {
  it('give focus back to what opened them, and never to a button that acts', async () => {
    await show(<DialogByMenu />)
    const trigger = find('#trigger')
    trigger.focus()
    await press(trigger, 'Enter')
    await press(find('[role=menuitem]'), 'Enter')
    await settle()
    expect(document.activeElement).toBe(find('[role=dialog]'))
    await press(find('[role=dialog]'), 'Escape')
    await settle()
    expect(document.querySelector('[role=dialog]')).toBeNull()
    expect(document.activeElement).toBe(trigger)
  })

  it('put no style element into the page, which the CSP would refuse', async () => {
    const styles = document.querySelectorAll('style').length
    await show(<DialogByMenu />)
    await press(find('#trigger'), 'Enter')
    await press(find('[role=menuitem]'), 'Enter')
    await settle()
    expect(document.querySelector('[role=dialog]')).not.toBeNull()
    expect(document.querySelectorAll('style')).toHaveLength(styles)
  })
})

function DrawerByButton(): ReactElement {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button id="opens" onClick={() => setOpen(true)}>
        Open
      </Button>
      {open && (
        <Drawer label="Entry" title="Denied" onClose={() => setOpen(false)} closeLabel="Close">
          <button type="button" id="inside">
            Link
          </button>
        </Drawer>
      )}
    </>
  )
}

describe('Drawer', () => {
  it('takes no focus when it comes, closes by Esc and gives focus back', async () => {
    await show(<DrawerByButton />)
    find('#opens').focus()
    await act(async () => find('#opens').click())
    expect(document.activeElement).toBe(find('#opens'))
    find('#inside').focus()
    await press(find('#inside'), 'Escape')
    expect(document.querySelector('aside')).toBeNull()
    expect(document.activeElement).toBe(find('#opens'))
  })
})

describe('VirtualList', () => {
  it('draws what is in view and says how many there are', async () => {
    await show(
      <VirtualList
        label="Files"
        count={5000}
        itemKey={(index) => `${index}`}
        estimatePx={() => 30}
        renderItem={(index) => <p>{index}</p>}
      />,
    )
    const items = document.querySelectorAll('[role=listitem]')
    expect(items.length).toBeGreaterThan(5)
    expect(items.length).toBeLessThan(100)
    expect(items[0]?.getAttribute('aria-setsize')).toBe('5000')
  })
})

describe('VirtualTable', () => {
  it('moves the current row by key and opens it by Enter', async () => {
    const onCurrentRowChange = vi.fn()
    const onOpenRow = vi.fn()
    await show(
      <VirtualTable
        label="Calls"
        columns={[{ id: 'entry', header: 'Entry' }]}
        rowCount={1000}
        rowKey={(row) => `${row}`}
        renderCell={(row) => row}
        currentRow={3}
        onCurrentRowChange={onCurrentRowChange}
        onOpenRow={onOpenRow}
      />,
    )
    const grid = find('[role=grid]')
    await press(grid, 'ArrowDown')
    await press(grid, 'Enter')
    expect(onCurrentRowChange).toHaveBeenCalledWith(4)
    expect(onOpenRow).toHaveBeenCalledWith(3)
    expect(find(`[id="${grid.getAttribute('aria-activedescendant')}"]`).textContent).toBe('3')
    expect(grid.getAttribute('aria-rowcount')).toBe('1001')
  })
})

describe('ResizeHandle', () => {
  it('moves by keys, in the direction of its panel, and stops at its limits', async () => {
    const onValueChange = vi.fn()
    const props = { label: 'Width', minPx: 100, maxPx: 310, onValueChange }
    await show(<ResizeHandle {...props} valuePx={300} grows="left" />)
    await press(find('[role=separator]'), 'ArrowRight')
    await press(find('[role=separator]'), 'Home')
    await show(<ResizeHandle {...props} valuePx={300} grows="right" />)
    await press(find('[role=separator]'), 'ArrowRight')
    expect(onValueChange.mock.calls).toEqual([[310], [100], [284]])
  })
})
