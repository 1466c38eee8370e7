import type { Signal } from '../findings.ts'
import { COINS } from './chain-rows.ts'
import { SEEN_BY_PERSON } from './consequential-rows.ts'
import { HIDDEN_WAYS, OPENED, SCANS, UNWATCHED } from './exposure-rows.ts'
import { FAR } from './far-rows.ts'
import { LIVE_ROWS } from './live-rows.ts'
import { OUTSIDE_PROJECT } from './outside-rows.ts'
import { FOREIGN_CODE, TUNNELS } from './packages-rows.ts'
import { PUBLISHING_ROWS } from './publishing-rows.ts'
import { REACHES } from './reach-rows.ts'
import { EMPTIED_STORES, RUIN, TAKEN_SERVICES, UNGUARDED_WINDOWS } from './ruin-rows.ts'
import { STARTS } from './start-rows.ts'
import { TASK_ROWS } from './task-rows.ts'
import type { RowOf, UnwantedRow } from './unwanted-row.ts'
import { ALL_RIGHTS, GUESSES, LISTENS, MINERS, TAKEN, WAYS_IN } from './way-in-rows.ts'
import { LOSS } from './wholesale-rows.ts'

const of = (kind: Signal['kind'], rows: readonly RowOf[]): readonly UnwantedRow[] =>
  rows.map((row) => ({ ...row, kind }))

/** Command lines by what their arguments say alone. */
export const UNWANTED_ROWS: readonly UnwantedRow[] = [
  ...of('wholesale-loss', LOSS),
  ...of('wholesale-loss', RUIN),
  ...of('back-door', TAKEN_SERVICES),
  ...of('key-reading', EMPTIED_STORES),
  ...of('oversight-lost', UNGUARDED_WINDOWS),
  ...of('back-door', WAYS_IN),
  ...of('back-door', GUESSES),
  ...of('back-door', ALL_RIGHTS),
  ...of('exposure', OPENED),
  ...of('exposure', HIDDEN_WAYS),
  ...of('oversight-lost', UNWATCHED),
  ...of('machine-takeover', TAKEN),
  ...of('machine-takeover', MINERS),
  ...of('capture', LISTENS),
  ...of('hidden-start', STARTS),
  ...of('range-scan', SCANS),
  ...of('other-tool', SEEN_BY_PERSON),
  ...of('other-tool', REACHES),
  ...of('other-tool', OUTSIDE_PROJECT),
  ...of('other-tool', FAR),
  ...of('other-tool', LIVE_ROWS),
  ...of('other-tool', TASK_ROWS),
  ...of('money-sent', COINS),
  ...of('other-tool', TUNNELS),
  ...of('foreign-source', FOREIGN_CODE),
  ...of(
    'other-tool',
    PUBLISHING_ROWS.map((row) => ({ ...row, what: 'publishes, releases or deploys' })),
  ),
]
