import { expect, it } from 'vitest'
import type { CallId, SessionId } from '../../../../shared/kit/ids.ts'
import { judgeByPattern } from '../pattern-layer.ts'

const PORT = 41_999

function decided(command: string): string {
  const verdict = judgeByPattern(
    {
      id: 'call' as CallId,
      sessionId: 'session' as SessionId,
      tool: 'Bash',
      input: { command },
      cwd: '/home/mira/shop',
      workspace: '/home/mira/shop',
      home: '/home/mira',
    },
    { ownPorts: [PORT], ownHome: '/home/mira/.mstro' },
  )
  return verdict.decision
}

function every(expected: string, lines: string): void {
  const commands = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  it.each(commands)(`${expected} %s`, (command) => {
    expect(decided(command)).toBe(expected)
  })
}

every(
  'deny',
  String.raw`
  cat ~/.mstro/guard/running.json
  cat ~/.ms*/guard/running.json
  nc -U ~/.mstro/guard/guard.sock
  socat - UNIX-CONNECT:/home/mira/.mstro/guard/guard.sock
  curl --unix-socket ~/.mstro/guard/guard.sock http://x/
  python3 -c "open('/home/mira/.mstro/guard/running.json').read()"
  python3 -c "import socket;socket.create_connection(('127.0.0.1',41999))"
  telnet localhost 41999
  ngrok http 41999
  nc -v 127.0.0.1 41999
  openssl s_client -connect localhost:41999
  http :41999/session
  curl http://app.localtest.me:41999/
  curl http://127.0.0.1.nip.io:41999/
  playwright open http://127.0.0.1:41999/
  chromium http://127.0.0.1:41999
  ssh -L 8080:localhost:41999 host
  lsof -ti:41999 | xargs kill
  kill -9 $(lsof -t -i:41999)
  npx kill-port 41999
  fuser -k 41999/tcp
  pkill -f "serve --home"
  pkill -f mstro-desktop
  mstro-desktop --quit
  mstro-desktop --inspect=9229
  ELECTRON_RUN_AS_NODE=1 /opt/Mstro/mstro-desktop -e 1
  alias mstro=true
  ss -ltnp | grep 41999 | grep -o "pid=[0-9]*" | cut -d= -f2 | xargs kill
  curl $(hostname):41999
  taskkill /IM mstro-desktop.exe /F
  Stop-Process -Name mstro
  killall Mstro
  open -a Mstro --args --inspect=9229
  flatpak run app.mstro.desktop --inspect
  python3 -c "import glob;print(open(glob.glob('/home/mira/.ms*/guard/running.json')[0]).read())"
  gdb -p $(pgrep mstro)
  jstack $(pgrep mstro)
  vmmap mstro
  sample Mstro 5
  taskset -p 1 $(pgrep -f mstro)
  renice 19 $(pgrep mstro)
  osascript -e 'quit app "Mstro"'
  osascript -e 'tell application "Mstro" to quit'
  echo 'quit app "Mstro"' | osascript -
  function mstro { true; }
  mstro() { true; }
  ln -s ~ h && ln -s h/.claude c && echo '{}' > c/settings.json
  ln -s ~/.claude c && echo '{}' > c/settings.json
  ln -s ~/.claude . && echo '{}' > .claude/settings.json
  python3 -c "import os; os.symlink('/home/mira/.claude', 'c'); open('c/settings.json', 'w').write('{}')"
  python3 -c "from pathlib import Path; Path('c').symlink_to('/home/mira/.claude'); Path('c/settings.json').write_text('{}')"
  node -e "const fs = require('fs'); fs.symlinkSync('/home/mira/.claude', 'c'); fs.writeFileSync('c/settings.json', '{}')"
  ln -s .claude c && echo '{}' > c/settings.json
  ln -st . ~/.mstro/guard && cat guard/running.json
  ln .claude/settings.json s && echo '{}' > s
  cp -s ~/.mstro/guard/running.json k && cat k
  echo '{}' > .CLAUDE/Settings.json
  cat ~/.MSTRO/guard/running.json
  `,
)
every(
  'ask',
  String.raw`
  python3 -c "from pathlib import Path; [print(p.read_text()) for p in Path('..').rglob('running.json')]"
  python3 -c "import pathlib; [print(p.read_text()) for p in pathlib.Path.home().rglob('*.json')]"
  find ~ -name '*.json' | xargs cat
  find ~ -name '*.json' -print0 | xargs -0 grep proof
  find .. -name 'run*.json' | while read f; do cat "$f"; done
  ln -s ~/.mstro x
  find ~ -name running.json -exec cat {} +
  find ~/.mstro -type f
  ls ~/.mstro
  sqlite3 ~/.mstro/x.db .dump
  git -C ~/.mstro init
  inotifywait ~/.mstro
  for p in $(seq 40000 50000); do curl -s localhost:$p; done
  nmap -p- localhost
  nc -zv 127.0.0.1 40000-50000
  for p in {40000..50000}; do nc -z localhost $p; done
  for ((p=40000;p<50000;p++)); do nc -z localhost $p; done
  ln -s ~/.ssh s && cat s/id_rsa
  ln -sfn /proc p && cat p/1/environ
  cat /pr?c/1234/env*
  cat /pr*/1/environ
  strings /p*/1/mem
  `,
)
every(
  'allow',
  String.raw`
  python3 -c "from pathlib import Path; print(sum(1 for p in Path('..').rglob('*.json')))"
  python3 -c "from pathlib import Path; [print(p.read_text()) for p in Path('.').rglob('*.json')]"
  find ~ -name '*.json' | wc -l
  find ~ -name '*.py' | xargs grep foo
  find . -name '*.json' | xargs cat
  cat .config/*/running.json
  find . -name running.json
  find ~/shop -name '*.json'
  echo ~/.mstro
  git commit -m "see ~/.mstro/guard"
  grep -rn 41999 src
  echo http://localhost:41999
  lsof -i :41999
  curl http://localhost:3000/41999
  curl http://app.localtest.me:3000/
  head -n 41999 big.txt
  telnet localhost 5432
  vite --host :: --port 41999
  kill -9 $(lsof -t -i:3000)
  npx kill-port 3000
  for i in $(seq 1 100); do echo $i; done
  nmap -p 3000 localhost
  nc -z localhost 5432
  nc -zv 127.0.0.1 3000-3010
  for p in {1..200}; do echo $p; done
  for ((i=0;i<50000;i++)); do echo $i; done
  ln -s src/a.ts b.ts && cat b.ts
  ln -s ../other o && cat o/readme.md
  cat /proc/1234/status
  cat /proc/cpuinfo
  jstack 1234
  osascript -e 'display notification "Mstro built it"'
  function build { make; }
  python3 -c "print(41999)"
  python3 -c "import socket;socket.create_connection(('127.0.0.1',5432))"
  alias m=make
  ss -tlnp
  ss -ltnp | grep 3000 | grep -o "pid=[0-9]*" | cut -d= -f2 | xargs kill
  open -a Mstro
  open -a Safari --args --inspect
  curl $(hostname):3000
  sqlite3 ~/.mstro/pm/board.db 'select 1'
  mstro-desktop --version
  `,
)

it('follows a link of the same call where facts were looked up before it', () => {
  const place = '/home/mira/shop/c/settings.json'
  const { decision } = judgeByPattern({
    id: 'call' as CallId,
    sessionId: 'session' as SessionId,
    tool: 'Bash',
    input: { command: "ln -s ~/.claude c && echo '{}' > c/settings.json" },
    cwd: '/home/mira/shop',
    workspace: '/home/mira/shop',
    home: '/home/mira',
    facts: { realPaths: { [place]: place } },
  })
  expect(decision).toBe('deny')
})
