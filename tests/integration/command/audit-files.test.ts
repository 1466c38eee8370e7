import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAudit } from '../../../main/audit/index.ts'
import { systemClock } from '../../../main/kit/clock.ts'
import { redactValue } from '../../../main/kit/redact.ts'
import { silentLogger } from '../../../main/kit/silent-logger.ts'
import { openSession } from '../../../main/sessions/session.ts'
import { callIdSchema, sessionIdSchema } from '../../../shared/kit/ids.ts'
import { auditParts, decision } from '../storage/record-fixture.ts'
import { endAll, freshHome, fromSource, pictureOf, run } from './run-command.ts'
import { canary, writeSession } from './session-fixture.ts'

const mine = 'session-1'
let root = ''
let home = ''

/** Adds a change of a file and a command to what the session of the fixture did. */
async function edit(folder: string) {
  const session = await openSession({
    ...{ id: sessionIdSchema.parse(mine), folder, clock: systemClock, logger: silentLogger },
    onChanged: () => undefined,
  })
  const callId = callIdSchema.parse('c2')
  await session.append({
    ...{ kind: 'tool-called', callId, tool: 'Edit', parentCallId: null },
    input: {
      file_path: '/home/ada/menu/soup.md',
      old_string: 'a\nhot\nb',
      new_string: 'a\ncold\nb',
    },
  })
  const ended = { isError: false, output: 'done', cut: false, changed: null, durationMs: 1 }
  await session.append({ kind: 'tool-finished', callId, ...ended })
  await session.close()
}

beforeAll(async () => {
  root = await freshHome()
  home = join(root, 'data')
  await edit(await writeSession(home, mine))
  const parts = { ...auditParts(join(home, 'logs')), headKey: null, redact: redactValue }
  const audit = await createAudit({ ...parts, segmentBytes: 20_000 })
  for (let number = 0; number < 60; number += 1) {
    const command = number === 3 ? `=cmd|' /C calc'!A0 ${canary}` : `ls "folder, ${number}"`
    await audit.append(decision(number, { command, decision: number === 4 ? 'deny' : 'allow' }))
  }
  await audit.close()
}, 60_000)
afterAll(() => {
  endAll()
  rmSync(root, { recursive: true, force: true })
})

const command = (...args: string[]) => run(fromSource(root), args)

