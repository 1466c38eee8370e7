import { readdirSync, readFileSync } from 'node:fs'
import { engineVersion } from '../../main/bouncer/rules/policy.ts'
import type { Scorecard } from './scorecard.ts'

const folder = new URL('../corpus/scorecards/', import.meta.url)

/** The file that holds the scorecard of one version of the engine. */
export function scorecardFile(engineVersion: string): URL {
  return new URL(`${engineVersion}.json`, folder)
}

/** The scorecard of the newest version that has one; null when none has. */
export function latestScorecard(): Scorecard | null {
  const [newest] = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort((a, b) => b.localeCompare(a, undefined, { numeric: true }))
  if (!newest) return null
  return JSON.parse(readFileSync(new URL(newest, folder), 'utf8')) as Scorecard
}

/** What changed from one scorecard to the next, one sentence each; empty when nothing did. */
export function drift(before: Scorecard | null, after: Scorecard): string[] {
  if (!before) return ['there is no scorecard yet']
  const ids = new Set([...Object.keys(before.wrong), ...Object.keys(after.wrong)])
  const rows = [...ids].sort().flatMap((id) => {
    const [old, now] = [before.wrong[id], after.wrong[id]]
    if (old === now) return []
    if (now === undefined) return [`${id} is right now (was ${old})`]
    return [old === undefined ? `${id} is wrong now: ${now}` : `${id} went from ${old} to ${now}`]
  })
  const shares = after.scores.flatMap(({ name, hits, rows: count }) => {
    const old = before.scores.find((line) => line.name === name)
    return old && (old.hits !== hits || old.rows !== count)
      ? [`${name}: ${old.hits} of ${old.rows} became ${hits} of ${count}`]
      : []
  })
  return [...rows, ...shares]
}

/** The file by which the app shows the newest scorecard. */
export const shownScorecard = new URL('../../shared/bouncer/scorecard.ts', import.meta.url)

/** The scorecard as the app shows it: its lines, without single rows. */
export function shownText({ scores }: Scorecard): string {
  const lines = scores.flatMap(({ name, rows, percent, low, high, bar, met }) => [
    '    {',
    `      id: '${name.replace(/[^a-z]+/gi, '-').toLowerCase()}',`,
    ...Object.entries({ rows, percent, low, high, bar, met }).map(
      ([key, value]) => `      ${key}: ${value},`,
    ),
    '    },',
  ])
  return [
    '/** The scorecard of this engine on labelled calls that nobody who works on it has seen; written by `npm run scorecard -- --write`. */',
    'export const scorecard = {',
    `  engineVersion: '${engineVersion}',`,
    '  lines: [',
    ...lines,
    '  ],',
    '} as const',
    '',
  ].join('\n')
}
