/** A program that runs its operands as another program. */
export interface WrapperRow {
  /** Options that take a value, besides those below. */
  readonly valued: string
  /** Operands of its own before the program's name. */
  readonly skip?: number
  /** What such an operand looks like where it may be left out. */
  readonly own?: RegExp
  /** Long options that take two values. */
  readonly pairs?: string
  /** Options whose value is a command for a shell. */
  readonly script?: string
  /** Options whose value names a file that it writes. */
  readonly writes?: string
  /** Its operands are joined and read by a shell. */
  readonly joins?: boolean
  /** Without a program it starts a shell. */
  readonly bareShell?: boolean
  /** Changes who runs the program, or with which rights. */
  readonly elevates?: boolean
}

const plain = (names: string): Record<string, WrapperRow> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { valued: '' }]))

/** Programs that run their operands, by name. */
export const WRAPPERS: Readonly<Record<string, WrapperRow>> = {
  ...plain(
    'nohup setsid unbuffer chronic cross-env catchsegv linux64 linux32 i386 x86_64 eatmydata coproc noglob nocorrect nocache torsocks torify tsocks aoss padsp optirun primusrun vglrun gamemoderun mangohud dumb-init catatonit distcc ccache sccache icecc pump run-one run-this-one keep-one-running run-one-constantly run-one-until-success run-one-until-failure dbus-launch fakechroot pseudo with-contenv pexec grc retry heaptrack pgrphack lima rtk ifne ktrace memusage xtrace prime-run pvkrun',
  ),
  timeout: { valued: 'k s kill-after signal', skip: 1 },
  gtimeout: { valued: 'k s kill-after signal', skip: 1 },
  nice: { valued: 'n adjustment' },
  gnice: { valued: 'n adjustment' },
  ionice: { valued: 'c n p P u class classdata pid pgid uid' },
  chrt: { valued: 'T P D sched-runtime sched-period sched-deadline', skip: 1 },
  taskset: { valued: '', skip: 1 },
  choom: { valued: 'n p adjust pid' },
  cpulimit: { valued: 'l p e c limit pid exe cpu' },
  numactl: {
    valued: 'i p m N C P w interleave preferred membind cpunodebind physcpubind balancing',
  },
  softlimit: { valued: 'a c d f l m o p r s t' },
  prlimit: { valued: 'p pid o output' },
  stdbuf: { valued: 'i o e input output error' },
  time: { valued: 'f format', writes: 'o output' },
  gtime: { valued: 'f format', writes: 'o output' },
  caffeinate: { valued: 't w' },
  dotenv: { valued: 'e v p' },
  'dotenv-cli': { valued: 'e v p' },
  'cross-env-shell': { valued: '', joins: true },
  'env-cmd': { valued: 'f e r file environments rc-file' },
  envdir: { valued: '', skip: 1 },
  envchain: { valued: '', skip: 1 },
  'xvfb-run': {
    valued:
      'n e f s p w server-num server-args error-file auth-file listen-tcp wait xauth-protocol',
  },
  'dbus-run-session': { valued: 'dbus-daemon config-file' },
  'systemd-inhibit': { valued: 'what who why mode' },
  'systemd-cat': { valued: 't p identifier priority stderr-priority level-prefix' },
  'gnome-session-inhibit': { valued: 'app-id reason inhibit' },
  setarch: {
    valued: '',
    skip: 1,
    own: /^(?:x86_64|i[3-6]86|linux\d\d|uname26|arm\w*|aarch64|ppc\w*|s390x?|sparc\w*|mips\w*|riscv\w*)$/,
  },
  strace: {
    valued:
      'a A b e E I O p P s S u U X attach env inject trace user columns string-limit summary-sort-by summary-columns',
    writes: 'o output',
  },
  ltrace: { valued: 'a A D e F l n p s u w x', writes: 'o output' },
  truss: { valued: 'e p s u o' },
  dtruss: { valued: 'n p b' },
  valgrind: { valued: '', writes: 'log-file xml-file' },
  callgrind: { valued: '' },
  faketime: { valued: 'p', skip: 1 },
  rlwrap: { valued: 'a b C D f g H l m M O p P q s S t w', script: 'z' },
  setpriv: {
    valued:
      'reuid regid groups inh-caps ambient-caps bounding-set securebits selinux-label apparmor-profile pdeathsig',
    elevates: true,
  },
  'aa-exec': { valued: 'p n i profile namespace', elevates: true },
  unshare: {
    valued:
      'S G R w setuid setgid root wd map-user map-group map-users map-groups setgroups propagation monotonic boottime',
    bareShell: true,
  },
  proot: {
    valued: 'r b w q k m rootfs bind mount pwd cwd qemu kernel-release',
    bareShell: true,
  },
  bwrap: {
    valued:
      'chdir tmpfs proc dev uid gid hostname unsetenv dir mqueue seccomp lock-file userns userns2 pidns args remount-ro add-seccomp-fd exec-label file-label json-status-fd info-fd block-fd sync-fd cap-add cap-drop perms size overlay-src argv0',
    pairs:
      'bind dev-bind ro-bind bind-try dev-bind-try ro-bind-try bind-fd ro-bind-fd symlink setenv file bind-data ro-bind-data chmod overlay',
  },
  fakeroot: { valued: 'l s i b lib faked', bareShell: true },
  firejail: { valued: '', bareShell: true },
  proxychains: { valued: 'f' },
  proxychains4: { valued: 'f' },
  trickle: { valued: 'd u w t l L D' },
  sshpass: { valued: 'p f d P' },
  logsave: { valued: '', skip: 1 },
  setlock: { valued: '', skip: 1 },
  chpst: { valued: 'u U b e m d o p f c r t l L n C', elevates: true },
  setuidgid: { valued: '', skip: 1, elevates: true },
  's6-setuidgid': { valued: '', skip: 1, elevates: true },
  gosu: { valued: '', skip: 1, elevates: true },
  'su-exec': { valued: '', skip: 1, elevates: true },
  tini: { valued: 'e p' },
  openvt: { valued: 'c console', bareShell: true },
  daemon: {
    valued: 'n u o O E l r M name user output stdout stderr errlog dbglog limit chroot chdir',
  },
  daemonize: { valued: 'a c e E l o p u' },
  'flatpak-spawn': { valued: 'env directory unset-env' },
  'ssh-agent': { valued: 'a t E O P' },
  tsp: { valued: 'L N D W t c p o i s K S l r w k u' },
  'task-spooler': { valued: 'L N D W' },
  onchange: { valued: 'd e f j a delay exclude filter await-write-finish', skip: 1 },
  watchexec: {
    valued:
      'w e f i s d N watch exts filter ignore signal debounce stop-signal stop-timeout shell workdir E env on-busy-update delay-run poll fs-events filter-file ignore-file project-origin',
    joins: true,
  },
  reflex: {
    valued: 'r g R G c d regex glob inverse-regex inverse-glob config decoration',
  },
  multitime: { valued: 'I i n o q r s' },
  genie: { valued: '', bareShell: true },
  gdbserver: { valued: '', own: /^[\w.-]*:\d+$|^stdio$/, skip: 1 },
  kcov: { valued: '', skip: 1 },
  zzuf: { valued: 's r j M O B m D U T t C f e l n p P R b i' },
  ttyrec: { valued: '', script: 'e' },
  's6-softlimit': { valued: 'a c d f l m o p r s t' },
  's6-envdir': { valued: '', skip: 1 },
  's6-setlock': { valued: 't', skip: 1 },
  's6-fghack': { valued: '' },
  'systemd-socket-activate': { valued: 'l E listen setenv fdname' },
  shx: { valued: '' },
  udpsvd: { valued: 'u l c C i x b t', skip: 2 },
  tcpsvd: { valued: 'u l c C i x b t', skip: 2 },
  tcpserver: { valued: 'u g l c b t x B', skip: 2 },
  runcon: { valued: 't u r l type user role range', own: /^[\w.-]+:[\w.:-]+$/, skip: 1 },
  'wait-for-it': { valued: 't timeout h p', own: /^[\w.-]+:\d+$/, skip: 1 },
  'wait-for-it.sh': { valued: 't timeout h p', own: /^[\w.-]+:\d+$/, skip: 1 },
  dockerize: { valued: 'wait timeout template stdout stderr wait-http-header env' },
  'wait-for': { valued: 't timeout', own: /^[\w.-]+:\d+$/, skip: 1 },
  'ddtrace-run': { valued: '' },
  'opentelemetry-instrument': { valued: '' },
  'newrelic-admin': { valued: '', skip: 1 },
  'py-spy': { valued: 'o r d f p rate duration format pid', skip: 1, own: /^(?:record|top|dump)$/ },
  scalene: { valued: 'outfile' },
  memray: { valued: 'o f output', skip: 1, own: /^(?:run|attach)$/ },
  viztracer: { valued: 'o output_file' },
  mpirun: { valued: 'n np c H host hostfile machinefile x wdir map-by bind-to rank-by mca' },
  mpiexec: { valued: 'n np c H host hostfile machinefile x wdir map-by bind-to rank-by mca' },
  srun: {
    valued:
      'n N c p t J o e A w G mem time partition ntasks nodes account gres job-name output error',
    writes: 'o output e error',
  },
  dsh: { valued: 'g m f' },
  torchrun: {
    valued: 'nnodes nproc_per_node nproc-per-node rdzv_backend rdzv_endpoint master_port',
  },
  accelerate: { valued: 'config_file num_processes', skip: 1, own: /^launch$/ },
  crun: { valued: '', skip: 2 },
  runc: { valued: '', skip: 2 },
  schroot: { valued: 'c u d chroot user directory', elevates: true, bareShell: true },
  reptyr: { valued: '' },
  nsjail: {
    valued:
      'M C c chroot u g t R B T D H p user group time_limit bindmount bindmount_ro tmpfsmount cwd hostname',
  },
  minijail0: { valued: 'u g c S P b k m M', elevates: true },
  landrun: { valued: 'ro rw rox rwx env' },
  arch: { valued: 'e d' },
  rosetta: { valued: '' },
  qemu: { valued: 'L E cpu R' },
  'qemu-x86_64': { valued: 'L E cpu R B s g d D p' },
  'qemu-aarch64': { valued: 'L E cpu R B s g d D p' },
  'qemu-arm': { valued: 'L E cpu R B s g d D p' },
  'qemu-x86_64-static': { valued: 'L E cpu R B s g d D p' },
  'qemu-aarch64-static': { valued: 'L E cpu R B s g d D p' },
  box64: { valued: '' },
  wine: { valued: '' },
}

