import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('keys, memory, windows and terminals of the person', () => {
  everyCommand(
    'ask',
    String.raw`
    secret-tool search --all a b
    secret-tool lookup service x
    security unlock-keychain
    kwallet-query -l kdewallet
    gnome-keyring-daemon --replace
    dbus-monitor --session
    busctl --user monitor
    qdbus org.kde.kwalletd5
    python3 -c "import secretstorage"
    python3 -c "import dbus;dbus.SessionBus()"
    keyctl print 123
    cmdkey /list
    powershell -c "Get-StoredCredential"
    lssecret
    cat /proc/*/environ
    grep -a KEY /proc/*/environ
    for p in /proc/[0-9]*; do cat $p/environ; done
    find /proc -name environ -exec cat {} +
    cat /proc/1234/maps
    cat /proc/*/*
    python3 -c "import keyboard; keyboard.press('a')"
    cat /proc/1234/fd/3
    cat /proc/1234/cwd/x
    ps eww 1234
    ps auxe
    ps -Eww
    cat /proc/1234/task/1/mem
    nc localhost 9229
    python3 -m keyring get a b
    python3 -m webbrowser mstro://x
    gdbus monitor --session --dest org.x
    gdb -p 1234
    gdb ./a.out 1234
    lldb -p 1234
    strace -p 1234
    strace -f -p $(pgrep vite)
    perf record -p 1234
    reptyr 1234
    py-spy dump --pid 1234
    frida -p 1234
    rr attach 1234
    r2 -d 1234
    criu dump -t 1234
    coredumpctl dump
    prlimit --pid 1234 --nofile=1
    node inspect -p 1234
    node -e "process._debugProcess(1234)"
    curl http://127.0.0.1:9229/json
    wscat -c ws://127.0.0.1:9229/abc
    google-chrome --remote-debugging-port=9222
    wtype -k Return
    echo "key enter" | dotool
    osascript x.scpt
    osascript -l JavaScript -e "x"
    cliclick c:100,100
    wmctrl -a Terminal
    adb shell input keyevent 66
    gio open mstro://x
    start mstro://x
    python3 -c "import pyautogui;pyautogui.press('enter')"
    python3 -c "from pynput.keyboard import Controller;Controller().press('a')"
    node -e "require('robotjs').keyTap('enter')"
    powershell -c "[System.Windows.Forms.SendKeys]::SendWait('{ENTER}')"
    tmux send-keys -t 0 1 Enter
    tmux new-session -d -s mine && tmux send-keys -t other y
    screen -S x -X stuff y
    kitty @ send-text y
    wezterm cli send-text y
    zellij action write-chars y
    echo y > /dev/pts/3
    echo y | tee /dev/pts/3
    python3 -c "import fcntl,termios;fcntl.ioctl(0,termios.TIOCSTI,b'y')"
    `,
  )
  everyCommand(
    'allow',
    String.raw`
    gdb ./a.out
    gdb -batch -ex run -ex bt --args ./a.out 12
    strace -f ./a.out
    perf stat ./a.out
    perf report
    py-spy record -o profile.svg -- python3 app.py
    frida --version
    prlimit --pid 1234
    coredumpctl list
    ps aux
    ps -ef
    nc -z localhost 9228
    python3 -m webbrowser http://localhost:3000
    python3 -m keyring --help
    ps -eo pid,etime,cmd
    ps -p 12 -o etime
    cat /proc/1234/status
    cat /proc/self/maps
    cat /proc/net/*
    cat /proc/*/status
    chromium --load-extension=./dist
    node --input-type=module -e "import mouse from './mouse.js'; mouse()"
    cat /proc/cpuinfo /proc/meminfo
    node inspect app.js
    curl http://127.0.0.1:9228/json
    chromium --headless --remote-debugging-port=9222 about:blank
    busctl list
    keyctl --version
    tmux new-session -d -s mine && tmux send-keys -t mine:0 'npm test' Enter
    tmux ls
    screen -ls
    wmctrl -l
    adb devices
    echo done > /dev/tty
    python3 -c "print('keyring')"
    `,
  )
})
