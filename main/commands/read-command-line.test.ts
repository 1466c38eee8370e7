import { expect, test } from 'vitest'
import { brand } from '../../shared/brand.ts'
import { spoken } from './command.ts'
import { commandTable } from './command-table.ts'
import { readCommandLine } from './read-command-line.ts'

const read = (...args: string[]) => readCommandLine(commandTable, args)

test.each([
  [[], 'Which command?'],
  [['dance'], 'There is no command “dance”.'],
  [['statsu'], `There is no command “statsu”. Nearest: ${brand.command} status`],
  [['verify'], `Nearest: ${brand.command} audit verify`],
  [['bouncer'], 'Which bouncer command?'],
  [['bouncer', 'dance'], 'There is no command “bouncer dance”.'],
  [['bouncer', 'jugde'], `Nearest: ${brand.command} bouncer judge`],
  [['help', 'dance'], 'There is no command “dance”.'],
  [['bouncer', 'judge'], 'needs --jsonl'],
  [['bouncer', 'judge', '--jsonl', 'x'], '“x” does not belong here'],
  [['bouncer', 'explain'], 'needs either -- COMMAND or --jsonl'],
  [['bouncer', 'explain', '--jsonl', '--', 'ls'], 'needs either -- COMMAND or --jsonl'],
  [['bouncer', 'explain', '--policy', '', '--', 'ls'], '--policy needs a value'],
  [['serve', 'x'], '“x” does not belong here'],
  [['serve', '--port', 'x'], '--port takes a number'],
  [['serve', '--port', '70000'], '--port takes a number'],
  [['serve', '--home', ''], '--home needs a value: --home DIR'],
  [['serve', '--home'], '--home needs a value'],
  [['serve', '--home', '--json'], '--home needs a value'],
  [['serve', '--jsonl'], '--jsonl does not belong to this command. Nearest: --json'],
  [['serve', '--unknown'], '--unknown does not belong to this command.'],
  [['serve', '--no-open=yes'], '--no-open takes no value'],
  [['serve', '-x'], '-x does not belong'],
  [['audit', 'verify', 'a', 'b'], '“b” does not belong here'],
  [['sessions', 'export'], 'This command needs ID'],
  [['sessions', 'export', ''], 'ID is empty'],
  [['sessions', 'export', 'a', '--format', 'pdf'], '--format takes jsonl or markdown, not “pdf”'],
  [['sessions', 'export', 'a', '--json'], '--json needs --out FILE here'],
  [['export'], 'export needs --out FILE'],
  [['erase', '--yes'], 'erase needs either --owner NAME or --everything'],
  [['erase', '--yes', '--everything', '--owner', 'x'], 'erase needs either'],
  [['erase', '--everything'], 'erase needs --yes'],
  [['completion'], 'This command needs bash, zsh or fish'],
  [['completion', 'bish'], 'SHELL is bash, zsh or fish, not “bish”. Nearest: bash'],
])('%j is not understood', (args, told) => {
  const line = read(...args)
  expect(line.kind === 'mistake' ? line.message : line).toContain(told)
})

test('a word that is no name of ours and very long has no nearest one', () => {
  expect(read('a'.repeat(100_000))).toMatchObject({ kind: 'mistake', isUnknown: true })
})

test.each([
  [['help'], []],
  [['--help'], []],
  [['-h'], []],
  [['help', 'bouncer'], ['bouncer']],
  [
    ['help', 'audit', 'verify'],
    ['audit', 'verify'],
  ],
  [['serve', '--help'], ['serve']],
  [['bouncer', '-h'], ['bouncer']],
  [
    ['sessions', 'export', '--help'],
    ['sessions', 'export'],
  ],
])('%j asks for help on %j', (args, words) => {
  expect(read(...args)).toEqual({ kind: 'help', words, isJson: false })
})

test('what stands behind -- belongs to the command that is explained', () => {
  const line = read('bouncer', 'explain', '--', 'help', '--home', '-h')
  expect(line).toMatchObject({ kind: 'run', operands: ['help', '--home', '-h'] })
})

test('words of a command behind -- name none', () => {
  expect(read('--', 'serve').kind).toBe('mistake')
})

test('flags may stand before, between and behind the words', () => {
  const line = read('--home', '/a', 'sessions', '--format=markdown', 'export', 'x1')
  if (line.kind !== 'run') throw new Error(JSON.stringify(line))
  expect(spoken(line.command)).toBe('sessions export')
  expect(line.operands).toEqual(['x1'])
  expect(Object.fromEntries(line.flags)).toEqual({ home: '/a', format: 'markdown' })
})

test('every command can be reached, and takes --json or prints JSON anyway', () => {
  for (const command of commandTable) {
    expect(commandTable.filter((other) => spoken(other) === spoken(command))).toHaveLength(1)
    const names = command.flags.map(({ name }) => name)
    expect(names.includes('json') || names.includes('jsonl'), spoken(command)).toBe(true)
    expect(Boolean(command.gives), spoken(command)).toBe(names.includes('json'))
  }
})

test('a flag means the same everywhere, so that it can be read before its command is known', () => {
  const shapes = new Map<string, boolean>()
  for (const { name, placeholder } of commandTable.flatMap(({ flags }) => flags)) {
    const takesValue = placeholder !== undefined
    expect(shapes.get(name) ?? takesValue, name).toBe(takesValue)
    shapes.set(name, takesValue)
  }
})