/** A program one of whose subcommands runs the rest of the line. */
interface RunnerRow {
  /** Subcommands that run what follows. */
  readonly verbs: string
  readonly valued: string
  /** Operands between the subcommand and the program. */
  readonly skip?: number
  /** The program stands behind `--`, whatever comes before. */
  readonly dashes?: boolean
  /** Its operands are joined and read by a shell. */
  readonly joins?: boolean
}

/** Programs that run another one through a subcommand, by name. */
export const RUNNERS: Readonly<Record<string, RunnerRow>> = {
  perf: {
    verbs: 'stat record trace mem c2c lock kmem sched kvm',
    valued:
      'e p t C o r I F c G D x M event pid tid cpu output repeat interval-print freq count cgroup delay call-graph field-separator metrics',
  },
  xdotool: { verbs: 'exec', valued: 'args terminator' },
  rr: { verbs: 'record', valued: 'o n p' },
  samply: { verbs: 'record', valued: 'o r p' },
  uftrace: { verbs: 'record live', valued: 'd F N D t' },
  doppler: { verbs: 'run', valued: 'p c t project config token scope command', joins: false },
  infisical: { verbs: 'run', valued: 'env path projectId token command' },
  op: { verbs: 'run', valued: 'env-file account' },
  teller: { verbs: 'run', valued: 'c config' },
  dotenvx: { verbs: 'run', valued: 'f e env-file env' },
  chamber: { verbs: 'exec', valued: 'b r backend', skip: 1 },
  'aws-vault': { verbs: 'exec', valued: 'd t duration mfa-token region', skip: 1 },
  'aws-okta': { verbs: 'exec', valued: '', skip: 1 },
  saml2aws: { verbs: 'exec', valued: 'a p idp-account profile' },
  granted: { verbs: 'exec', valued: '' },
  direnv: { verbs: 'exec', valued: '', skip: 1 },
  mise: { verbs: 'exec x', dashes: true, valued: 'C c j cd command jobs' },
  rtx: { verbs: 'exec x', dashes: true, valued: 'C c j' },
  asdf: { verbs: 'exec', valued: '' },
  pyenv: { verbs: 'exec', valued: '' },
  rbenv: { verbs: 'exec', valued: '' },
  nodenv: { verbs: 'exec', valued: '' },
  nvm: { verbs: 'exec', valued: '', skip: 1 },
  fnm: { verbs: 'exec', valued: 'using fnm-dir' },
  volta: { verbs: 'run', valued: 'node npm yarn env' },
  rustup: { verbs: 'run', valued: '', skip: 1 },
  opam: { verbs: 'exec', valued: 'switch root' },
  stack: { verbs: 'exec', valued: 'package cwd' },
  cabal: { verbs: 'exec v2-exec', valued: 'project-file builddir' },
  dune: { verbs: 'exec', valued: 'root profile' },
  esy: { verbs: 'x exec-command', valued: '' },
  lerna: { verbs: 'exec', valued: 'scope ignore concurrency since', joins: true },
  nx: { verbs: 'exec', valued: '' },
  ddev: { verbs: 'exec', valued: 's d service dir' },
  lando: { verbs: 'ssh', valued: 'c s u' },
  devbox: { verbs: 'run', valued: 'c e config env' },
  pixi: { verbs: 'run', valued: 'e manifest-path environment' },
  guix: { verbs: 'shell environment', dashes: true, valued: 'm f e manifest file expression' },
  foreman: { verbs: 'run', valued: 'e f d env procfile root' },
  honcho: { verbs: 'run', valued: 'e f d env procfile' },
  forego: { verbs: 'run', valued: 'e f' },
  heroku: { verbs: 'local:run', valued: 'e a r env' },
  sops: { verbs: 'exec-env exec-file', valued: 'filename user', skip: 1, joins: true },
  codex: { verbs: 'sandbox', valued: 'c config', skip: 1 },
  task: { verbs: 'execute exec', valued: '' },
  conda: { verbs: 'run', valued: 'n p name prefix cwd' },
  mamba: { verbs: 'run', valued: 'n p name prefix cwd' },
  micromamba: { verbs: 'run', valued: 'n p name prefix cwd r root-prefix a attach' },
  toolbx: { verbs: 'run', valued: 'c d r container distro release' },
  lxc: { verbs: 'exec', valued: 'cwd env user group mode', skip: 1 },
  incus: { verbs: 'exec', valued: 'cwd env user group mode', skip: 1 },
  multipass: { verbs: 'exec', valued: 'd working-directory', skip: 1 },
  limactl: { verbs: 'shell', valued: 'shell workdir', skip: 1 },
  colima: { verbs: 'ssh', valued: 'p profile' },
  toolbox: { verbs: 'run', valued: 'c d r container distro release' },
}