describe('audit export', () => {
  it('writes lines as they stand, changes nothing, and can be cut by session and decision', async () => {
    const before = await pictureOf(home)
    const all = await command('audit', 'export')
    expect(all.code).toBe(0)
    const logs = join(home, 'logs')
    const sealed = readdirSync(logs)
      .filter((name) => /audit\.\d+\.jsonl$/.test(name))
      .sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))
    const lines = [...sealed, 'bouncer-audit.jsonl'].map((name) =>
      readFileSync(join(logs, name), 'utf8'),
    )
    expect(all.out).toBe(lines.join(''))
    const one = await command('audit', 'export', '--session', mine, '--decision', 'deny')
    expect(
      one.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).call.id),
    ).toEqual(['call-4'])
    expect(await pictureOf(home)).toEqual(before)
  })

  it('writes a table that nothing runs from, whole or not at all', async () => {
    const out = join(root, 'record.csv')
    const done = await command('audit', 'export', '--format', 'csv', '--out', out, '--json')
    expect(JSON.parse(done.out)).toMatchObject({ ok: true, format: 'csv', out })
    const text = readFileSync(out, 'utf8')
    expect(text.split('\r\n')[0]).toMatch(/^entry,time,kind,decision,by,/)
    expect(text).toContain(`'=cmd|' /C calc'!A0`)
    expect(text).not.toMatch(/,"?=cmd/)
    expect(text).toContain('"ls ""folder, 5"""')
    expect(text).not.toContain(canary)
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const again = await command('audit', 'export', '--format', 'csv', '--out', out)
    expect(again.code).toBe(1)
    expect(readFileSync(out, 'utf8')).toBe(text)
    expect(readdirSync(root).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('refuses what it cannot mean', async () => {
    expect((await command('audit', 'export', '--since', '2026-02-31')).code).not.toBe(0)
    expect((await command('audit', 'evidence', '--session', mine)).code).not.toBe(0)
    const away = await run(fromSource(join(root, 'away')), ['audit', 'export'])
    expect(away.code).toBe(1)
    expect(away.err).toContain('There is no home')
  })
})

describe('an evidence pack', () => {
  const unpack = (zip: string, to: string) => {
    mkdirSync(to)
    execFileSync('/usr/bin/unzip', ['-q', zip, '-d', to], { env: {} })
  }
  /** Runs the verifier without anything of ours around it. */
  const verify = (folder: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['verify.mjs'], {
      ...{ cwd: folder, env: {}, encoding: 'utf8' },
    })
    return { status, said: `${stdout}${stderr}` }
  }
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort()

  it('of a session verifies alone, and names any file of which one byte was changed', async () => {
    const zip = join(root, 'session.zip')
    const done = await command('audit', 'evidence', '--session', mine, '--out', zip, '--json')
    const told = JSON.parse(done.out) as { seal: string; entries: number }
    expect(told.entries).toBeGreaterThanOrEqual(20)
    const folder = join(root, 'session')
    unpack(zip, folder)
    expect(verify(folder)).toMatchObject({ status: 0 })
    expect(verify(folder).said).toContain(told.seal)
    const files = filesIn(folder)
    expect(files).toContain(`sessions/${mine}/transcript.md`)
    expect(files).toContain(`sessions/${mine}/diffs/0001-soup.md.diff`)
    const diff = readFileSync(join(folder, 'sessions', mine, 'diffs', '0001-soup.md.diff'), 'utf8')
    expect(diff).toContain('-hot\n+cold')
    expect(readFileSync(join(folder, 'sessions', mine, 'diffs', 'unknown.md'), 'utf8')).toContain(
      'echo',
    )
    for (const file of files) {
      const path = join(folder, file)
      const bytes = readFileSync(path)
      expect(bytes.includes(canary), file).toBe(false)
      // In the middle of a comment or word, so that the verifier itself still runs.
      const at = file === 'verify.mjs' ? 5 : Math.floor(bytes.length / 2)
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(path, changed)
      const found = verify(folder)
      expect(found.status, file).toBe(1)
      expect(found.said, file).toContain(file.split('/').at(-1))
      writeFileSync(path, bytes)
    }
    writeFileSync(join(folder, 'more.txt'), 'added')
    expect(verify(folder).said).toContain('more.txt')
    rmSync(join(folder, 'more.txt'))
    rmSync(join(folder, 'README.txt'))
    expect(verify(folder).said).toContain('README.txt is missing')
  }, 120_000)

  it('of a time names the first broken line even when every hash was made anew', async () => {
    const zip = join(root, 'time.zip')
    expect((await command('audit', 'evidence', '--since', '1d', '--out', zip)).code).toBe(0)
    const folder = join(root, 'time')
    unpack(zip, folder)
    expect(verify(folder)).toMatchObject({ status: 0 })
    const chain = join(folder, 'record', 'chain.jsonl')
    const lines = readFileSync(chain, 'utf8').split('\n')
    lines[10] = (lines[10] ?? '').replace('"allow"', '"deny"')
    writeFileSync(chain, lines.join('\n'))
    const found = verify(folder)
    expect(found.status).toBe(1)
    expect(found.said).toContain('record/chain.jsonl line 11 (entry 11)')
  }, 60_000)

  it('leaves a file alone that lies there already', async () => {
    const zip = join(root, 'session.zip')
    const again = await command('audit', 'evidence', '--session', mine, '--out', zip)
    expect(again.code).toBe(1)
    expect(again.err).toContain('There is a file at')
    expect(existsSync(zip)).toBe(true)
  })
})
