import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandTable } from '../../../main/commands/command-table.ts'
import { completionScript, type Shell, shells } from '../../../main/commands/completion.ts'
import { brand } from '../../../shared/brand.ts'
import { testedProgram } from '../../fixtures/tested-program.ts'
import { freshHome } from './run-command.ts'
import { writeSession } from './session-fixture.ts'

const { command } = brand
const groups = [...new Set(commandTable.map(({ words }) => words[0] ?? ''))]
let folder = ''

beforeAll(async () => {
  folder = await freshHome()
  for (const shell of shells) {
    await writeFile(join(folder, `completion.${shell}`), completionScript(commandTable, shell))
  }
  await mkdir(join(folder, 'a folder'))
  await writeFile(join(folder, 'a file.jsonl'), '')
  // The command as an installation has it: by its name on the search path.
  const bin = join(folder, 'bin')
  await mkdir(bin)
  const script = `#!/bin/sh\necho "$@" >> "${folder}/asked"\nexec "${process.execPath}" "${testedProgram}" "$@"\n`
  await writeFile(join(bin, command), script)
  await chmod(join(bin, command), 0o755)
  await writeSession(join(folder, brand.homeFolder), 'sess-one')
  await writeSession(join(folder, brand.homeFolder), 'sess-two')
  await writeSession(join(folder, 'elsewhere'), 'other-one')
  await mkdir(join(folder, brand.homeFolder, 'desktop', 'sessions', '$(touch hit)'))
})

const programOf = (shell: Shell) =>
  ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
    .map((place) => join(place, shell))
    .find(existsSync)

function ask(shell: Shell, args: readonly string[]): string[] {
  const env = {
    PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
    HOME: folder,
    TERM: 'dumb',
    LANG: 'C.UTF-8',
  }
  const options = { env, cwd: folder, encoding: 'utf8', timeout: 30_000 } as const
  const out = execFileSync(programOf(shell) ?? shell, [...args], options)
  return out.split('\n').filter((line) => line !== '')
}

/** What bash itself would offer behind the words, as its completion machinery calls the function. */
function inBash(...typed: string[]): string[] {
  const script = `
    source ./completion.bash
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    spec=$(complete -p ${command}); name=\${spec#*-F }; name=\${name%% *}
    compopt() { :; }
    "$name" ${command} "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
    printf '%s\\n' "\${COMPREPLY[@]}"`
  return ask('bash', ['--norc', '-c', script, 'bash', command, ...typed])
}

