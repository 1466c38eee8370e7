import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { SCRATCH_BYTES, scanLines, scanLinesBackwards } from './scan-lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'scan-lines-'))
const path = join(folder, 'lines')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Seen {
  readonly text: string
  readonly offset: number
}

async function forward(range: { from?: number; to?: number } = {}) {
  const seen: Seen[] = []
  const end = await scanLines({ path, ...range }, ({ bytes, start, end, offset }) => {
    seen.push({ text: bytes.toString('utf8', start, end), offset })
    // What a visitor may overwrite must not reach lines that are still to come.
    bytes.fill(0, start - SCRATCH_BYTES, start)
    return true
  })
  return { seen, end }
}

async function backward(range: { from?: number; to?: number } = {}) {
  const seen: Seen[] = []
  await scanLinesBackwards({ path, ...range }, ({ bytes, start, end, offset }) => {
    seen.push({ text: bytes.toString('utf8', start, end), offset })
    return true
  })
  return seen
}

function expected(text: string): Seen[] {
  const parts = text.split('\n').slice(0, -1)
  let offset = 0
  return parts.map((part) => {
    const seen = { text: part, offset }
    offset += Buffer.byteLength(part) + 1
    return seen
  })
}

// Around the chunk size of 256 KiB: lines that end on it, span it, and are longer than several.
const long = fc
  .tuple(fc.constantFrom(1, 255, 262_143, 262_144, 262_145, 700_000), fc.constantFrom('x', 'é'))
  .map(([length, letter]) => letter.repeat(length))
const line = fc.oneof(
  { weight: 8, arbitrary: fc.string().map((text) => text.replaceAll('\n', ' ')) },
  { weight: 1, arbitrary: long },
)

test('forwards and backwards see the same lines at the same places, whatever their length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.string(), async (lines, rest) => {
      const tail = rest.replaceAll('\n', ' ')
      const text = lines.map((each) => `${each}\n`).join('') + tail
      writeFileSync(path, text)
      const { seen, end } = await forward()
      expect(seen).toEqual(expected(text))
      expect(end).toEqual({
        offset: Buffer.byteLength(text) - Buffer.byteLength(tail),
        tailBytes: Buffer.byteLength(tail),
      })
      expect(await backward()).toEqual(expected(text).reverse())
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('a range of whole lines is read without its neighbours', async () => {
  writeFileSync(path, 'one\ntwo\nthree\nfour\n')
  const texts = (seen: Seen[]) => seen.map(({ text }) => text)
  expect(texts((await forward({ from: 4, to: 14 })).seen)).toEqual(['two', 'three'])
  expect(texts(await backward({ from: 4, to: 14 }))).toEqual(['three', 'two'])
})

test('false ends a scan', async () => {
  writeFileSync(path, 'one\ntwo\nthree\n')
  const seen: string[] = []
  await scanLines({ path }, ({ bytes, start, end }) => {
    seen.push(bytes.toString('utf8', start, end))
    return seen.length < 2
  })
  await scanLinesBackwards({ path }, ({ bytes, start, end }) => {
    seen.push(bytes.toString('utf8', start, end))
    return false
  })
  expect(seen).toEqual(['one', 'two', 'three'])
})
