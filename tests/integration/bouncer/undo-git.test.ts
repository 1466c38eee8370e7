import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openUndoHouse, type UndoHouse } from './undo-house.ts'

let house: UndoHouse

beforeEach(async () => {
  house = await openUndoHouse()
  house.git('init', '-q', '-b', 'main', '.')
  house.write('.gitignore', 'node_modules/\n*.log\n.env\n')
  house.write('a.txt', 'one\n')
  house.write('src/b.txt', 'two\n')
  house.git('add', '.')
  house.git('commit', '-q', '-m', 'first')
  house.write('src/c.txt', 'three\n')
  house.git('add', '.')
  house.git('commit', '-q', '-m', 'second')
})
afterEach(() => house.close())

const text = (name: string) => readFileSync(join(house.project, name), 'utf8')

/** Approves a command, runs it and puts back what it destroyed. */
async function thereAndBack(command: string) {
  const item = house.question(command)
  const preview = await house.preview(item)
  expect(await house.approve(item)).toEqual({ status: 'go' })
  house.run(command)
  const [copy] = await house.copies()
  if (!copy) throw new Error('no copy was kept')
  const restore = () => house.restore(copy.id)
  return { preview, copy, restore }
}

test('reset --hard: branch, index and files come back', async () => {
  house.write('a.txt', 'changed and staged\n')
  house.git('add', 'a.txt')
  house.write('a.txt', 'changed and not staged\n')
  house.write('src/b.txt', 'changed\n')
  const before = {
    head: house.git('rev-parse', 'HEAD'),
    status: house.git('status', '--porcelain'),
  }
  const staged = house.git('show', ':a.txt')
  const { preview, restore } = await thereAndBack('git reset --hard HEAD~1')
  expect(preview).toMatchObject({ status: 'counted', changed: 2, commits: 1 })
  expect(preview?.onlyHere.toSorted()).toEqual(['a.txt', 'src/b.txt'])
  expect(preview?.staged).toEqual(['a.txt'])
  expect(preview?.commitLines[0]).toContain('second')
  expect(text('a.txt')).toBe('one\n')
  expect(existsSync(join(house.project, 'src/c.txt'))).toBe(false)

  // Nothing else holds these any more.
  house.git('reflog', 'expire', '--expire=now', '--all')
  house.git('gc', '-q', '--prune=now')
  const report = await restore()
  expect(report.failed).toEqual([])
  expect(report.git).toEqual([
    { what: 'refs/heads/main', outcome: 'back' },
    { what: 'index', outcome: 'back' },
  ])
  expect(house.git('rev-parse', 'HEAD')).toBe(before.head)
  expect(house.git('status', '--porcelain')).toBe(before.status)
  expect(house.git('show', ':a.txt')).toBe(staged)
  expect(text('a.txt')).toBe('changed and not staged\n')
  expect(text('src/c.txt')).toBe('three\n')
})

test('a second restore changes nothing', async () => {
  house.write('a.txt', 'changed\n')
  const { restore } = await thereAndBack('git reset --hard HEAD~1')
  await restore()
  const again = await restore()
  expect(again).toMatchObject({ back: 0, beside: [], failed: [] })
  expect(again.git.map(({ outcome }) => outcome)).toEqual(['same', 'same'])
})

test('clean -fd: untracked files and empty folders come back, ignored ones were never counted', async () => {
  house.write('notes.md', 'only here\n')
  house.write('draft/deep/x.txt', 'x\n')
  house.write('node_modules/y/z.js', 'z\n')
  house.run('mkdir -p draft/empty')
  const { preview, restore } = await thereAndBack('git clean -fd')
  expect(preview).toMatchObject({ untracked: 2, ignored: 0, status: 'counted' })
  expect(existsSync(join(house.project, 'draft'))).toBe(false)
  expect(existsSync(join(house.project, 'node_modules/y/z.js'))).toBe(true)
  expect((await restore()).failed).toEqual([])
  expect(text('notes.md')).toBe('only here\n')
  expect(text('draft/deep/x.txt')).toBe('x\n')
  expect(existsSync(join(house.project, 'draft/empty'))).toBe(true)
})