/** In a real line editor: zsh fills in what it is asked for, caught where it would be inserted. */
function inZsh(...typed: string[]): string[] {
  const script = `
    autoload -Uz compinit && compinit -u -D
    source ./completion.zsh
    compadd() {
      local -a words_ found
      builtin compadd -O found "$@" 2>/dev/null
      builtin compadd "$@"
      print -rl -- $found >> ./caught
    }
    catch() { : > ./caught; zle complete-word; exit }
    zle -N catch; zle -C complete-word .complete-word _main_complete
    bindkey '^I' catch`
  const line = `${command} ${typed.map((word) => word.replaceAll(' ', '\\ ')).join(' ')}`
  const drive = `
    zmodload zsh/zpty
    zpty -b z 'ZDOTDIR=. zsh -f -i'
    zpty -w z ${quote(script.trim().split('\n').join('; ').replaceAll('{;', '{'))}
    zpty -w -n z ${quote(line)}$'\\t'
    repeat 100; do zpty -t z || break; zpty -r z junk 2>/dev/null; sleep 0.05; done
    cat ./caught`
  // What is described is added in groups, and each group twice.
  return [...new Set(ask('zsh', ['-f', '-c', drive]))]
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

function inFish(...typed: string[]): string[] {
  const line = [command, ...typed].join(' ')
  const rows = ask('fish', [
    '--no-config',
    '-c',
    `source ./completion.fish; complete -C ${quote(line)}`,
  ])
  return rows.map((row) => row.split('\t')[0] ?? '')
}

const inShell = { bash: inBash, zsh: inZsh, fish: inFish } as const

for (const shell of shells) {
  describe.skipIf(programOf(shell) === undefined)(`in ${shell}`, () => {
    const offered = (...typed: string[]) => inShell[shell](...typed)

    test('offers every first word', () => {
      expect(offered('')).toEqual(expect.arrayContaining(groups))
      expect(offered('sta')).toEqual(['status'])
    })

    test('offers the words of a group, and nothing of another', () => {
      const words = offered('bouncer', '')
      expect(words).toEqual(expect.arrayContaining(['judge', 'explain']))
      expect(words).not.toContain('serve')
      expect(offered('telemetry', 'o').sort()).toEqual(['off', 'on'])
    })

    test('offers the flags of the command, also behind other flags', () => {
      expect(offered('erase', '--e')).toEqual(['--everything'])
      expect(offered('sessions', '--home', '/x', 'export', '--fo')).toEqual(['--format'])
      expect(offered('serve', '--ev')).toEqual([])
    })

    test('offers the values that a flag or a word takes', () => {
      expect(offered('sessions', 'export', '--format', '').sort()).toEqual(['jsonl', 'markdown'])
      expect(offered('completion', 'f')).toEqual(['fish'])
    })

    test('offers the sessions that are there, of the home that was typed', async () => {
      await rm(join(folder, 'asked'), { force: true })
      expect(offered('sessions', 'export', 'sess').sort()).toEqual(['sess-one', 'sess-two'])
      expect(offered('sessions', 'export', '--home', join(folder, 'elsewhere'), 'o')).toEqual([
        'other-one',
      ])
      expect(existsSync(join(folder, 'hit'))).toBe(false)
      // Nothing was taken, made or started for it.
      expect(existsSync(join(folder, brand.homeFolder, 'desktop', 'owner.lock'))).toBe(false)
      expect(existsSync(join(folder, brand.homeFolder, 'logs'))).toBe(false)
    })

    test('offers the parts by the names of the settings, without the command on the path', async () => {
      const bin = join(folder, 'bin', command)
      await chmod(bin, 0o644)
      try {
        expect(offered('erase', '--owner', '')).toEqual(
          expect.arrayContaining(['record', 'ledger', 'keychain', 'sessions']),
        )
        expect(offered('erase', '--owner', 're')).toEqual(['record'])
        expect(offered('erase', '--owner', 'Re')).toEqual(['record'])
      } finally {
        await chmod(bin, 0o755)
      }
    })

    test('offers folders for a folder and files for a file', () => {
      const folders = offered('status', '--home', 'a').map(bare)
      expect(folders).toContain('a folder')
      expect(folders).not.toContain('a file.jsonl')
      expect(offered('audit', 'verify', 'a').map(bare)).toContain('a file.jsonl')
    })
  })
}

/** Without what a shell adds to a path. */
function bare(path: string): string {
  return path.replaceAll('\\', '').replace(/\/$/, '')
}

test.skipIf(programOf('bash') === undefined)('bash completes --flag=value as three words', () => {
  expect(inBash('erase', '--owner', '=')).toContain('record')
  expect(inBash('erase', '--owner', '=', 're')).toEqual(['record'])
  expect(inBash('erase', '--owner', '=', 'record', '--e')).toEqual(['--everything'])
  expect(inBash('sessions', 'export', '--home', '=', join(folder, 'elsewhere'), 'o')).toEqual([
    'other-one',
  ])
})

test('words, flags and values need no quotation', () => {
  for (const { words, flags, operands = [] } of commandTable) {
    const values = [...flags, ...operands].flatMap((one) => one.values ?? [])
    for (const word of [...words, ...flags.map(({ name }) => name), ...values]) {
      expect(word).toMatch(/^[a-z][a-z-]*$/)
    }
  }
})

test('words of a sentence cannot end a quotation of a script', () => {
  const hostile = [
    {
      words: ['word'],
      flags: [
        { name: 'x', does: "It's $(touch hit) `touch hit`." },
        { name: 'y', placeholder: 'Y', does: "'; touch hit; '" },
      ],
      ...{ does: "It's $(touch hit); 'x", run: () => Promise.resolve(0) },
    },
  ]
  for (const shell of shells) {
    if (programOf(shell) === undefined) continue
    const path = join(folder, `hostile.${shell}`)
    execFileSync('/bin/sh', ['-c', `cat > "$1"`, 'sh', path], {
      input: completionScript(hostile, shell),
    })
    ask(shell, shell === 'zsh' ? ['-f', '-n', path] : ['-n', path])
    if (shell !== 'zsh') ask(shell, ['-c', `source ./hostile.${shell}`])
  }
  expect(existsSync(join(folder, 'hit'))).toBe(false)
})
