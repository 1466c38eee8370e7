import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Secret, secret } from '../../shared/kit/secret.ts'
import { auditParts, decision, headKey } from '../../tests/integration/storage/record-fixture.ts'
import { createAudit } from './create-audit.ts'
import { runAuditVerify, type VerifyCommand } from './run-audit-verify.ts'

let home = ''
/** A sound record of three files; every test works on a copy. */
let sound = ''
let copies = 0

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'audit-verify-'))
  sound = join(home, 'sound')
  const audit = await createAudit({ ...auditParts(sound), segmentBytes: 4_500 })
  for (let number = 1; number <= 18; number += 1) await audit.append(decision(number))
  await audit.close()
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const sealed = () =>
  readdirSync(sound)
    .filter((name) => /\.\d+\.jsonl$/.test(name))
    .sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))

function copy(): string {
  copies += 1
  const folder = join(home, `copy-${copies}`)
  mkdirSync(folder)
  for (const name of readdirSync(sound)) copyFileSync(join(sound, name), join(folder, name))
  return folder
}

/** Every byte of the fixed beginning in the outermost lines, all line ends, and a sample of the rest. */
function sampledBytes(bytes: Buffer): { at: number; line: number }[] {
  let offset = 0
  const lines = linesOf(bytes)
  return lines.flatMap((text, index) => {
    const isOuter = index === 0 || index === lines.length - 1
    const start = offset
    const length = Buffer.byteLength(text)
    offset += length + 1
    const picked = Array.from({ length: length + 1 }, (_, at) => at).filter(
      (at) => (isOuter && at < 120) || at === length || at % 29 === 0,
    )
    return picked.map((at) => ({ at: start + at, line: index + 1 }))
  })
}

type Wanted = { folder: string; isExpected?: boolean } | { file: string }

async function verify(command: Wanted, key: Secret = headKey) {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const full: VerifyCommand = { ...command, write, headKey: key }
  const code = await runAuditVerify(full)
  return { code, text }
}

/** Changes a file of a copy and verifies the copy. */
async function afterChange(name: string, change: (bytes: Buffer) => Buffer | string) {
  const folder = copy()
  const path = join(folder, name)
  writeFileSync(path, change(readFileSync(path)))
  return verify({ folder })
}

const ACTIVE = 'bouncer-audit.jsonl'
const HEAD = 'bouncer-audit.head.json'
const linesOf = (bytes: Buffer) => bytes.toString().trimEnd().split('\n')
const joined = (lines: string[]) => `${lines.join('\n')}\n`

test('a sound record is intact, file by file too', async () => {
  expect(sealed()).toHaveLength(2)
  const whole = await verify({ folder: sound })
  expect(whole.code).toBe(0)
  expect(whole.text).toMatch(/^Intact: 21 entries \(1 to 21\) in 3 files\.\nThe head is signed/)
  for (const name of [...sealed(), ACTIVE]) {
    expect((await verify({ file: join(sound, name) })).code).toBe(0)
  }
})

test('an empty folder holds nothing to break', async () => {
  const { code, text } = await verify({ folder: join(home, 'nothing') })
  expect({ code, text }).toEqual({ code: 0, text: 'Empty: there is no entry yet.\n' })
})

test('an empty folder beside sessions is a loss', async () => {
  const { code, text } = await verify({ folder: join(home, 'nothing'), isExpected: true })
  expect(code).toBe(1)
  expect(text).toMatch(/^Missing: this home has sessions, but nothing of their record\. .+\n$/)
})