test('clean -fdx: what tools make again is told apart from what nobody does', async () => {
  house.write('.env', 'KEY=1\n')
  house.write('node_modules/y/z.js', 'z\n')
  const { preview, restore } = await thereAndBack('git clean -fdx')
  expect(preview?.onlyHere).toEqual(['.env'])
  expect(preview?.parts.map(({ kind, name }) => [kind, name]).toSorted()).toEqual([
    ['only-here', ''],
    ['rebuildable', 'node_modules'],
  ])
  await restore()
  expect(text('.env')).toBe('KEY=1\n')
})

test('checkout of paths: only those are copied', async () => {
  house.write('a.txt', 'mine\n')
  house.write('src/b.txt', 'mine too\n')
  const { preview, restore } = await thereAndBack('git checkout -- src')
  expect(preview?.onlyHere).toEqual(['src/b.txt'])
  expect(text('src/b.txt')).toBe('two\n')
  await restore()
  expect(text('src/b.txt')).toBe('mine too\n')
  expect(text('a.txt')).toBe('mine\n')
})

test('checkout --force: the branch that was checked out comes back, and files of the other one go', async () => {
  house.git('checkout', '-q', '-b', 'other')
  house.write('other.txt', 'o\n')
  house.git('add', '.')
  house.git('commit', '-q', '-m', 'other')
  house.git('checkout', '-q', 'main')
  house.write('a.txt', 'mine\n')
  const { restore } = await thereAndBack('git checkout -f other')
  expect(text('a.txt')).toBe('one\n')
  const report = await restore()
  expect(report.failed).toEqual([])
  expect(house.git('branch', '--show-current')).toBe('main')
  expect(text('a.txt')).toBe('mine\n')
  expect(house.git('status', '--porcelain')).toBe('M a.txt')
})

test('branch -D: the branch comes back although its commits were swept out', async () => {
  house.git('checkout', '-q', '-b', 'side')
  house.write('side.txt', 's\n')
  house.git('add', '.')
  house.git('commit', '-q', '-m', 'side work')
  const id = house.git('rev-parse', 'side')
  house.git('checkout', '-q', 'main')
  const { preview, restore } = await thereAndBack('git branch -D side')
  expect(preview).toMatchObject({ commits: 1, files: 0 })
  house.git('reflog', 'expire', '--expire=now', '--all')
  house.git('gc', '-q', '--prune=now')
  expect((await restore()).git).toEqual([{ what: 'refs/heads/side', outcome: 'back' }])
  expect(house.git('rev-parse', 'side')).toBe(id)
  expect(house.git('show', 'side:side.txt')).toBe('s')
})

test('stash drop and clear: the entries come back with their words', async () => {
  house.write('a.txt', 'first\n')
  house.git('stash', 'push', '-q', '-m', 'the first')
  house.write('a.txt', 'second\n')
  house.git('stash', 'push', '-q', '-m', 'the second')
  const before = house.git('stash', 'list', '--format=%gs')
  const { restore } = await thereAndBack('git stash clear')
  expect(house.git('stash', 'list')).toBe('')
  house.git('reflog', 'expire', '--expire=now', '--all')
  house.git('gc', '-q', '--prune=now')
  await restore()
  expect(house.git('stash', 'list', '--format=%gs')).toBe(before)
  house.git('stash', 'pop', '-q')
  expect(text('a.txt')).toBe('second\n')
})

test('worktree remove --force: the working copy is one again', async () => {
  house.git('worktree', 'add', '-q', '-b', 'wt', '../wt')
  const wt = join(house.root, 'wt')
  writeFileSync(join(wt, 'a.txt'), 'in the copy\n')
  writeFileSync(join(wt, 'new.txt'), 'new\n')
  const { preview, restore } = await thereAndBack('git worktree remove --force ../wt')
  expect(preview).toMatchObject({ untracked: 1, changed: 1 })
  expect(existsSync(wt)).toBe(false)
  expect((await restore()).failed).toEqual([])
  expect(readFileSync(join(wt, 'new.txt'), 'utf8')).toBe('new\n')
  expect(house.git('-C', wt, 'status', '--porcelain').split('\n')).toEqual([
    'M a.txt',
    '?? new.txt',
  ])
  expect(house.git('worktree', 'list')).toContain('wt')
})

