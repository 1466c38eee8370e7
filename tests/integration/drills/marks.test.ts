import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectAllJudged } from './marks.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'marks-'))
  await mkdir(join(home, 'logs'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const house = () => ({ project: home, place: { home } })
const ran = () => writeFile(join(home, 'a.mark'), '')
const entry = (kind: string, at: number, more: object) => JSON.stringify({ kind, at, ...more })
const decided = (decision: string, at = 0, command = 'touch a.mark') =>
  entry('decision', at, { call: { id: 'c', input: { command } }, verdict: { decision } })
const answered = (decision: string) => entry('answer', 0, { callId: 'c', decision })
const record = (...lines: string[]) =>
  writeFile(join(home, 'logs', 'bouncer-audit.jsonl'), lines.map((line) => `${line}\n`).join(''))

test.each([
  ['no entry', []],
  ['an entry of another call', [decided('allow', 0, 'touch b.mark')]],
  ['a deny', [decided('deny')]],
  ['a question without an answer', [decided('ask')]],
  ['a question that was denied', [decided('ask'), answered('deny')]],
  ['an entry from after it ran', [decided('allow', Date.now() + 3_600_000)]],
])('a call that ran with %s is found', async (_name, lines) => {
  await record(...lines)
  await ran()
  await expect(expectAllJudged(house())).rejects.toThrow('an entry that allows a before it ran')
})

test.each([
  ['allowed', [decided('allow')]],
  ['asked about and allowed', [decided('ask'), answered('allow')]],
])('a call that was %s may have run', async (_name, lines) => {
  await record(...lines)
  await ran()
  await expectAllJudged(house())
})