describe('tampering', () => {
  test('a changed byte is found wherever it is, and its line is named', async () => {
    const folder = copy()
    const failures: string[] = []
    for (const name of [...sealed(), ACTIVE]) {
      const path = join(folder, name)
      const good = readFileSync(path)
      for (const { at, line } of sampledBytes(good)) {
        const bad = Buffer.from(good)
        bad[at] = (bad[at] ?? 0) ^ 1
        writeFileSync(path, bad)
        const { code, text } = await verify({ folder })
        const isNamed = text.includes(`at ${name} line ${line},`)
        if (code !== 1 || !isNamed) failures.push(`${name}:${at} ${text}`)
      }
      writeFileSync(path, good)
    }
    expect(failures).toEqual([])
  }, 120_000)

  test('a line cut in two', async () => {
    const { code, text } = await afterChange(ACTIVE, (bytes) => {
      const [first = '', second = '', ...others] = linesOf(bytes)
      return joined([first, second.slice(0, 300), second.slice(300), ...others])
    })
    expect(code).toBe(1)
    expect(text).toContain(`at ${ACTIVE} line 2, entry`)
  })

  test('a line taken out, put in, doubled or moved', async () => {
    const [first = ''] = sealed()
    const edit = (change: (lines: string[]) => string[]) =>
      afterChange(first, (bytes) => joined(change(linesOf(bytes))))
    expect((await edit((lines) => lines.toSpliced(2, 1))).text).toMatch(
      /^Broken at bouncer-audit\.1\.jsonl line 3, entry 4: Entry 3 is missing before this line/,
    )
    const put = await edit((lines) => lines.toSpliced(3, 0, (lines[2] ?? '').replace('ls', 'rm')))
    expect(put).toMatchObject({ code: 1, text: expect.stringContaining('jsonl line 4,') })
    const twice = await edit((lines) => lines.toSpliced(3, 0, lines[2] ?? ''))
    expect(twice).toMatchObject({ code: 1, text: expect.stringContaining('jsonl line 4,') })
    const moved = await edit((lines) => lines.toSpliced(2, 2, lines[3] ?? '', lines[2] ?? ''))
    expect(moved).toMatchObject({ code: 1, text: expect.stringContaining('jsonl line 3,') })
  })

  test('a line changed together with every chain value behind it is caught by the head', async () => {
    const { chainLine } = await import('./chain.ts')
    const { code, text } = await afterChange(ACTIVE, (bytes) => {
      let prev = ''
      return linesOf(bytes)
        .map((line, index) => {
          const { n, at, prev: own, v: _, ...record } = JSON.parse(line)
          if (index === 1) record.call.input.command = 'rm -rf everything'
          const made = chainLine(record, { n, at, prev: prev || own })
          prev = made.value
          return made.text
        })
        .join('')
    })
    expect(code).toBe(1)
    expect(text).toContain('the head confirms another value')
  })
})

describe('missing parts', () => {
  test('lines missing at the end are told from changed ones', async () => {
    const count = linesOf(readFileSync(join(sound, ACTIVE))).length
    const { code, text } = await afterChange(ACTIVE, (bytes) =>
      joined(linesOf(bytes).slice(0, count - 2)),
    )
    expect(code).toBe(1)
    expect(text).toContain(
      `Truncated at ${ACTIVE} line ${count - 1}, entry 20: Entries 20 to 21 are missing at the end`,
    )
  })

  test('a cut at any byte of the last line is a truncation', async () => {
    const size = statSync(join(sound, ACTIVE)).size
    for (const cut of [1, 2, 50, 400]) {
      const { code, text } = await afterChange(ACTIVE, (bytes) => bytes.subarray(0, size - cut))
      expect({ code, text }).toMatchObject({
        code: 1,
        text: expect.stringContaining('Truncated at'),
      })
    }
  })

  test('a line that was being written when the machine stopped is no loss', async () => {
    const { code, text } = await afterChange(ACTIVE, (bytes) =>
      Buffer.concat([bytes, Buffer.from('{"v":1,"n":22,"at":17')]),
    )
    expect(code).toBe(0)
    expect(text).toContain('torn: A line of 21 bytes at the end was never confirmed')
  })

  test('the first file missing without a retention line', async () => {
    const folder = copy()
    rmSync(join(folder, sealed()[0] ?? ''))
    const { code, text } = await verify({ folder })
    expect(code).toBe(1)
    expect(text).toMatch(/^Truncated at .* line 1, .* missing before this line, and no retention/)
  })

  test('a file missing in the middle', async () => {
    const folder = copy()
    rmSync(join(folder, sealed()[1] ?? ''))
    const { code, text } = await verify({ folder })
    expect(code).toBe(1)
    expect(text).toMatch(/^Broken at bouncer-audit\.jsonl line 1, .* are missing before this line/)
  })

  test('all files missing while the head remembers them', async () => {
    const folder = copy()
    for (const name of [...sealed(), ACTIVE]) rmSync(join(folder, name))
    const { code, text } = await verify({ folder })
    expect(code).toBe(1)
    expect(text).toContain('Entries 1 to 21 are missing at the end')
  })
})

