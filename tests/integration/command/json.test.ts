import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { commandTable } from '../../../main/commands/command-table.ts'
import { helpText } from '../../../main/commands/help-text.ts'
import { partIds, partNames } from '../../../shared/privacy/part-names.ts'
import { until } from '../app/until.ts'
import { freshHome as freshApp, startApp } from '../sessions/app-under-test.ts'
import { endAll, freshHome, fromSource, run, serve, start } from './run-command.ts'
import { writeSession } from './session-fixture.ts'

afterEach(endAll)

const failed = { ok: false, code: expect.any(String), message: expect.any(String) }

async function said(args: readonly string[], input?: string) {
  const program = fromSource(await freshHome())
  const { code, out, err } = await run(program, args, input)
  expect(err).toBe('')
  expect(out.trimEnd().split('\n')).toHaveLength(1)
  return { code, told: JSON.parse(out) as Record<string, unknown> }
}

describe('with --json every end is one object on the output', () => {
  test.each([
    [['frob', '--json'], 'There is no command “frob”'],
    [['--json'], 'Which command?'],
    [['sessions', '--json'], 'Which sessions command?'],
    [['export', '--json'], 'needs --out FILE'],
    [['erase', '--everything', '--json'], 'needs --yes'],
    [['serve', '--port', 'x', '--json'], '--port takes a number'],
    [['serve', '--home', '--json'], '--home needs a value'],
    [['status', '--json=1'], '--json takes no value'],
    [['sessions', 'export', 'x', '--json'], '--json needs --out'],
    [['telemetry', 'maybe', '--json'], 'There is no command'],
  ])('%j was not understood', async (args, message) => {
    const { code, told } = await said(args)
    expect(code).toBe(2)
    expect(told).toMatchObject({ ...failed, code: 'command.usage' })
    expect(told.message).toContain(message)
    expect(told.todo).toMatch(/^Run `mstro help.*`\.$/)
  })

  test('what stands behind -- is no flag', async () => {
    const program = fromSource(await freshHome())
    const { code, out, err } = await run(program, ['frob', '--', '--json'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('There is no command')
  })

  test.each([
    [['sessions', 'export', 'x', '--out', '/nowhere/x', '--json'], 'command.no-session'],
    [['export', '--out', '/nowhere/x.zip', '--json'], 'command.no-home'],
    [['erase', '--everything', '--yes', '--json'], 'command.no-home'],
    [['telemetry', 'on', '--json'], 'telemetry.not-switched'],
    [['telemetry', 'off', '--home', '/proc/nowhere', '--json'], 'telemetry.unwritable'],
    [['audit', 'verify', '--json'], 'command.record-unread'],
    [['install', '--to', '/proc/nowhere', '--json'], expect.stringMatching(/^install\./)],
  ])('%j failed', async (args, code) => {
    const { code: exit, told } = await said(args)
    expect(exit).toBe(1)
    expect(told).toMatchObject({ ...failed, code, todo: expect.stringMatching(/\.$/) })
    expect(told.todo).not.toBe(told.message)
  })

  test('a server that cannot start', async () => {
    const program = fromSource(await freshHome())
    await serve(program)
    const { out } = await run(program, ['serve', '--no-open', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      ...{ ...failed, code: 'start.home-in-use', todo: expect.stringContaining('--home') },
    })
  })
})

const rows = [
  { id: '1', tool: 'Bash', input: { command: 'rm -rf /' }, cwd: '/home/mira' },
  { id: '2', tool: 'Bash', input: { command: 'ls' }, cwd: '/home/mira/app' },
]
const lines = rows.map((row) => JSON.stringify(row)).join('\n')

describe('bouncer', () => {
  test('judge gives one object with a verdict a call', async () => {
    const { code, told } = await said(['bouncer', 'judge', '--json'], lines)
    expect(code).toBe(0)
    expect(told).toMatchObject({
      ...{ ok: true },
      verdicts: [
        { id: '1', decision: 'deny' },
        { id: '2', decision: 'allow' },
      ],
    })
  })

  test('judge names what it could not read', async () => {
    const { code, told } = await said(['bouncer', 'judge', '--json'], `${lines}\n{"id":3}\n`)
    expect(code).toBe(1)
    expect(told).toMatchObject({
      ...{ ...failed, code: 'command.rows-unread' },
      verdicts: [{ id: '1' }, { id: '2' }, { error: 'tool is missing', line: 3 }],
    })
  })

  test('explain gives the verdict as data', async () => {
    const { code, told } = await said(['bouncer', 'explain', '--json', '--', 'rm', '-rf', '/'])
    expect(code).toBe(0)
    expect(told).toMatchObject({
      ok: true,
      calls: [
        {
          ...{ tool: 'Bash', input: { command: 'rm -rf /' }, decision: 'deny' },
          rules: expect.arrayContaining([
            expect.objectContaining({
              id: 'delete.everything',
              layer: 'built-in',
              decision: 'deny',
            }),
          ]),
          effects: expect.arrayContaining([expect.objectContaining({ kind: 'delete' })]),
          policyHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
      policies: [],
    })
  })

  test('explain says which row and which file of rules it could not read', async () => {
    const bad = await said(['bouncer', 'explain', '--jsonl', '--json'], `${lines}\nx\n`)
    expect(bad.code).toBe(1)
    expect(bad.told).toMatchObject({
      ...{ ...failed, code: 'command.rows-unread' },
      calls: [{ decision: 'deny' }, { decision: 'allow' }, { line: 3, error: expect.any(String) }],
    })
    const args = ['bouncer', 'explain', '--policy', '/nowhere.yaml', '--json', '--', 'ls']
    expect((await said(args)).told).toMatchObject({
      ...{ ...failed, code: 'command.policy-unread' },
      policies: [{ path: '/nowhere.yaml', state: 'absent' }],
    })
  })
})

test('a record that does not hold is a failure with its report', async () => {
  const home = await freshHome()
  const file = join(home, 'bouncer-audit.jsonl')
  await writeFile(file, 'no line of ours\n')
  const { code, out } = await run(fromSource(home), ['audit', 'verify', file, '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    ...{ ...failed, code: 'command.record-unsound', report: { status: 'broken' } },
  })
})

describe('erase --owner', () => {
  test('takes the names of the settings, in any case, and says them where one is wrong', async () => {
    const home = await freshHome()
    const program = fromSource(home)
    await writeSession(join(home, 'data'), 's1')
    const wrong = await run(program, ['erase', '--owner', 'Ledgers', '--yes', '--json'])
    expect(wrong.code).toBe(2)
    const { message } = JSON.parse(wrong.out) as { message: string }
    for (const name of Object.values(partNames)) expect(message).toContain(name)
    const ledger = await run(program, ['erase', '--owner', 'LEDGER', '--yes', '--json'])
    expect(JSON.parse(ledger.out)).toMatchObject({ ok: true, receipt: { scope: 'egress' } })
    const record = await run(program, ['erase', '--owner', 'Record', '--yes'])
    expect(record).toMatchObject({ code: 0, err: '' })
    const help = helpText(commandTable, ['erase'])
    for (const name of Object.values(partNames)) expect(help).toContain(name)
  })

  test('every part of the app has a name', async () => {
    const app = await startApp(await freshApp())
    const { holdings } = await app.ask('privacy.holdings', {})
    await app.stop()
    expect(holdings.map(({ owner }) => owner).sort()).toEqual([...partIds].sort())
  })
})

/** The command that waits for its signal between the last byte of a file and its name, however fast it is. */
async function heldUntilSignal(home: string) {
  const program = fromSource(home)
  const hold = join(home, 'hold.mjs')
  await writeFile(
    hold,
    `import { open } from 'node:fs/promises'
const signal = new Promise((came) => {
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, came)
})
const any = await open(import.meta.filename)
const files = Object.getPrototypeOf(any)
await any.close()
const { sync } = files
files.sync = async function () {
  // Nothing else keeps a process running that waits.
  const alive = setInterval(() => 0, 1_000)
  await signal
  clearInterval(alive)
  return sync.call(this)
}`,
  )
  return { ...program, env: { ...program.env, NODE_OPTIONS: `--import=${hold}` } }
}

describe.skipIf(process.platform === 'win32')('a signal while a file is written', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s leaves neither the file nor a part of it', async (signal, code) => {
    const home = await freshHome()
    await writeSession(join(home, 'data'), 's1')
    const out = join(home, 'out')
    await mkdir(out)
    const args = ['sessions', 'export', 's1', '--out', join(out, 's1.jsonl')]
    const exporting = start(await heldUntilSignal(home), args)
    await until('the first bytes', async () => {
      const [first] = await readdir(out)
      return first !== undefined && (await stat(join(out, first))).size > 0
    })
    exporting.child.kill(signal)
    expect(await exporting.ended).toMatchObject({
      ...{ code, out: '', err: expect.stringContaining('You stopped it.') },
    })
    expect(await readdir(out)).toEqual([])
  })

  test('an export of everything that is stopped leaves nothing either', async () => {
    const home = await freshHome()
    const data = join(home, 'data')
    await writeSession(data, 's1')
    const big = Buffer.alloc(40_000_000, 'x')
    for (const at of [1, 2, 3, 4, 5]) {
      await writeFile(join(data, 'desktop', `settings.json.broken-${at}`), big)
    }
    const out = join(home, 'out')
    await mkdir(out)
    const exporting = start(fromSource(home), ['export', '--out', join(out, 'all.zip')])
    await until('the draft', async () => (await readdir(out)).length > 0)
    exporting.child.kill('SIGINT')
    expect((await exporting.ended).code).toBe(130)
    expect(await readdir(out)).toEqual([])
  })
})

test('a flaw is an object, too', async () => {
  const home = await freshHome()
  const program = fromSource(home)
  const flaw = join(home, 'flaw.mjs')
  await writeFile(flaw, "String.prototype.replaceAll = () => { throw new TypeError('odd') }")
  const env = { ...program.env, NODE_OPTIONS: `--import=${flaw}` }
  const { code, out } = await run({ ...program, env }, ['completion', 'bash', '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ ...failed, code: 'command.flaw' })
})
