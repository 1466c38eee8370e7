import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { explainCommand } from './explain-command.ts'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'explain-'))
  // A home below the temporary folder would make every path in it a temporary one.
  vi.stubEnv('HOME', '/home/mira')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true, force: true })
})

async function run(
  words: readonly string[],
  more: { policyFile?: string; rows?: string; isJson?: boolean } = {},
) {
  async function* rows() {
    yield more.rows ?? ''
  }
  let text = ''
  const code = await explainCommand({
    words,
    input: more.rows === undefined ? null : rows(),
    home,
    ...(more.policyFile === undefined ? {} : { policyFile: more.policyFile }),
    isJson: more.isJson ?? false,
    write: (part) => {
      text += part
    },
  })
  return { code, lines: text.split('\n'), text }
}

const policy = `version: 1
rules:
  - id: mine.push
    decision: allow
    why: Publishes to a remote that is mine.
    when: { rule: { id: git.push } }
`

describe('explaining a command', () => {
  it('tells parse, effects, rules with the winner, what is not known, decision and rewrite', async () => {
    const { code, lines } = await run(['git push --force && rm -rf ~/x'])
    expect(code).toBe(0)
    for (const start of [
      'Call       Bash in ',
      'Read as    1  git push --force',
      'Effects    version-control  target remote, verb force-push  [command 0-16]',
      'In words   Changes the repository on the server: force-push',
      'Rules      won        deny  built-in      delete.folder-outside-project: ',
      '           outweighed ask   built-in      git.rewrite-remote: ',
      'Not known  ',
      'Decision   deny  [command 20-30]',
      'Gentler    none known',
    ]) {
      expect(lines.filter((line) => line.startsWith(start))).toHaveLength(1)
    }
  })

  it('gives the gentler command as data, too, as the question in the app shows it', async () => {
    const rewriteOf = async (command: string) => {
      const { text } = await run([command], { isJson: true })
      return JSON.parse(text).calls[0].rewrite
    }
    expect(await rewriteOf('git push --force')).toBe('git push --force-with-lease')
    expect(await rewriteOf('rm -rf ~/x')).toBeNull()
    const { text } = await run(['git push --force'])
    expect(text).toMatch(/^Gentler {4}git push --force-with-lease$/m)
  })

  it('takes several words as one command, each as it is', async () => {
    expect((await run(['rm', 'a b', "it's"])).lines[1]).toBe(
      String.raw`           $ rm 'a b' 'it'\''s'`,
    )
  })

  it('shows invisible characters by their number', async () => {
    const { text } = await run(['echo \u202Eabc'])
    expect(text).toContain('$ echo <U+202E>abc')
  })

  it('adds the rules of a given file as the person’s own', async () => {
    const policyFile = join(home, 'draft.yaml')
    await writeFile(policyFile, policy)
    const { code, text } = await run(['git push'], { policyFile })
    expect(code).toBe(0)
    expect(text).toContain('won        allow user          mine.push: Publishes to')
    expect(text).toContain('outweighed ask   built-in      git.push')
    expect(text).toContain(`user          1 rules, ${policyFile}`)
  })

  it('answers 1 for a given file that is broken or not there, and says so', async () => {
    const policyFile = join(home, 'draft.yaml')
    const absent = await run(['ls'], { policyFile })
    expect([absent.code, absent.text.includes(`There is no file at ${policyFile}`)]).toEqual([
      1,
      true,
    ])
    await writeFile(policyFile, 'version: 3')
    const broken = await run(['ls'], { policyFile })
    expect([broken.code, broken.text.includes('line 1: “version” of the file must be 1')]).toEqual([
      1,
      true,
    ])
  })

  it('explains rows of any tool, and names those that cannot be read', async () => {
    const row = {
      id: 1,
      tool: 'Read',
      input: { file_path: '/etc/shadow' },
      cwd: '/home/mira/atlas',
    }
    const { code, lines } = await run([], { rows: `${JSON.stringify(row)}\n{}\n` })
    expect(code).toBe(1)
    expect(lines).toContain('           file_path: "/etc/shadow"')
    expect(lines).toContain('Line 2: id is missing')
  })
})
