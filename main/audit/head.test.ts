import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secret } from '../../shared/kit/secret.ts'
import { systemClock } from '../kit/clock.ts'
import { createHead, type HeadSigning, pointsOf, signedTo } from './head.ts'

const key = secret('a key of thirty-two bytes or more')
const hashOf = (digit: string) => digit.repeat(64)
const [first, second, third] = [
  { n: 1, hash: hashOf('a') },
  { n: 2, hash: hashOf('b') },
  { n: 3, hash: hashOf('c') },
]

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'head-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const headWith = (signing: HeadSigning) => createHead({ folder, clock: systemClock, ...signing })
const path = () => join(folder, 'bouncer-audit.head.json')

function change(more: object): void {
  const file = JSON.parse(readFileSync(path(), 'utf8'))
  writeFileSync(path(), JSON.stringify({ ...file, value: { ...file.value, ...more } }))
}

test('the first signature is remembered once, and from then on one without is none of ours', async () => {
  let remembered = 0
  const remember = async () => {
    remembered += 1
  }
  const head = headWith({ key, remember })
  await head.write(first)
  await head.write(second)
  expect(remembered).toBe(1)
  change({ mac: null })
  expect(await headWith({ key }).read()).toMatchObject({ status: 'unsigned' })
  const found = await headWith({ key, wasSigned: true }).read()
  expect(found).toMatchObject({ status: 'stripped' })
  // Not without the key either, where the keychain still has the note.
  expect(await headWith({ key: null, wasSigned: true }).read()).toMatchObject({
    status: 'stripped',
  })
})

test.each([
  ['stripped', { mac: null }],
  ['forged', { mac: hashOf('0') }],
])('one that is %s is kept as evidence when the next is written', async (status, more) => {
  await headWith({ key }).write(first)
  change(more)
  const before = readFileSync(path(), 'utf8')
  const head = headWith({ key, wasSigned: true })
  expect(await head.read()).toMatchObject({ status })
  await head.write(second)
  await head.write(third)
  expect(await head.read()).toMatchObject({ status: 'signed', n: 3 })
  const [aside = '', ...more_] = readdirSync(folder).filter((name) => name.includes('.broken-'))
  expect(more_).toEqual([])
  expect(readFileSync(join(folder, aside), 'utf8')).toBe(before)
})

test('without the key a signature stays, and what comes later stands behind it', async () => {
  await headWith({ key }).write(first)
  const without = headWith({ key: null })
  await without.write(second)
  await without.write(third)
  const unchecked = await without.read()
  expect(unchecked).toMatchObject({ status: 'unchecked', ...third, signed: first })
  const found = await headWith({ key, wasSigned: true }).read()
  expect(found).toMatchObject({ status: 'signed', ...third, signed: first })
  expect([signedTo(found), pointsOf(found)]).toMatchObject([1, [first, third]])
  await headWith({ key }).write(third)
  const again = await headWith({ key }).read()
  expect([signedTo(again), pointsOf(again)]).toMatchObject([null, [third]])
})

test('what stands behind a signature cannot take the record back before it', async () => {
  await headWith({ key }).write(second)
  for (const behind of [
    { ...first, at: 1 },
    { n: 2, hash: hashOf('d'), at: 1 },
  ]) {
    change({ behind })
    expect(await headWith({ key }).read()).toMatchObject({ status: 'forged' })
  }
})

test('writing the same end without the key changes nothing', async () => {
  await headWith({ key }).write(first)
  const before = readFileSync(path(), 'utf8')
  expect(await headWith({ key: null }).write(first)).toMatchObject({ ok: true })
  expect(readFileSync(path(), 'utf8')).toBe(before)
})