test('push --force: what the other side would lose is told, and nothing is run to find out', async () => {
  const remote = join(house.root, 'remote.git')
  house.git('init', '-q', '--bare', remote)
  house.git('remote', 'add', 'origin', remote)
  house.git('push', '-q', '-u', 'origin', 'main')
  house.git('checkout', '-q', '-b', 'feature')
  house.write('f.txt', 'f\n')
  house.git('add', '.')
  house.git('commit', '-q', '-m', 'from a colleague')
  house.git('push', '-q', '-u', 'origin', 'feature')
  house.git('reset', '-q', '--hard', 'HEAD~1')
  const preview = await house.preview(house.question('git push --force origin feature'))
  expect(preview).toMatchObject({ commits: 1, unknown: ['remote'] })
  expect(preview?.commitLines[0]).toContain('from a colleague')
})

test('newer work is never replaced unasked', async () => {
  house.write('a.txt', 'old work\n')
  const { copy } = await thereAndBack('git checkout -- a.txt')
  house.write('a.txt', 'newer work\n')
  const report = await house.restore(copy.id, 'beside')
  expect(report.beside).toEqual([
    { path: join(house.project, 'a.txt'), as: join(house.project, 'a.restored.txt') },
  ])
  expect(text('a.txt')).toBe('newer work\n')
  expect(text('a.restored.txt')).toBe('old work\n')
  // A second time the same file is found beside it.
  expect((await house.restore(copy.id, 'beside')).beside).toEqual(report.beside)
  const replaced = await house.restore(copy.id, 'replace')
  expect(text('a.txt')).toBe('old work\n')
  if (!replaced.replacedIn) throw new Error('nothing was kept of what was replaced')
  rmSync(join(house.project, 'a.txt'))
  await house.restore(replaced.replacedIn)
  expect(text('a.txt')).toBe('newer work\n')
})

test('newer commits keep their branch, the old ones come back beside them', async () => {
  const { restore } = await thereAndBack('git reset --hard HEAD~1')
  house.write('n.txt', 'n\n')
  house.git('add', '.')
  house.git('commit', '-q', '-m', 'newer')
  const head = house.git('rev-parse', 'HEAD')
  const report = await restore()
  expect(report.git[0]).toEqual({ what: 'refs/heads/main', outcome: 'beside' })
  expect(house.git('rev-parse', 'HEAD')).toBe(head)
  expect(house.git('branch', '--list', 'restored/*')).toContain('restored/main-')
})

test('nothing of a hostile repository is run', async () => {
  const mark = join(house.root, 'ran')
  const script = join(house.project, 'evil.sh')
  writeFileSync(script, `#!/bin/sh\ntouch ${mark}\ncat\n`, { mode: 0o755 })
  for (const [name, value] of [
    ['core.fsmonitor', script],
    ['core.pager', script],
    ['core.sshCommand', script],
    ['filter.evil.clean', script],
    ['filter.evil.smudge', script],
    ['diff.external', script],
    ['gpg.program', script],
    ['log.showSignature', 'true'],
    ['core.hooksPath', '.hooks'],
  ]) {
    house.git('config', name ?? '', value ?? '')
  }
  house.write('.gitattributes', '* filter=evil diff=evil\n')
  for (const hook of ['reference-transaction', 'post-checkout', 'post-index-change']) {
    house.write(`.hooks/${hook}`, `#!/bin/sh\ntouch ${mark}\n`)
    house.run(`chmod +x .hooks/${hook}`)
  }
  house.write('a.txt', 'changed\n')
  const item = house.question('git reset --hard HEAD~1')
  expect(await house.preview(item)).toMatchObject({ status: 'counted', commits: 1 })
  expect(await house.approve(item)).toEqual({ status: 'go' })
  const quiet = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false']
  const head = house.git(...quiet, 'rev-parse', 'HEAD')
  house.git(...quiet, 'update-ref', 'refs/heads/main', 'HEAD~1')
  const [copy] = await house.copies()
  if (!copy) throw new Error('no copy was kept')
  expect((await house.restore(copy.id, 'replace')).git[0]?.outcome).toBe('back')
  expect(house.git(...quiet, 'rev-parse', 'HEAD')).toBe(head)
  expect(existsSync(mark)).toBe(false)
  // The same marks are left where git itself works there.
  house.run('git status')
  expect(existsSync(mark)).toBe(true)
})

