import { afterEach, expect, it } from 'vitest'
import { createFakeBridge } from '../../tests/fixtures/ui-app/fake-bridge.ts'
import { type Mounted, mount } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { scenarioOf } from '../../tests/fixtures/ui-transcript/scenarios.ts'
import { RecordList } from './record-list.tsx'
import type { Record } from './use-record.ts'

let mounted: Mounted
afterEach(() => mounted.unmount())

const nothing = () => undefined

async function show(search: Record['search']): Promise<string> {
  const { seed } = scenarioOf('all', 'dark')
  const record: Record = {
    ...{ status: 'ready', failure: null, entries: [], matched: 0, total: 1_000_000, newer: [] },
    ...{ loadMore: nothing, reload: nothing, showNewer: nothing, stopSearch: nothing },
    ...{ searchOn: nothing, search },
  }
  const props = { current: null, holdsTo: null, nowMs: 0, text: 'zzz', isFiltered: true }
  const list = <RecordList {...props} record={record} onChoose={nothing} onClear={nothing} />
  mounted = await mount(list, seed, createFakeBridge(seed))
  return document.body.textContent ?? ''
}

it('says that it looks until the search is over, and never that all was looked through before', async () => {
  const text = await show({ looked: 400_082, isGoing: true, hasMore: true })
  expect(text).toContain('Looking for “zzz” …')
  expect(text).toContain('Looked through 400,082 of 1,000,000 entries so far.')
  expect(text).not.toContain('No call matches')
})

it('says how far it came when it was stopped', async () => {
  const text = await show({ looked: 400_082, isGoing: false, hasMore: true })
  expect(text).toContain('No call matches “zzz” so far')
  expect(text).toContain('Looked through 400,082 of 1,000,000 entries so far.')
})

it('says through how many it looked at the end', async () => {
  const text = await show({ looked: 999_000, isGoing: false, hasMore: false })
  expect(text).toContain('No call matches “zzz”')
  expect(text).toContain('Looked through 999,000 entries.')
})
