import type { AbilityRow } from './ability-row.ts'

const BANG = /(?:^|[;\n])\s*!\s*([^\n;]+)/

/** Options by which ordinary programs run a command line, by names of programs. */
export const RUNNING_ROWS: readonly AbilityRow[] = [
  {
    names: 'gpg gpg2',
    runs: 'photo-viewer keyserver-options',
    runsPart: /^(.*\s.*|\/.+)$/,
    loads:
      'agent-program pinentry-program dirmngr-program keyserver-program load-extension options',
    writes: 'o output',
    valued: 'r u recipient local-user passphrase s2k-cipher-algo homedir default-key',
    operands: 'reads',
  },
  {
    names: 'gpg-agent gpgsm dirmngr',
    loads: 'pinentry-program scdaemon-program agent-program extra-socket options',
  },
  { names: 'lftp', code: 'c e', codeRuns: BANG, loads: 'f', valued: 'u p' },
  {
    names: 'sshfs',
    runs: 'o',
    runsPart: /(?:^|,)(?:ssh_command|ProxyCommand|directport)=([^,]+)/,
    valued: 'p F',
  },
  { names: 'sshuttle', runs: 'e ssh-cmd', loads: 'to-ns', valued: 'r remote x exclude l D' },
  { names: 'mosh', runs: 'ssh', valued: 'p port server client predict' },
  { names: 'rpm rpm2cpio', runs: 'pipe' },
  { names: 'dpkg dpkg-deb', runs: 'pre-invoke post-invoke' },
  {
    names: 'mongosh mongo',
    when: /child_process|process\.|require\(|\brunProgram\(|\bfs\./,
    code: 'eval',
    language: 'node',
    valued: 'u p host port f',
  },
  { names: 'podman buildah', when: /^unshare /, operands: 'program', skip: 1 },
  { names: 'csvtool', when: /(?:^|\s)call\s/, operands: 'runs', skip: 1, valued: 't u' },
  { names: 'snap', when: /^run .*--shell/, runs: 'c command' },
  { names: 'rlwrap rlfe', runs: 'z filter' },
  { names: 'ncat nc netcat nc.traditional nc.openbsd', runs: 'c sh-exec lua-exec' },
  { names: 'pv progress', reads: 'd', operands: 'reads' },
  { names: 'git-annex git-lfs', runs: 'exec' },
  {
    names: 'notmuch offlineimap mbsync isync fetchmail getmail',
    runs: 'm mda preconnect postconnect k',
    loads: 'c config',
  },
  { names: 'dbclient dropbear autossh', runs: 'J c' },
  {
    names: 'pgbench pg_dump pg_basebackup pg_restore pg_upgrade initdb pg_ctl',
    runs: 'archive-command restore-command',
  },
  { names: 'tcpserver tcpsvd udpsvd inetd xinetd stunnel stunnel4 faucet', asks: /./ },
  {
    names: 'udevadm udisksctl',
    asks: /^(?:trigger|control|test|mount|unmount|power-off|loop-setup)$/,
  },
  { names: 'tig lazygit gitui', loads: 'C config use-config-file' },
  {
    names: 'rofi dmenu wofi',
    runs: 'run-command run-shell-command modi window-command',
    singleDash: true,
  },
  {
    names: 'i3 sway swaymsg i3-msg hyprctl bspc xmonad awesome-client',
    asks: /^(?:exec|spawn|dispatch|reload|restart)\b|os\.execute|spawn\(/,
  },
  { names: 'feh sxiv imv mpv', runs: 'A action info', asks: /^--action\d?=/ },
  { names: 'xscreensaver xautolock xss-lock swayidle', runs: 'locker notifier killer' },
  { names: 'entr fswatch', runs: '' },
  { names: 'mplayer vlc cvlc', loads: 'lua-config extraintf playlist' },
  { names: 'sox play rec', asks: /^["']?\|/, operandRuns: /^\|(.+)/ },
  { names: 'graphviz dot neato', loads: 'l', writes: 'o' },
  { names: 'gst-launch-1.0 gst-inspect-1.0', loads: 'gst-plugin-load gst-plugin-path' },
  {
    names: 'ffmpeg ffplay ffprobe',
    asks: /(?:ladspa|lv2|frei0r|pan)=(?:file|plugin|filter_name)?=?[^,]*(?:\/|\.so)|^(?:concat|subfile|file):.*(?:\/etc\/|\.ssh)/,
  },
  { names: 'tclsh wish', input: /^\s*(?:exec|load)\s+(.+)/ },
  { names: 'ghci ghc', input: /^\s*:!\s*(.+)/ },
  { names: 'perldoc pod2man', loads: 'w', code: '' },
  { names: 'dstat', loads: '', asks: /^-M$|^--plugin=\// },
  { names: 'prove yath', runs: 'e exec', loads: 'rc P plugin I', loadsPart: /^([~/.].*)/ },
  { names: 'xdotool ydotool', asks: /^(?:key|type|click)$/ },
  {
    names: 'dpkg-source dpkg-buildpackage debuild',
    runs: 'R rules-file sign-command source-option hook',
  },
  {
    names: 'debootstrap mmdebstrap',
    runs: 'setup-hook extract-hook essential-hook customize-hook',
  },
  {
    names: 'qemu-system-x86_64 qemu-system-aarch64 qemu-system-arm kvm',
    asks: /(?:^|,)(?:script|downscript|exec)=(?!no(?:,|$))[^,]+|^(?:file=|if=\w+,file=)?\/dev\/(?:sd|nvme|vd|disk|mapper)/,
  },
  { names: 'hyperfine bench poop', runs: 's setup p prepare C conclude c cleanup' },
  { names: 'git-credential-store pass gopass', asks: /^(?:edit|import|setup)$/ },
]
