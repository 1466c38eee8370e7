import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('the home goes, whatever takes it', () => {
  everyCommand(
    'deny',
    String.raw`
    ruby -rpathname -e 'Pathname.new(Dir.home).rmtree'
    ruby -rfileutils -e 'FileUtils.rm_rf(Dir.home)'
    perl -MFile::Find -e 'finddepth(sub{unlink or rmdir}, $ENV{HOME})'
    perl -e 'unlink for glob("$ENV{HOME}/*")'
    php -r 'foreach(glob(getenv("HOME")."/*") as $f) unlink($f);'
    node -e "const fs=require('fs'),os=require('os');for(const f of fs.readdirSync(os.homedir()))fs.rmSync(os.homedir()+'/'+f,{recursive:true})"
    python3 -c "import pathlib; [p.unlink() for p in pathlib.Path.home().rglob('*') if p.is_file()]"
    python3 -c "import os; h=os.path.expanduser('~'); [os.remove(h + f) for f in os.listdir(h)]"
    python3 -c "import os; from send2trash import send2trash; send2trash(os.path.expanduser('~'))"
    printf 'package main\nimport "os"\nfunc main() { h, _ := os.UserHomeDir(); os.RemoveAll(h) }\n' > m.go && go run m.go
    printf 'fn main() { std::fs::remove_dir_all(std::env::var("HOME").unwrap()).unwrap(); }\n' > m.rs && rustc m.rs && ./m
    osascript -e 'tell application "Finder" to delete every item of home'
    awk 'BEGIN{system("rm -rf " ENVIRON["HOME"])}'
    awk -v a=rm -v b=-rf 'BEGIN{system(a " " b " ~")}'
    awk 'BEGIN{c="rm -rf ~"; c | getline}'
    pwsh -c "Get-ChildItem ~ -Recurse | Remove-Item -Force -Recurse"
    pwsh -c '& ("r"+"m") -Recurse -Force $HOME'
    pwsh -c "[System.IO.Directory]::Delete(\$env:HOME, \$true)"
    cmd.exe /c "rd /s /q C:\Users"
    cmd.exe /c "del /f /s /q C:\Users\dev\*"
    cmd /c format D: /y
    robocopy /tmp/empty ~ /MIR
    wsl.exe -e rm -rf /
    history -s 'rm -rf ~'; fc -s rm
    find ~ \( -name keep -prune \) -o -exec rm -f {} \;
    find ~ -type f -exec truncate -s 0 {} +
    find ~/Documents -type f -exec cp /dev/null {} \;
    find ~ -type f -exec sh -c '> "$1"' _ {} \;
    gio trash ~/Documents ~/Pictures
    trash-put ~
    printf 'all:\n\trm -rf $(HOME)\n' | make -f -
    rm -f ~/.ssh/id_ed25519
    rm ~/.ssh/id_*
    rm -r ~/.gnupg/private-keys-v1.d
    rm ~/vault.kdbx
    `,
  )
  everyCommand(
    'allow',
    String.raw`
    python3 -c "import pathlib; [print(p) for p in pathlib.Path.home().glob('*')]"
    python3 -c "import shutil; shutil.rmtree('build', ignore_errors=True)"
    node -e "require('fs').rmSync('dist',{recursive:true,force:true}); console.log(require('os').homedir())"
    python3 -c "import os; os.remove('out.txt'); print(os.path.expanduser('~/.config'))"
    ruby -e 'puts Dir.home; File.delete("tmp/a")'
    awk -v n=3 '{print $n}' data.txt
    printf 'package main\nimport "os"\nfunc main() { os.RemoveAll("out") }\n' > m.go && go run m.go
    find . -type f -exec sh -c 'grep -l x "$1"' _ {} \;
    find src -name '*.orig' -exec rm {} +
    find . -name node_modules -prune -o -type f -exec grep -l todo {} +
    pwsh -c "Get-ChildItem dist -Recurse | Remove-Item -Force -Recurse"
    fc -l
    `,
  )
  everyCommand(
    'ask',
    `
    rm ~/.ssh/known_hosts
    rm ~/notes.txt
    trash-put ~/notes.txt
    python3 -c "import shutil, os; shutil.rmtree(os.path.expanduser('~/.cache/tool'))"
    `,
  )
})
