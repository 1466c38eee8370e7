import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import {
  key,
  type Mounted,
  mount,
  press,
  settle,
  write,
} from '../../tests/fixtures/ui-transcript/mount.tsx'
import { createPagedBridge } from '../../tests/fixtures/ui-transcript/paged-bridge.ts'
import { scenarioOf } from '../../tests/fixtures/ui-transcript/scenarios.ts'
import { AuditPage } from './audit-page.tsx'
import { noFilters, queryOf } from './filters.ts'

let mounted: Mounted

afterEach(async () => {
  await mounted?.unmount()
  vi.useRealTimers()
})

async function show(name: string, path = '/audit') {
  window.history.replaceState(null, '', path)
  const scenario = scenarioOf(name, 'dark')
  const { bridge } = createPagedBridge(scenario)
  mounted = await mount(<AuditPage />, scenario.seed, bridge)
  await settle()
  await settle()
  return scenario
}

const text = () => document.body.textContent ?? ''
const grid = () => document.querySelector('[role="grid"]') ?? document.body

describe('the audit page', () => {
  it('reads one page of the record and says how much there is', async () => {
    await show('all')
    expect(mounted.called('audit.query')).toEqual([{ filter: {}, limit: 200 }])
    expect(text()).toContain('1,236 of 1,236')
    expect(text()).toContain('Verified to entry 18,204')
    expect(text()).toContain('git clean -fdx services/ledger && npm ci')
  })

  it('opens an entry by its row and closes it with Esc', async () => {
    await show('all')
    await act(async () => grid().querySelectorAll<HTMLElement>('tbody tr')[6]?.click())
    await settle()
    expect(window.location.search).toBe('?entry=1230')
    expect(document.querySelector('aside h2')?.textContent).toBe('Denied by a rule')
    expect(document.querySelector('aside')?.textContent).toContain(
      "shutil.rmtree('../ledger-data')",
    )
    await key(grid(), 'ArrowDown')
    expect(window.location.search).toBe('?entry=1229')
    expect(document.querySelector('aside h2')?.textContent).toBe('Your answer')
    await key(grid(), 'Escape')
    expect(document.querySelector('aside')).toBeNull()
  })

  it('finds the entry that the address names, also far down', async () => {
    await show('all', '/audit?entry=20')
    await settle()
    expect(mounted.called('audit.query')).toContainEqual({ filter: {}, before: 21, limit: 1 })
    expect(document.querySelector('aside')?.getAttribute('aria-label')).toBe('Entry 20')
  })

  it('says through how many entries it looked when nothing matches', async () => {
    vi.useFakeTimers()
    await show('all')
    await write(document.querySelector('input[type="text"]'), 'terraform destroy')
    await act(async () => vi.advanceTimersByTimeAsync(400))
    await settle()
    expect(text()).toContain('No call matches “terraform destroy”')
    expect(text()).toContain('Looked through 1,236 entries.')
    await press('Clear filters')
    await act(async () => vi.advanceTimersByTimeAsync(400))
    await settle()
    expect(text()).toContain('1,236 of 1,236')
  })

  it('says plainly that nothing was recorded yet', async () => {
    await show('norecord')
    expect(text()).toContain('Nothing was recorded yet')
  })

  it('says how far a broken chain holds, where it breaks, and draws the line there', async () => {
    await show('tampered')
    expect(text()).toContain('Holds to 1,100')
    await press('Holds to 1,100')
    expect(text()).toContain('Line 112 of bouncer-audit.16.jsonl, entry 1,101: hash differs')
    await key(grid(), 'Home')
  })

  it('asks for a new verification', async () => {
    await show('all')
    await press('Verify again')
    expect(mounted.called('audit.verify')).toHaveLength(1)
  })

  it('says what failed and reads again', async () => {
    const scenario = scenarioOf('all', 'dark')
    const bridge = createFakeBridge(scenario.seed)
    const message = 'The record could not be read (EACCES). The files were left as they are.'
    window.history.replaceState(null, '', '/audit')
    mounted = await mount(null, scenario.seed, bridge)
    await mounted.unmount()
    const failing = {
      ...bridge,
      async call(...args: Parameters<typeof bridge.call>) {
        const error = { code: 'audit.unreadable', message, retry: 'try-again' as const }
        return args[0] === 'audit.query' ? { ok: false as const, error } : bridge.call(...args)
      },
    }
    mounted = await mount(<AuditPage />, scenario.seed, failing)
    expect(text()).toContain('EACCES')
    expect(text()).toContain('Try again')
  })
})

describe('the plot and the views', () => {
  const slider = () => document.querySelector<HTMLElement>('[role="slider"]') ?? document.body

  it('draw who decided, and arrow keys choose an hour that the table is cut to', async () => {
    await show('all')
    await settle()
    const chart = document.querySelector('.timeline-chart')
    expect(chart?.getAttribute('aria-label')).toMatch(/decided by rules, .* denied$/)
    expect(document.querySelectorAll('.timeline-bar').length).toBeGreaterThan(0)
    await key(slider(), 'ArrowLeft')
    await settle()
    const asked = mounted.called('audit.query').at(-1) as {
      filter: { fromMs: number; toMs: number }
    }
    expect(asked.filter.toMs - asked.filter.fromMs).toBe(3_600_000)
    expect(slider().getAttribute('aria-valuetext')).toMatch(/ to /)
    await key(slider(), 'Escape')
    await settle()
    expect(mounted.called('audit.query').at(-1)).toEqual({ filter: {}, limit: 200 })
  })

  it('show the record by rule, and a rule leads to its entries', async () => {
    await show('all')
    const rules = [...document.querySelectorAll('label')].find((one) => one.textContent === 'Rules')
    await act(async () => rules?.click())
    await settle()
    const link = document.querySelector<HTMLElement>('[aria-label^="Show entries of "]')
    const rule = link?.textContent
    expect(rule).toBeTruthy()
    await act(async () => link?.click())
    await settle()
    expect(mounted.called('audit.query').at(-1)).toEqual({ filter: { rule }, limit: 200 })
  })

  it('export what is shown, and make a pack of the session that the address names', async () => {
    await show('all', '/audit?evidence=')
    await settle()
    expect(text()).toContain('Make an evidence pack')
    await press('Make the pack')
    await settle()
    const [started] = mounted.called('audit.startExport') as { what: { kind: string } }[]
    expect(started?.what.kind).toMatch(/session|time/)
    expect(text()).not.toContain('Make an evidence pack')
  })
})

describe('the filters', () => {
  beforeEach(async () => show('all'))

  it('ask for what was chosen and for nothing else', () => {
    expect(queryOf(noFilters, 0)).toEqual({})
    expect(
      queryOf({ ...noFilters, text: ' rm ', period: 'hour', decision: 'deny' }, 10_000_000),
    ).toEqual({ text: 'rm', fromMs: 6_400_000, decision: ['deny'] })
  })
})
