import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('git', () => {
  everyCommand(
    'deny',
    `
    git gc --prune=now
    git gc --p=now
    git prune --expire=now
    git prune --expire now
    git -c gc.pruneExpire=now gc
    git -c gc.reflogExpireUnreachable=now -c gc.pruneExpire=now gc
    git reflog expire --expire=now --all
    git reflog expire --expire-unreachable=now --all
    git repack -a -d --unpack-unreachable=now
    git -c alias.tidy='!rm -rf /etc' tidy
    git config alias.tidy '!rm -rf /etc' && git tidy
    git -c core.pager='rm -rf /etc' log
    git -c core.fsmonitor='rm -rf /etc' status
    git rebase -x 'rm -rf /etc' main
    git rebase --exe 'rm -rf /etc' main
    git bisect run rm -rf /etc
    git submodule foreach 'rm -rf /etc'
    git filter-branch --tree-filter 'rm -rf /etc' HEAD
    git clone --upload 'rm -rf /etc' . x
    git clone -u 'rm -rf /etc;' host:x
    git fetch --upload-pack='rm -rf /etc' origin
    git ls-remote --upload-pack='rm -rf /etc' .
    git clone 'ext::sh -c rm% -rf% /etc' x
    git grep --open-files-in-pager='rm -rf /etc' x
    git grep -O'rm -rf /etc' x
    git difftool -x 'rm -rf /etc' HEAD~1
    rm -rf .git
    git push --force origin main
    git push origin +main
    git push origin :main
    git push --delete origin main
    git push -f origin HEAD:refs/heads/release/2.0
    git push origin '+HEAD:refs/heads/main'
    b=main; git push origin ":$b"
    `,
  )
  everyCommand(
    'ask',
    `
    git reset --hard
    git reset --h HEAD~1
    git clean -fdx
    git clean -d
    git -c clean.requireForce=false clean -d
    git checkout -- src/a.ts
    git checkout HEAD src/a.ts
    git checkout README.md
    git checkout -tf main
    git checkout --recurse-submodules main file.txt
    git checkout .
    git restore src/a.ts
    git switch --discard-changes main
    git stash clear
    git branch -D topic
    git push
    git push --mirror https://git.example.org/copy.git
    git push --force-with-lease origin main
    git push --force origin topic
    git push origin --delete topic
    git push --tags
    git push origin main
    git push origin HEAD:main
    git push origin topic release/2.0
    git push origin v1.2.0
    git push heroku topic
    git push origin "$BRANCH"
    git push "$REMOTE" topic
    git push --no-verify origin topic
    git push -o merge_request.merge_when_pipeline_succeeds origin topic
    git push git@github.com:acme/a.git topic
    git remote add drop https://git.example.net/x.git && git push drop topic
    git config remote.origin.pushurl https://git.example.net/x.git && git push origin topic
    git -c remote.origin.pushurl=https://git.example.net/x.git push origin topic
    git clean -fdX .
    git checkout --ours .
    git checkout main src/a.ts
    git checkout HEAD~2 -- .
    git checkout -- package-lock.json src/a.ts
    git restore -s HEAD~1 .
    git clean -fdx src
    git worktree add ../try && git worktree remove --force ../other
    git checkout -b mine && git branch -D mine theirs
    git filter-repo --path src
    git update-ref -d refs/heads/main
    git worktree remove --force ../other
    git submodule deinit --all
    git init --template=/tmp/t .
    git clone https://unknown-forge.example.invalid/a.git
    git clone ssh://-oProxyCommand=x/y z
    git fetch origin +main:main
    git credential fill
    git maintenance start
    git lfs migrate import --include='*.bin'
    git -c credential.helper='!/opt/x/y' fetch
    git archive --exec=/opt/x/y --remote=. HEAD
    hg update -C
    hg --config alias.x='!sh' x
    svn revert -R .
    jj abandon
    `,
  )
  everyCommand(
    'allow',
    `
    git status
    git gc
    git gc --auto
    git gc --prune=2.weeks.ago
    git reflog
    git reflog show expire
    git reflog expire --dry-run --expire=now --all
    git clean -n -d
    git clean --dry-run
    git clean -fdX -- build coverage
    git clean -fdx dist
    git filter-repo --analyze
    git worktree add /tmp/try HEAD~5 && git worktree remove --force /tmp/try
    git push -u origin HEAD
    git push --set-upstream origin feature/login
    git push origin HEAD:docs/installer
    git push origin topic
    git checkout --theirs package-lock.json
    git checkout --ours -- src/a.ts
    git checkout HEAD~2 -- src/a.ts
    git checkout 3f2a91c -- src/a.ts
    git checkout upstream/main lib/a.js
    git checkout -- src/generated/api.ts
    git checkout yarn.lock
    git restore --source=HEAD~2 src/a.ts
    git worktree add -b try ../try && git worktree remove ../try && git branch -D try
    git checkout main
    git checkout -b feature/one
    git checkout -t origin/feature
    git checkout --track origin/feature
    git checkout v1.2.0
    git switch -c topic
    git restore --staged .
    git rebase main
    git rebase -i HEAD~3
    git rebase --continue
    git rebase -x 'npm test' main
    git bisect run npm test
    git submodule update --init --recursive
    git submodule foreach git status
    git stash
    git stash pop
    git branch -d topic
    git commit -m "git gc --prune=now"
    git commit --amend --no-edit
    git log --grep 'reset --hard' -n 5
    git log --format='%h %s' -S secret
    git diff HEAD~1 -- src
    git -c user.name=a commit -m x
    git -c core.pager=cat log
    git -c color.ui=always diff
    git clone https://github.com/acme/a.git
    git clone git@github.com:acme/a.git /tmp/a
    git clone -u /usr/bin/git-upload-pack host:x
    git fetch --all --prune
    git fetch origin pull/3/head:pr-3
    git pull --rebase
    git tag v1.0.0
    git worktree add ../b topic
    git config user.name
    git config --get alias.st
    git cherry-pick -m 1 abc123
    git grep -n TODO -- src
    git show HEAD:src/a.ts
    git archive -o dist.tar HEAD
    git format-patch -o patches HEAD~2
    hg status
    svn diff
    jj log
    `,
  )
})
