import { describe } from 'vitest'
import { everyCommand } from '../../../../../tests/scorecard/command-rows.ts'

describe('commands that code puts together from constants', () => {
  everyCommand(
    'deny',
    String.raw`
    python3 -c 'import os;os.system("".join(map(chr,[114,109,32,45,114,102,32,126])))'
    python3 -c "import os;vars(os)['system']('rm -rf ~')"
    python3 -c "import os,json;os.system(json.loads('\"rm -rf ~\"'))"
    php -r '$a=array_map("chr",[114,109,32,45,114,102,32,126]);system(implode($a));'
    ruby -e 'system("~ fr- mr".reverse)'
    ruby -e 'spawn "rm", "-rf", Dir.home'
    bun -e 'await $${'`'}rm -rf ~${'`'}'
    rails runner 'system("rm -rf ~")'
    python manage.py shell -c 'import os; os.system("rm -rf ~")'
    php artisan tinker --execute='system("rm -rf ~");'
    flatpak run --command=sh app -c 'rm -rf ~'
    machinectl shell .host /bin/sh -c 'rm -rf ~'
    newgrp <<< 'rm -rf ~'
    chef-apply -e 'execute "rm -rf ~"'
    `,
  )
  everyCommand(
    'ask',
    `
    some-runner rm -rf ~
    `,
  )
  everyCommand(
    'allow',
    String.raw`
    python3 -c 'print(list(map(str,[1,2])))'
    python3 -c 'print("".join(map(chr,[104,105])))'
    ruby -e 'puts Dir.home'
    ruby -e 'puts "abc".reverse.upcase'
    bun -e 'await $${'`'}git status${'`'}'
    bin/rails runner 'User.count'
    python manage.py shell -c 'from app.models import U; print(U.objects.count())'
    php artisan tinker --execute='echo User::count();'
    some-runner rm -rf build
    `,
  )
})
