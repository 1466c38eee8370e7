import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LetThrough } from '../../../shared/sessions/ring.ts'
import { inRing, noBubblewrap, noFolders, ringOf } from './ring-stage.ts'

/** Outside homes and scratch folders only root can make something. */
const isOrdinary = process.getuid?.() !== 0

let userHome = ''
let home = ''
beforeEach(() => {
  userHome = realpathSync(mkdtempSync(join(tmpdir(), 'ring-')))
  home = join(userHome, '.own')
  put('.own/desktop/settings.json', 'OWN')
  put('.ssh/id', 'KEY')
})
afterEach(() => rmSync(userHome, { recursive: true, force: true }))

function put(path: string, text: string): string {
  const whole = join(userHome, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, text)
  return whole
}

function project(name: string): string {
  const path = join(userHome, name)
  mkdirSync(path, { recursive: true })
  return path
}

const ring = (letThrough: readonly LetThrough[] = []) => ringOf({ userHome, home }, letThrough)
const sh = (workspace: string, script: string, letThrough?: readonly LetThrough[]) =>
  inRing(ring(letThrough), workspace, script)

describe.skipIf(noBubblewrap)('a project', () => {
  for (const name of ['with space', 'with\nline', '-rf', 'ünï', '"quo\'te$(x)']) {
    it(`is writable under the name ${JSON.stringify(name)}`, async () => {
      const path = project(name)
      expect(await sh(path, 'pwd; echo in > made')).toBe(`${path}\n`)
      expect(readFileSync(join(path, 'made'), 'utf8')).toBe('in\n')
    })
  }

  it('is where it really lies, also behind a link', async () => {
    const real = project('real')
    symlinkSync(real, join(userHome, 'link'))
    expect(await sh(join(userHome, 'link'), 'pwd; echo in > made')).toBe(`${real}\n`)
    expect(existsSync(join(real, 'made'))).toBe(true)
  })

  it.each([
    ['the home itself', () => userHome, 'ring.home-as-project'],
    ['a folder above the home', () => dirname(userHome), 'ring.home-as-project'],
    ['the whole disk', () => '/', 'ring.home-as-project'],
    ['the home of the app', () => home, 'ring.own-home-as-project'],
    ['a folder in the home of the app', () => join(home, 'desktop'), 'ring.own-home-as-project'],
    ['a folder with keys', () => project('.ssh/project'), 'ring.hidden-project'],
  ])('is refused where it is %s', async (_what, path, code) => {
    expect(await sh(path(), 'echo STARTED')).toBe(code)
  })

  it('is refused behind a link to the home', async () => {
    const link = join(project('elsewhere'), 'link')
    symlinkSync(userHome, link)
    expect(await sh(link, 'echo STARTED')).toBe('ring.home-as-project')
  })
})

describe.skipIf(noBubblewrap)('what is hidden', () => {
  it.skipIf(isOrdinary)('stays hidden where it lies behind links, in both directions', async () => {
    const outside = realpathSync(mkdtempSync('/var/ring-'))
    try {
      writeFileSync(join(outside, 'token'), 'KEY')
      symlinkSync(outside, join(userHome, '.aws'))
      symlinkSync(join(userHome, '.ssh'), join(userHome, 'keys'))
      const path = project('p')
      const said = await sh(path, `cat ~/.aws/token ~/keys/id ${outside}/token; ls -A ${outside}`)
      expect(said).not.toContain('KEY')
      expect(said).not.toMatch(/^token$/m)
      expect(await sh(path, `echo x > ${outside}/new && echo WRITTEN`)).not.toContain('WRITTEN')
    } finally {
      rmSync(outside, { recursive: true, force: true })
    }
  })

  it.skipIf(isOrdinary)('is the home of the app, also where it lies elsewhere', async () => {
    const elsewhere = realpathSync(mkdtempSync('/var/ring-own-'))
    try {
      writeFileSync(join(elsewhere, 'settings.json'), 'OWN')
      const other = ringOf({ userHome, home: elsewhere })
      expect(await inRing(other, project('p'), `ls -A ${elsewhere} | wc -l`)).toBe('0\n')
    } finally {
      rmSync(elsewhere, { recursive: true, force: true })
    }
  })

  it('is named to the person with what is there, and nothing that is not', async () => {
    put('.aws/credentials', 'KEY')
    const seen = await ring().view(project('p'), noFolders(userHome))
    if (!seen.ok || !seen.value) throw new Error('no view')
    expect(seen.value.hidden).toEqual([
      { kind: 'own-home', path: home },
      { kind: 'keys', path: join(userHome, '.ssh') },
      { kind: 'cloud', path: join(userHome, '.aws') },
    ])
  })
})

describe.skipIf(noBubblewrap)('a home with very many entries', () => {
  it('is shown whole, and what is hidden in it is covered', async () => {
    for (let at = 0; at < 3_000; at++) put(`many-${at}`, '')
    put('.netrc', 'KEY')
    put('.config/gh/hosts.yml', 'KEY')
    put('.npm/cached', 'old')
    const path = project('p')
    const script =
      'cat ~/.ssh/id ~/.netrc ~/.config/gh/hosts.yml ~/.own/desktop/settings.json ~/.npm/cached; ' +
      'echo own > ~/.npm/new && cat ~/.npm/new; ls ~ | wc -l; echo in > made; echo x > ~/new && echo NEW'
    const said = await sh(path, script)
    expect(said).not.toMatch(/KEY|OWN|old|NEW/)
    expect(said).toMatch(/^own$/m)
    expect(said).toMatch(/^3001$/m)
    expect(readFileSync(join(path, 'made'), 'utf8')).toBe('in\n')
  })
})