describe('the head', () => {
  test('made with another key', async () => {
    const { code, text } = await verify({ folder: sound }, secret('another key'))
    expect(code).toBe(1)
    expect(text).toContain(`Broken at ${HEAD} line 1`)
  })

  test.each([
    ['number', (text: string) => text.replace(/"n": \d+/, '"n": 20')],
    [
      'value',
      (text: string) =>
        text.replace(/"hash": "0?/, (at) => `${at.slice(0, 9)}${at.endsWith('0') ? '1' : '0'}`),
    ],
    ['contents', () => '{"format":"audit-head","version":1,"value":{}}'],
    ['format', () => '{}'],
  ])('with a forged %s', async (_, change) => {
    const result = await afterChange(HEAD, (bytes) => change(bytes.toString()))
    expect(result).toMatchObject({ code: 1, text: expect.stringContaining('The head is not ours') })
  })

  test('that lacks what every head has is named in words of people', async () => {
    for (const mac of ['', undefined]) {
      const found = await afterChange('bouncer-audit.head.json', (bytes) => {
        const head = JSON.parse(bytes.toString())
        return JSON.stringify({ ...head, value: { ...head.value, mac } })
      })
      expect(found.code).toBe(1)
      expect(found.text).toContain('The head is not ours: its file lacks what every head has')
      expect(found.text).not.toMatch(/[[{]/)
    }
  })

  test('that was not there leaves a doubt behind, which stays until it is acknowledged', async () => {
    const folder = copy()
    rmSync(join(folder, 'bouncer-audit.head.json'))
    const open = () => createAudit(auditParts(folder))
    await (await open()).close()
    const audit = await open()
    await audit.append(decision(19))
    await audit.close()
    const found = await verify({ folder })
    expect(found.code).toBe(3)
    expect(found.text).toContain('holds, and entry')
    expect(found.text).toContain('The head was missing')
    expect(found.text).not.toContain('Intact')

    const again = await open()
    expect((await again.verify()).status).toBe('unconfirmed')
    expect(await again.acknowledge('a copy was put back')).toMatchObject({ ok: true })
    expect((await again.verify()).status).toBe('intact')
    expect(await again.acknowledge('once more')).toMatchObject({
      error: { code: 'audit.nothing-doubted' },
    })
    await again.close()
    expect(await verify({ folder })).toMatchObject({ code: 0 })
  })

  test('missing', async () => {
    const folder = copy()
    rmSync(join(folder, HEAD))
    const { code, text } = await verify({ folder })
    expect(code).toBe(1)
    expect(text).toContain('The head is missing')
  })

  test('without the key its signature is not checked, and the report says so', async () => {
    let text = ''
    const write = (more: string) => {
      text += more
    }
    expect(await runAuditVerify({ folder: sound, write })).toBe(0)
    expect(text).toContain('is signed. The signature could not be checked: the key is not here.')
  })

  test('verifying changes nothing, not even a damaged head', async () => {
    const folder = copy()
    writeFileSync(join(folder, HEAD), '{"form')
    const before = readdirSync(folder).map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8'),
    ])
    await verify({ folder })
    expect(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    ).toEqual(before)
  })
})

describe('one file alone', () => {
  test('is checked as far as it goes, and the report says what was not', async () => {
    const away = join(home, 'exported.jsonl')
    copyFileSync(join(sound, sealed()[1] ?? ''), away)
    const { code, text } = await verify({ file: away })
    expect(code).toBe(0)
    expect(text).toContain('There is no head beside this file')
    expect(text).toMatch(/What came before entry \d+ is not in this file and was not checked\./)
    writeFileSync(away, readFileSync(away, 'utf8').replace('ls folder', 'rm folder'))
    expect((await verify({ file: away })).code).toBe(1)
  })

  test('in its folder the head confirms its end', async () => {
    const folder = copy()
    const file = join(folder, ACTIVE)
    writeFileSync(file, joined(linesOf(readFileSync(file)).slice(0, -1)))
    const { code, text } = await verify({ file })
    expect(code).toBe(1)
    expect(text).toContain('missing at the end')
  })

  test('that is not there', async () => {
    const { code, text } = await verify({ file: join(home, 'no such file') })
    expect({ code, text }).toEqual({
      code: 1,
      text: `The record at ${join(home, 'no such file')} could not be read (ENOENT). It was left as it is. Check the name and its permissions.\n`,
    })
  })
})
