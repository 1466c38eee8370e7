// Checks an evidence pack. It needs Node 20 or newer and nothing else: node verify.mjs [FOLDER]
// Ends with 0 where everything holds, with 1 where something was changed, with 2 where it cannot read.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = resolve(process.argv[2] ?? dirname(fileURLToPath(import.meta.url)))
const problems = []
const notes = []
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const isHash = (text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)

class Unreadable extends Error {}

function read(name) {
  try {
    return readFileSync(join(folder, name))
  } catch (error) {
    throw new Unreadable(`${name} cannot be read (${error.code ?? error.message}).`, {
      cause: error,
    })
  }
}

function readJson(name) {
  try {
    return JSON.parse(read(name).toString('utf8'))
  } catch (error) {
    if (error instanceof Unreadable) throw error
    problems.push(`${name} was changed: it is no JSON any more.`)
    return null
  }
}

function filesBelow(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name)
    return entry.isDirectory()
      ? filesBelow(inside)
      : [relative(folder, inside).split(sep).join('/')]
  })
}

/** The manifest names every file with its hash; its own hash stands beside it. */
function checkFiles() {
  const told = read('manifest.sha256').toString('utf8')
  const found = sha256(read('manifest.json'))
  if (told !== `${found}  manifest.json\n`) {
    problems.push('manifest.json does not fit manifest.sha256: one of the two was changed.')
  }
  const manifest = readJson('manifest.json')
  if (!manifest || !Array.isArray(manifest.files)) return null
  const known = new Map(manifest.files.map(({ path, sha256: hash }) => [path, hash]))
  const there = new Set(filesBelow(folder))
  for (const [path, hash] of known) {
    if (!there.has(path)) problems.push(`${path} is missing.`)
    else if (sha256(read(path)) !== hash) problems.push(`${path} was changed.`)
  }
  for (const path of there) {
    const isOurs = known.has(path) || path === 'manifest.json' || path === 'manifest.sha256'
    if (!isOurs) problems.push(`${path} is not named in manifest.json: it was added.`)
  }
  return { manifest, seal: found }
}

/** Lines as bytes, because the chain is over bytes. */
function linesOf(bytes) {
  const lines = []
  for (let start = 0; start < bytes.length; ) {
    const at = bytes.indexOf(10, start)
    const end = at < 0 ? bytes.length : at
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return lines
}

function parse(line) {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return null
  }
}

const valueBehind = (prev, line) =>
  createHash('sha256').update(Buffer.from(prev, 'hex')).update(line).digest('hex')

/** What a removal says of lines whose text was removed, by its id. */
function removalsIn(entries) {
  const ordered = new Map()
  for (const entry of entries) {
    if (entry?.kind === 'chain' && entry.removal) ordered.set(entry.removal.id, entry)
  }
  return ordered
}

function checkRemoved(entry, ordered, where) {
  const order = ordered.get(entry.order)
  const holds = order?.removal.entries.some(([from, to]) => entry.n >= from && entry.n <= to)
  if (!order)
    notes.push(
      `Entry ${entry.n} says that its text was removed; the entry that ordered it lies outside this pack.`,
    )
  else if (!holds || order.n <= entry.n)
    return `${where}: it says that its text was removed, and no entry ordered that.`
  return null
}

const changed = 'the line was changed, its value is not the one'

/** What is wrong between a line and the one before it in the pack; null when they fit. */
function checkLink({ last, anchors, gaps }, entry, at) {
  if (last === null) {
    const { from } = anchors
    const fits = entry.n === from.entry && entry.prev === from.value
    return fits
      ? null
      : `${at}: the pack should begin with entry ${from.entry} behind another value.`
  }
  if (entry.n === last.n + 1) {
    return entry.prev === last.value ? null : `${last.at}: ${changed} the next line was chained to.`
  }
  const gap = gaps.get(last.n)
  if (gap?.before !== entry.n) return `${at}: entry ${last.n + 1} was due here, and no gap is told.`
  if (gap.behind !== last.value) return `${last.at}: ${changed} that was noted.`
  return gap.value === entry.prev
    ? null
    : `${at}: it follows another value than the one that was noted.`
}

/** Each line names the value behind the line before it; a gap is bridged by the anchors. */
function checkLine(state, line, where) {
  const entry = parse(line)
  const isEntry = entry !== null && Number.isSafeInteger(entry.n) && isHash(entry.prev)
  if (!isEntry) return `${where}: this is no line of the record, or it was changed.`
  const at = `${where} (entry ${entry.n})`
  const broken = checkLink(state, entry, at)
  if (broken) return broken
  if (state.last) state.withheld += entry.n - state.last.n - 1
  state.last = { n: entry.n, at, value: valueBehind(entry.prev, line) }
  return entry.kind === 'removed' ? checkRemoved(entry, state.ordered, at) : null
}

function checkChain() {
  const anchors = readJson('record/anchors.json')
  const lines = linesOf(read('record/chain.jsonl'))
  if (!anchors) return 0
  const gaps = new Map(anchors.gaps.map((gap) => [gap.after, gap]))
  const state = { anchors, gaps, last: null, withheld: 0, ordered: removalsIn(lines.map(parse)) }
  for (const [index, line] of lines.entries()) {
    const broken = checkLine(state, line, `record/chain.jsonl line ${index + 1}`)
    if (broken) {
      problems.push(`Broken at ${broken}`)
      return index
    }
  }
  const end = state.last
  if (anchors.to === null ? end !== null : end?.n !== anchors.to.entry) {
    problems.push('Broken at record/chain.jsonl: lines are missing at the end.')
  } else if (end && end.value !== anchors.to.value) {
    problems.push(
      `Broken at ${end.at}: the line was changed, its value is not the one that was noted.`,
    )
  }
  if (state.withheld > 0)
    notes.push(
      `${state.withheld} entries between them concern something else and are not in this pack; their place is bridged by the values noted in record/anchors.json.`,
    )
  return lines.length
}

function say() {
  const checked = checkFiles()
  const lines = checkChain()
  const text =
    problems.length > 0
      ? problems
      : [
          `Holds: ${checked?.manifest.files.length} files and ${lines} entries are as they were packed.`,
        ]
  const record = checked?.manifest.record
  if (problems.length === 0 && record)
    text.push(
      `The record they were taken from was ${record.status} to entry ${record.lastEntry} then; its head was ${record.head}.`,
    )
  if (checked)
    text.push(
      `Seal of this pack: ${checked.seal}. Compare it with the one that was told when the pack was made.`,
    )
  process.stdout.write(`${[...text, ...notes].join('\n')}\n`)
  return problems.length > 0 ? 1 : 0
}

try {
  process.exitCode = say()
} catch (error) {
  process.stdout.write(
    error instanceof Unreadable
      ? `${error.message}\n`
      : `The pack cannot be read: ${error.message}\n`,
  )
  process.exitCode = error instanceof Unreadable ? 1 : 2
}
