import type { AppSnapshot } from '../../shared/app/contract.ts'
import { isTerminalSession } from '../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../shared/brand.ts'
import type { InboxItem } from '../../shared/inbox/model.ts'
import type { TrayRow, TrayState, TrayView } from '../kit/tray-port.ts'

/** The part of the app's state that the icon tells of. */
export type TrayGround = Pick<AppSnapshot, 'sessions' | 'inbox' | 'audit'>

const mostRows = 8
const mostChars = 60

/** What the icon and its menu show; nothing is answered from there, a row opens its card. Pure. */
export function trayView({ sessions, inbox, audit }: TrayGround, nowMs: number): TrayView {
  const waiting = inbox
    .filter(({ state }) => state.status === 'waiting')
    .filter(({ setAsideUntil }) => setAsideUntil === null || setAsideUntil <= nowMs)
  const working = sessions.filter(({ state }) => state === 'working' || state === 'starting')
  const isTrouble = audit.writing === 'failing' || brokenStates.has(audit.report?.status ?? '')
  const titleOf = (item: InboxItem) =>
    sessions.find(({ id }) => id === item.sessionId)?.title ?? 'A session'
  return {
    state: stateOf(isTrouble, { waiting: waiting.length, working: working.length }),
    tooltip: [brand.name, ...counts(waiting.length, working.length)].join(': '),
    groups: [
      ...(isTrouble ? [[row('The record needs a look', '/settings/record')]] : []),
      listed(
        waiting.length === 0 ? 'Nothing waits for you' : `${waiting.length} waiting for you`,
        waiting.map((item) => row(`${whatOf(item)} (${short(titleOf(item))})`, pathOf(item))),
      ),
      ...(working.length === 0
        ? []
        : [
            listed(
              `${working.length} at work`,
              working.map(({ id, title }) =>
                row(short(title), `/session/${encodeURIComponent(id)}`),
              ),
            ),
          ]),
      [
        row(`Open ${brand.name}`, '/'),
        row('Settings', '/settings/appearance'),
        { label: quitLabel(working.length), leadsTo: 'quit' },
      ],
    ],
  }
}

/** States of a report that a person has to look at. */
const brokenStates: ReadonlySet<string> = new Set(['broken', 'truncated'])

function stateOf(
  isTrouble: boolean,
  count: { readonly waiting: number; readonly working: number },
): TrayState {
  if (isTrouble) return 'trouble'
  if (count.waiting > 0) return 'waiting'
  return count.working > 0 ? 'working' : 'quiet'
}

function counts(waiting: number, working: number): string[] {
  const told = [
    ...(waiting > 0 ? [`${waiting} waiting for you`] : []),
    ...(working > 0 ? [`${working} at work`] : []),
  ]
  return told.length === 0 ? [] : [told.join(', ')]
}

function listed(head: string, rows: readonly TrayRow[]): readonly TrayRow[] {
  const more = rows.length - mostRows
  return [
    { label: head, leadsTo: null },
    ...rows.slice(0, mostRows),
    ...(more > 0 ? [row(`and ${more} more`, '/')] : []),
  ]
}

function row(label: string, page: string): TrayRow {
  return { label, leadsTo: { page } }
}

function quitLabel(working: number): string {
  if (working === 0) return `Quit ${brand.name}`
  return `Quit ${brand.name} (stops ${working === 1 ? 'an agent' : `${working} agents`})`
}

/** What is asked, by the kind and the tool alone: a menu is open to whoever stands behind the person. */
function whatOf({ body }: InboxItem): string {
  switch (body.kind) {
    case 'approval':
      return `May it use ${short(body.call.tool)}?`
    case 'question':
      return 'A question'
    case 'plan':
      return 'A plan is ready'
    case 'at-terminal':
      return 'Claude Code asks in its terminal'
  }
}

function pathOf({ id, sessionId }: InboxItem): string {
  if (isTerminalSession(sessionId)) return `/terminal?question=${encodeURIComponent(id)}`
  return `/session/${encodeURIComponent(sessionId)}?question=${encodeURIComponent(id)}`
}

/** Titles hold what people and agents wrote: one line, without characters that steer or hide. */
function short(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  const chars = [...line]
  return chars.length <= mostChars ? line : `${chars.slice(0, mostChars - 1).join('')}…`
}
