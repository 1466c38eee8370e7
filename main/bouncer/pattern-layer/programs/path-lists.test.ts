import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

/** The name without an ending, spelled so that no template reads it. */
const RENAMED = ['$', '{f%.js}.ts'].join('')

describe('lists of paths', () => {
  everyCommand(
    'stop',
    `
    ls | xargs rm -rf
    ls -A | xargs rm
    rm -rf $(ls -A)
    git ls-files | xargs rm -f
    git ls-files --others | xargs rm -rf
    git diff --name-only | xargs rm
    git diff --name-only | xargs git checkout --
    find . -type f | xargs rm -f
    fd | xargs rm -rf
    rg --files | xargs rm
    find . -type f | while read -r f; do rm "$f"; done
    find . -print0 | while IFS= read -r -d '' f; do rm -rf "$f"; done
    grep -rl x ~ | xargs rm -f
    grep -rl x /etc | xargs sed -i 's/a/b/'
    find / -name '*.log' | xargs rm -f
    find ~ -name '*.py' | while read -r f; do rm "$f"; done
    fd -e log . ~ | xargs rm
    ls / | xargs -I{} rm -rf /{}
    ls -d ~/* | xargs rm -rf
    cd / && ls *.img | xargs rm -rf
    grep -l x ~/.ssh/id_rsa | xargs cat
    git ls-files '*.txt' | while read -r f; do rm -rf "/$f"; done
    cat names.txt | xargs rm -rf
    ls | sh
    git ls-files '*.txt' | awk '{print "/"$1}' | xargs rm -rf
    `,
  )
  everyCommand(
    'allow',
    `
    ls | wc -l
    ls src | head -5
    git ls-files '*.py' | grep -v migrations | xargs sed -i 's/a/b/g'
    rg -l old src | xargs sed -i 's/old/new/g'
    rg -l old -t ts | while read -r f; do sed -i 's/old/new/' "$f"; done
    grep -rl old src tests --include='*.ts' | sort -u | xargs -r perl -pi -e 's/old/new/g'
    git grep -lz old | xargs -0 sed -i 's/old/new/'
    git diff --name-only main | xargs npx eslint --fix
    git diff --name-only main -- '*.php' | while read -r f; do php -l "$f"; done
    for f in $(git diff --name-only main -- '*.sh'); do bash -n "$f"; done
    find . -name '*.pyc' -print0 | xargs -0 rm -f
    find src tests -name '*.snap' | xargs rm
    find . -name '*.orig' -print0 | while IFS= read -r -d '' f; do rm "$f"; done
    fd -e snap | xargs rm
    fd -e ts . src | xargs sed -i 's/a/b/'
    ls -t logs/*.log | tail -n +5 | xargs rm -f
    find src -name "*.js" | while read -r f; do mv "$f" "${RENAMED}"; done
    newest=$(ls -t migrations/*.sql | head -1); sed -i 's/a/b/' "$newest"
    for d in $(ls packages); do rm -rf packages/$d/dist; done
    `,
  )
})
