import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sessionIdSchema } from '../../shared/kit/ids.ts'
import { placesIn } from '../app/places.ts'
import { readPlainText } from '../kit/plain-file.ts'
import { redactText } from '../kit/redact.ts'

/** Sessions that are offered at most, those that changed last. */
const mostSessions = 200
const mostTitleChars = 60

/** What a shell asks this command for while somebody types; each line a word, a tab and what it is. */
export async function completeWords(what: string, home: string): Promise<string> {
  const rows = await rowsOf(what, home)
  return rows.map((row) => `${row.join('\t')}\n`).join('')
}

async function rowsOf(what: string, home: string): Promise<[string, string][]> {
  return what === 'sessions' ? sessionRows(home) : []
}

/** Reads names and titles alone: nothing is locked, mended or started for a word that is being typed. */
async function sessionRows(home: string): Promise<[string, string][]> {
  const { sessions: folder } = placesIn(home)
  const names = await readdir(folder).catch((): string[] => [])
  // A shell must be able to type it without quotation.
  const ids = names.filter(
    (name) => sessionIdSchema.safeParse(name).success && /^[\w-]+$/.test(name),
  )
  const dated = await Promise.all(
    ids.map(async (id) => ({ id, at: await changedAt(join(folder, id)) })),
  )
  const newest = dated.sort((a, b) => b.at - a.at).slice(0, mostSessions)
  return Promise.all(
    newest.map(async ({ id }) => [id, await titleIn(join(folder, id))] as [string, string]),
  )
}

async function changedAt(folder: string): Promise<number> {
  return stat(join(folder, 'summary.json')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

async function titleIn(folder: string): Promise<string> {
  try {
    const { value } = JSON.parse(await readPlainText(join(folder, 'summary.json'))) as {
      readonly value?: { readonly summary?: { readonly title?: unknown } }
    }
    const title = redactText(String(value?.summary?.title ?? ''))
    return title.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').slice(0, mostTitleChars)
  } catch {
    // Missing or damaged: the id alone is offered.
    return ''
  }
}
