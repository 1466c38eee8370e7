import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('programs that run another one', () => {
  everyCommand(
    'deny',
    String.raw`
    timeout -k 5 -s KILL 10 rm -rf /etc
    timeout --kill-after=5 10s rm -rf ~
    nice -n 5 rm -rf /usr
    nice -19 rm -rf /usr
    ionice -c 3 -n 7 rm -rf /var/lib
    chrt -r 50 rm -rf /etc
    taskset -c 0,1 rm -rf /etc
    stdbuf -oL -e 0 rm -rf /etc
    setsid -w rm -rf /etc
    env -u PATH -C /tmp rm -rf /etc
    env -S 'FOO=1 rm -rf /etc'
    env -i A=b rm -rf /etc
    sudo -u root -g wheel -n rm -rf /
    sudo A=b rm -rf /
    sudo -D / rm -rf etc
    doas -u root rm -rf /
    run0 --unit x --user root rm -rf /
    pkexec --user root rm -rf /
    su - root -c 'rm -rf /'
    su root -c 'rm -rf /'
    runuser -u root -- rm -rf /
    flock -w 5 /tmp/lock rm -rf /etc
    flock /tmp/lock -c 'rm -rf /etc'
    watch -n 5 'rm -rf /etc'
    watch -x rm -rf /etc
    strace -f -o trace.txt -e trace=file rm -rf /etc
    strace -o '|rm -rf /etc' ls
    ltrace -F conf rm -rf /etc
    script -q -c 'rm -rf /etc' /dev/null
    unbuffer rm -rf /etc
    xvfb-run -n 99 -s '-screen 0' rm -rf /etc
    systemd-run --unit x -p A=b rm -rf /etc
    setarch x86_64 -R rm -rf /etc
    setpriv --reuid 0 rm -rf /etc
    busybox rm -rf /etc
    toybox rm -rf /etc
    /lib64/ld-linux-x86-64.so.2 /bin/rm -rf /etc
    capsh -- -c 'rm -rf /etc'
    start-stop-daemon -S -x /bin/rm -- -rf /etc
    ssh-agent rm -rf /etc
    direnv exec . rm -rf /etc
    mise exec node@22 -- rm -rf /etc
    aws-vault exec prod -- rm -rf /etc
    doppler run -p atlas -- rm -rf /etc
    doppler run --command 'rm -rf /etc'
    rustup run stable rm -rf /etc
    lerna exec -- rm -rf /etc
    perf stat -e cycles -r 3 rm -rf /etc
    tmux send-keys -t main 'rm -rf /etc' Enter
    tmux send-keys -t main rm Space -rf /etc Enter; rm -rf /etc
    screen -S x -X stuff 'rm -rf /etc\n'
    concurrently 'npm test' 'rm -rf /etc'
    hyperfine --prepare='rm -rf /etc' 'npm test'
    nodemon --exec 'rm -rf /etc'
    entr -s 'rm -rf /etc'
    echo 'rm -rf /etc' | at now
    `,
  )
  everyCommand(
    'ask',
    `
    timeout 0 /bin/sh
    unshare -r
    fakeroot
    screen
    tmux
    script -q /dev/null
    openvt -- /srv/elsewhere/tool
    logsave /dev/null bash -i
    systemd-run --on-active 60 make
    nsenter -t 1 -m -u -i -n -p ls
    chroot /mnt ls
    sudo -i
    genie -c /bin/sh
    ssh-agent bash
    `,
  )
  everyCommand(
    'allow',
    `
    timeout 60 npm test
    timeout -k 5 1m pytest -q
    nice -n 10 make -j4
    env NODE_ENV=test npm test
    env
    sudo -n true
    time npm run build
    stdbuf -oL npm test | tee build.log
    strace -c ls
    xvfb-run -a npm run e2e
    flock /tmp/build.lock npm run build
    watch -n 2 git status
    script -q -c 'npm test' /dev/null
    tmux new-session -d -s dev
    tmux ls
    screen -ls
    screen -dmS server npm start
    mise exec -- node --version
    direnv exec . npm test
    doppler run -- npm test
    hyperfine 'npm run build' 'pnpm build'
    concurrently 'npm:dev' 'tsc -w'
    nodemon --watch src server.js
    busybox ls
    cross-env NODE_ENV=production webpack
    setarch $(uname -m) -R ./run
    setarch -R ./run
    `,
  )
})

describe('programs that run another one over a list', () => {
  everyCommand(
    'deny',
    String.raw`
    echo /etc | xargs rm -rf
    echo /etc | xargs -I % rm -rf %
    echo /etc | xargs -i rm -rf {}
    echo /etc | xargs -0i rm -rf {}
    echo /etc | xargs --replace rm -rf {}
    echo /etc | xargs -t --max-procs 4 -n1 rm -rf
    seq 300 | xargs -I{} echo {}; printf '%s\n' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 /etc | xargs rm -rf
    parallel rm -rf ::: build /etc
    parallel --jobs 4 rm -rf {1}/{2} ::: / ::: etc usr
    parallel -q rm -rf {} ::: /etc
    parallel -j2 'rm -rf {}' ::: /etc
    parallel echo {1} '&&' rm -rf {2} ::: a :::+ /etc
    parallel ::: 'rm -rf /etc' 'ls'
    printf '/etc\n' | parallel rm -rf
    printf '/etc\n' > list; parallel -a list rm -rf
    printf '/etc\n' > list; parallel rm -rf :::: list
    find a b c d e f g h i /etc -exec rm -rf {} \;
    find / -delete
    find /etc -type f -exec rm {} +
    find . -name x -exec sh -c 'rm -rf /etc' \;
    fd . /etc -x rm -rf
    fd -e log . /etc -X rm
    `,
  )
  everyCommand(
    'stop',
    `
    cat list | xargs rm -rf
    cat list | parallel rm -rf
    echo ok | xargs bash -c
    echo ok | parallel bash -c {}
    find . -delete
    find . -fprintf ~/.profile '%p' -name x
    `,
  )
  everyCommand(
    'allow',
    String.raw`
    find . -name '*.pyc' -delete
    find . -type d -name __pycache__ -exec rm -rf {} +
    find . -type f -empty -delete
    find . -regex '.*\.pyc' -delete
    find src -name '*.ts' | xargs wc -l
    find . -name '*.snap' -print0 | xargs -0 rm
    find . -name '*.snap' | xargs grep -l obsolete | xargs rm
    git ls-files | xargs grep -l TODO
    git ls-files '*.ts' | xargs -I{} echo {}
    parallel gzip ::: a.log b.log
    seq 10 | parallel echo {}
    fd -e ts -x prettier --write
    printf '%s\n' dist build | xargs rm -rf
    `,
  )
})
