import { brand } from '../../shared/brand.ts'
import { assertNever } from '../../shared/kit/assert-never.ts'
import { plainLine } from '../kit/plain-text.ts'
import type { HomeOwner } from '../os/node/home-lock.ts'
import type { Call } from './command.ts'
import { type HomeSeen, lookAtHome } from './look-at-home.ts'
import { ringWords } from './look-at-ring.ts'
import { refuseUnreadable, tell } from './tell.ts'

const time = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
const hosts = { desktop: 'desktop window', browser: 'browser mode' } as const

/** Names who has a home: what it runs as, its process and since when. */
export function holderWords({ host, pid, startedAt }: HomeOwner): string {
  const since = startedAt > 0 ? `, since ${time(startedAt)}` : ''
  return `${brand.name} (${hosts[host]}, process ${pid}${since})`
}

function runningLine({ exists, running, endedBadly }: HomeSeen): string {
  if (running) return `in use by ${holderWords(running)}`
  if (!exists) return 'not there yet; it is made at the first start'
  return endedBadly ? 'nobody runs on it; the last run ended without closing' : 'nobody runs on it'
}

function sessionsLine({ sessions }: HomeSeen): string {
  const { total, waiting, questions, unreadable, byState } = sessions
  if (total + unreadable === 0) return 'none'
  const states = Object.entries(byState).map(([state, count]) => `${count} ${state}`)
  const asks = questions > 0 ? `; ${waiting} with ${questions} questions for you` : ''
  const lost = unreadable > 0 ? `; ${unreadable} cannot be read` : ''
  return `${total} (${states.join(', ')})${asks}${lost}`
}

function recordLine({ record }: HomeSeen): string {
  const doubt = record.doubt
    ? `; what stands before entry ${record.doubt.n} is unconfirmed, see \`${brand.command} audit verify\``
    : ''
  return `${endWords(record)}${doubt}`
}

function endWords(record: HomeSeen['record']): string {
  if (record.state === 'unreadable') return 'cannot be read'
  if (record.lastEntry === null || record.at === null) {
    if (record.state === 'short') return 'no entry is left, although its head confirms some'
    return record.state === 'torn' ? 'no whole entry, but bytes that are none' : 'no entry yet'
  }
  const torn = record.state === 'torn' ? '; an unfinished line follows' : ''
  const short = record.state === 'short' ? '; it does not end as its head confirms' : ''
  return `last entry ${record.lastEntry}, ${time(record.at)}${torn}${short}; ${sealWords(record)}`
}

/** A running app signs some seconds after an entry, so the last ones may stand behind the signature. */
function sealWords({ seal, signedTo, lastEntry }: HomeSeen['record']): string {
  const upTo = signedTo === lastEntry ? 'its end' : `entry ${signedTo}`
  switch (seal) {
    case 'signed':
      return `signed up to ${upTo}`
    case 'unchecked':
      return `it carries a signature up to ${upTo}, not checked: its key cannot be reached`
    case 'unsigned':
      return 'its end is not signed'
    case 'missing':
      return 'its head is missing'
    case 'stripped':
      return 'its head has lost its signature'
    case 'forged':
      return 'its head is not ours'
    case null:
      return 'its head cannot be read'
    default:
      return assertNever(seal)
  }
}

/** What an earlier run did not get to, or got to without the person seeing its receipt. */
function erasureLine({ erasure, running }: HomeSeen): string {
  if (erasure === null) return ''
  if (erasure.state === 'damaged') return 'an earlier one cannot be read; erase again'
  const what = `of ${erasure.scope}, begun ${time(erasure.at)}`
  if (erasure.state === 'unfinished') {
    return running ? `under way: ${what}` : `interrupted: ${what}; the next start finishes it`
  }
  const left = erasure.stays.length === 0 ? '' : `, left: ${erasure.stays.join('; ')}`
  return `finished after an interruption: ${what}${left}; its receipt waits under Privacy`
}

const settingsWords: Readonly<Record<string, string>> = {
  ok: 'as saved',
  missing: 'the defaults',
  damaged: 'damaged; the next start sets the file aside',
  foreign: 'not one of ours; left alone',
  newer: 'of a newer version of the app; left alone',
  unreadable: 'cannot be read',
}

function kindWords({ on, why }: HomeSeen['telemetry']['errors']): string {
  return on ? 'on' : `off, ${why}`
}

/** Says how a home stands. */
export async function sayStatus(call: Call): Promise<0 | 1> {
  try {
    const seen = await lookAtHome(call.home)
    const { state, problem } = seen.settings
    const rows = [
      ['Version', seen.version],
      ['Home', seen.home],
      ['', runningLine(seen)],
      ['Sessions', sessionsLine(seen)],
      ['Record', recordLine(seen)],
      ...(seen.erasure === null ? [] : [['Erasure', erasureLine(seen)]]),
      [
        'Settings',
        `${settingsWords[state] ?? state}${problem === null ? '' : ` (${plainLine(problem)})`}`,
      ],
      ['Outer ring', ringWords(seen.ring)],
      ['Error reports', kindWords(seen.telemetry.errors)],
      ['Usage counts', kindWords(seen.telemetry.usage)],
    ]
    const text = rows.map(([name = '', what]) => `${name.padEnd(15)}${what}\n`).join('')
    return tell(call, seen, text)
  } catch (error) {
    return refuseUnreadable(call, call.home, error)
  }
}
