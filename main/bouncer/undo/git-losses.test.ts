import { expect, test } from 'vitest'
import { callIdSchema, sessionIdSchema } from '../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer/pattern-layer.ts'
import { destructionOf } from './destruction.ts'

function lossesOf(command: string) {
  const call = {
    ...{ id: callIdSchema.parse('c'), sessionId: sessionIdSchema.parse('s'), tool: 'Bash' },
    ...{ input: { command }, cwd: '/home/n/p', workspace: '/home/n/p', home: '/home/n' },
  }
  return destructionOf(call, judgeByPattern(call))
}

const gitOf = (command: string) => lossesOf(command)?.git.map(({ loss }) => loss)

test.each([
  ['git reset --hard', { kind: 'tree', target: 'HEAD', moves: 'branch', paths: null }],
  ['git reset --hard origin/main', { kind: 'tree', target: 'origin/main' }],
  ['git checkout -- a b', { kind: 'tree', target: null, paths: ['a', 'b'] }],
  ['git checkout HEAD -- a', { kind: 'tree', target: 'HEAD', paths: ['a'] }],
  ['git checkout -f main', { kind: 'tree', target: 'main', moves: 'head' }],
  ['git switch --discard-changes main', { kind: 'tree', target: 'main', moves: 'head' }],
  ['git restore --staged --worktree .', { kind: 'tree', target: 'HEAD', paths: ['.'] }],
  ['git restore -s main src', { kind: 'tree', target: 'main', paths: ['src'] }],
  ['git clean -fdx', { kind: 'clean', ignored: 'go', folders: true, repositories: false }],
  ['git clean -ffd', { kind: 'clean', ignored: 'stay', repositories: true }],
  ['git clean -fX .', { kind: 'clean', ignored: 'only', folders: false }],
  ['git stash drop stash@{2}', { kind: 'stash', entry: 2 }],
  ['git stash clear', { kind: 'stash', entry: null }],
  ['git branch -D a b', { kind: 'refs', names: ['refs/heads/a', 'refs/heads/b'] }],
  ['git branch --delete --force a', { kind: 'refs', names: ['refs/heads/a'] }],
  ['git tag -d v1', { kind: 'refs', names: ['refs/tags/v1'] }],
  ['git worktree remove --force ../x', { kind: 'worktree', path: '../x' }],
  ['git push --force origin a', { kind: 'push', remote: 'origin', refs: ['a'] }],
])('%s', (command, expected) => {
  expect(gitOf(command)).toEqual([expect.objectContaining(expected)])
})

test.each([
  'git clean -fd -e keep',
  'git reset --hard "$(cat target)"',
  'git branch -D $(git branch)',
  'git rebase --root',
  'git filter-branch --tree-filter x HEAD',
  'git --git-dir=/x/.git reset --hard',
  'git checkout --pathspec-from-file=list HEAD',
])('what cannot be taken apart may lose anything: %s', (command) => {
  expect(gitOf(command)?.[0]).toEqual({ kind: 'anything' })
})

test('a very long command is not taken apart', () => {
  expect(gitOf(`git reset --hard ${'a '.repeat(1_200)}`)).toEqual([{ kind: 'anything' }])
})

test.each([
  'git status',
  'git push',
  'git push origin feature',
  'git commit -m "git reset --hard"',
  'git checkout -b new',
  'git config user.name x',
])('nothing is lost by %s', (command) => {
  expect(gitOf(command) ?? []).toEqual([])
})

test('a command works in the folder that the script went to; where it may come back, in any of them', () => {
  const folders = (command: string) => lossesOf(command)?.git[0]?.folders
  expect(folders('cd sub && git reset --hard')).toEqual(['/home/n/p/sub'])
  expect(folders('git -C sub reset --hard')).toEqual(['/home/n/p/sub'])
  expect(folders('(cd sub && ls); git reset --hard')).toEqual(['/home/n/p', '/home/n/p/sub'])
})

test('what is moved into a folder may replace what has its name there', () => {
  expect(lossesOf('mv a.txt x/b.txt target')?.overwrites).toEqual(
    expect.arrayContaining([
      '/home/n/p/target',
      '/home/n/p/target/a.txt',
      '/home/n/p/target/b.txt',
    ]),
  )
})