describe.skipIf(noBubblewrap)('what is let through', () => {
  it('can be read and not changed, or changed where that was chosen', async () => {
    const path = project('p')
    put('shared/file', 'here')
    const through = [
      { path: join(userHome, '.ssh'), access: 'read' },
      { path: join(userHome, 'shared'), access: 'write' },
    ] as const
    const script = 'cat ~/.ssh/id; echo x >> ~/.ssh/id; echo more >> ~/shared/file'
    expect(await sh(path, script, through)).toMatch(/^KEY.*Read-only file system/s)
    expect(readFileSync(join(userHome, '.ssh/id'), 'utf8')).toBe('KEY')
    expect(readFileSync(join(userHome, 'shared/file'), 'utf8')).toBe('heremore\n')
  })

  it('is never the home of the app, the whole home or the system, by whatever way', async () => {
    const path = project('p')
    symlinkSync(home, join(userHome, 'innocent'))
    const asked = [home, join(home, 'desktop'), userHome, '/', join(userHome, 'innocent'), '/proc']
    const odd = [`${userHome}/p/../.own`, 'relative/path', '/no/such/thing', '/run']
    const through = [...asked, ...odd].map((one) => ({ path: one, access: 'write' as const }))
    const seen = await ring(through).view(path, noFolders(userHome))
    if (!seen.ok || !seen.value) throw new Error('no view')
    expect(seen.value.letThrough).toEqual([])
    expect(seen.value.refused.map((one) => one.path)).toEqual([...asked, ...odd])
    expect(await sh(path, 'cat ~/.own/desktop/settings.json ~/innocent/*', through)).not.toContain(
      'OWN',
    )
  })

  it('opens what is held in the project, where writing was chosen', async () => {
    const path = project('p')
    execFileSync('git', ['init', '-q', path])
    const change = 'git config core.editor x && echo CHANGED'
    expect(await sh(path, change)).not.toContain('CHANGED')
    const config = join(path, '.git', 'config')
    expect(await sh(path, change, [{ path: config, access: 'write' }])).toContain('busy')
    const folder = { path: join(path, '.git'), access: 'write' } as const
    expect(await sh(path, change, [folder])).toContain('CHANGED')
  })
})

describe.skipIf(noBubblewrap)('a linked worktree', () => {
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd })
  const commit = 'git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x && echo DONE'

  it('can commit into its repository, whose hooks and settings stay held', async () => {
    const main = project('main')
    git(main, 'init', '-q')
    git(main, 'commit', '-q', '--allow-empty', '-m', 'first')
    git(main, 'worktree', 'add', '-q', join(userHome, 'tree'))
    const tree = join(userHome, 'tree')
    expect(await sh(tree, commit)).toContain('DONE')
    expect(
      await sh(tree, `echo evil > ${main}/.git/hooks/pre-commit && echo PLANTED`),
    ).not.toContain('PLANTED')
    expect(await sh(tree, 'git config core.editor x && echo PLANTED')).not.toContain('PLANTED')
    expect(await sh(tree, `echo x > ${main}/file && echo PLANTED`)).not.toContain('PLANTED')
  })

  it('does not open another folder because its own file names it', async () => {
    const path = project('p')
    const victim = project('victim/.git/worktrees/p')
    writeFileSync(join(victim, 'commondir'), '../..')
    writeFileSync(join(path, '.git'), `gitdir: ${victim}\n`)
    expect(
      await sh(path, `echo x > ${join(userHome, 'victim/.git/x')} && echo PLANTED`),
    ).not.toContain('PLANTED')
  })
})

describe('a ring that cannot be had', () => {
  const program = (text: string) => {
    const path = put('bwrap', `#!/bin/sh\n${text}\n`)
    chmodSync(path, 0o755)
    return ringOf({ userHome, home }, [], { programs: [path] })
  }

  it.each([
    ['missing', () => ringOf({ userHome, home }, [], { programs: ['/no/bwrap'] }), /not installed/],
    [
      'forbidden',
      () => program('echo "bwrap: No permissions to create new namespace" >&2; exit 1'),
      /forbids/,
    ],
    [
      'forbidden',
      () => program('echo "bwrap: setting up uid map: Permission denied" >&2; exit 1'),
      /uid map/,
    ],
    ['broken', () => program('exit 3'), /exit code 3/],
    ['broken', () => program('kill -9 $$'), /SIGKILL/],
    ['broken', () => program('exec sleep 60'), /within 5 s/],
    ['unsupported', () => ringOf({ userHome, home }, [], { platform: 'win32' }), /no sandbox/],
    ['missing', () => ringOf({ userHome, home }, [], { platform: 'darwin' }), /sandbox-exec/],
  ])('is %s, says why, and lets nobody in', async (state, made, why) => {
    const found = made()
    expect(await found.standing()).toMatchObject({ state, reason: expect.stringMatching(why) })
    const entrance = await found.entrance(project('p'))
    expect(entrance).toMatchObject({ ok: false, error: { code: 'ring.unavailable' } })
  })
})