test('what a partial clone lacks is not fetched, whatever its settings allow', async () => {
  const mark = join(house.root, 'ran')
  house.git('checkout', '-q', '-b', 'side')
  house.write('side.txt', 'only in this commit\n')
  house.git('add', '.')
  house.git('commit', '-q', '-m', 'side')
  const blob = house.git('rev-parse', 'side:side.txt')
  house.git('checkout', '-q', 'main')
  for (const [name, value] of [
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::sh -c touch% ${mark}`],
    ['protocol.ext.allow', 'always'],
    ['protocol.allow', 'always'],
  ]) {
    house.git('config', name ?? '', value ?? '')
  }
  rmSync(join(house.project, '.git/objects', blob.slice(0, 2), blob.slice(2)))
  const item = house.question('git branch -D side')
  expect(await house.preview(item)).toMatchObject({ commits: 1 })
  const kept = await house.approve(item)
  expect(existsSync(mark)).toBe(false)
  // What cannot be copied whole is not promised.
  expect(kept.status).toBe('deny')
})

test('a bare repository, and git that is not there, are not taken for nothing', async () => {
  const bare = join(house.root, 'bare.git')
  house.git('clone', '-q', '--bare', '.', bare)
  const inBare = await house.preview(house.question(`git -C ${bare} branch -D main`))
  expect(inBare?.copy).toEqual({ kind: 'none', why: 'unknown' })
  await house.undo.close()
  house = await openUndoHouse({ root: house.root, path: house.project })
  house.write('a.txt', 'mine\n')
  // A program of the project is not taken for git.
  writeFileSync(join(house.project, 'git'), `#!/bin/sh\ntouch ${house.root}/ran\n`, { mode: 0o755 })
  const without = await house.preview(house.question('git checkout -- a.txt'))
  expect(without?.copy).toEqual({ kind: 'none', why: 'not-counted' })
  expect(existsSync(join(house.root, 'ran'))).toBe(false)
})

test('stash, several repositories and a nested one: each keeps its own state', async () => {
  house.git('init', '-q', 'inner')
  house.write('inner/x.txt', 'x\n')
  house.git('-C', 'inner', 'add', '.')
  house.git('-C', 'inner', 'commit', '-q', '-m', 'inner')
  const preview = await house.preview(house.question('rm -rf inner'))
  expect(preview).toMatchObject({ commits: 1, status: 'counted' })
  expect(preview?.onlyHere).toContain('inner/x.txt')
  const { restore } = await thereAndBack('rm -rf inner')
  expect((await restore()).failed).toEqual([])
  expect(house.git('-C', 'inner', 'status', '--porcelain')).toBe('')
  expect(house.git('-C', 'inner', 'log', '--format=%s')).toBe('inner')
})

test('an index with newer staged changes stays, and the rest counts as put back', async () => {
  house.write('a.txt', 'changed\n')
  const { preview, restore } = await thereAndBack('git checkout -- a.txt')
  expect(preview?.staged).toEqual([])
  house.write('src/b.txt', 'staged later\n')
  house.git('add', 'src/b.txt')
  const report = await restore()
  expect(report.git).toEqual([{ what: 'index', outcome: 'stays' }])
  expect(report.copy.restoredAt).not.toBeNull()
  expect(text('a.txt')).toBe('changed\n')
  expect(house.git('diff', '--cached', '--name-only').trim()).toBe('src/b.txt')
})
