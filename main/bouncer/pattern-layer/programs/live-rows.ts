import type { RowOf } from './unwanted-row.ts'

type Row = Pick<RowOf, 'names' | 'all' | 'none'>

/** An address on the internet, not on this machine, in its network or under a name without a dot. */
const PUBLIC_ADDRESS =
  /(?:^|[\s=@/])(?!(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|[\w.-]*\.(?:local(?:host)?|test|internal)(?:[:/\s]|$))(?:[\w-]+\.)+(?:[a-z]{2,}|\d+)(?::\d+)?(?:\/\S*)?(?:\s|$)/i

/** Words that say that data or a target is the one that others work with. */
const LIVE = String.raw`(?:prod|production|live|prd)`

/** Programs that load a server with more requests than people would make. */
const LOADS: readonly Row[] = [
  {
    names:
      'ab wrk wrk2 hey vegeta siege bombardier oha drill autocannon slowhttptest hping3 hping httperf tcpkali fortio plow ddosify boom baton cassowary rakyll h2load slowloris goldeneye hulk pronto locust jmeter tsung loadtest',
    all: [PUBLIC_ADDRESS],
    none: /^(?:-h|--help|-V|--version|report|plot|encode|dump)(?: |$)/,
  },
  { names: 'hping3 hping', all: [/--flood/] },
  { names: 'k6 artillery', all: [/^(?:cloud|run-(?:lambda|fargate|aci))(?: |$)/] },
  {
    names: 'newman postman inso bru',
    all: [new RegExp(`(?:^| )\\S*(?:^|[ /._-])${LIVE}(?:[._-]|$| )`, 'i')],
    none: /--bail-only|^(?:lint|export|generate)/,
  },
]

/** Calls of services on other machines that change something by their name. */
const CALLS: readonly Row[] = [
  {
    names: 'grpcurl grpc_cli evans buf',
    all: [
      /(?:^|[ /.])(?:\w+\/|call (?:\S+ )*?|curl \S*\/)(?:Delete|Create|Update|Set|Remove|Put|Insert|Reset|Purge|Drop|Revoke|Grant|Cancel|Stop|Start|Restart|Send|Publish|Execute|Run|Terminate|Transfer|Pay|Disable|Enable|Add|Approve|Reject|Patch|Write|Deploy)\w*/,
    ],
    none: /localhost|127\.0\.0\.1|\[::1\]/,
  },
  {
    names: 'xh xhs http https httpie',
    all: [/^(?:-\S+ )*(?:delete|put|patch|post) /],
    none: /(?:^| )(?:https?:\/\/)?(?::|\/|localhost|127\.)/,
  },
]

/** Servers that everybody who reaches this machine may use. */
const SERVED: readonly Row[] = [
  {
    names: 'jupyter jupyter-lab jupyter-notebook',
    all: [/--(?:\w+\.)?ip[= ]["']?(?:0\.0\.0\.0|\*|::)/],
  },
  {
    names: 'code-server openvscode-server',
    all: [/--auth[= ]none|--without-connection-token|--(?:bind-addr|host)[= ]0\.0\.0\.0/],
  },
  { names: 'adb', all: [/(?:^| )tcpip \d/], none: /^(?:-s (?:emulator-\d+)|-e) / },
  { names: 'tensorboard mlflow', all: [/--bind_all|--host[= ]0\.0\.0\.0/] },
]

/** Keys of the person that are taken in, or lent to every program of the session. */
const KEYS: readonly Row[] = [
  {
    names: 'gpg gpg2',
    all: [
      /(?:^| )--(?:import|fast-import|recv-keys?|receive-keys|refresh-keys|fetch-keys|import-ownertrust|delete-keys?|locally-sign\S*)(?: |$)/,
    ],
    none: /--homedir|--no-default-keyring|--dry-run|--show-keys|show-only/,
  },
  { names: 'ssh-add', all: [/^(?!-[lLTvqh])\S/] },
]

const SCRIPT_ACTS =
  'migrat\\w*|seed\\w*|db|database|reset|rollback|restart|sync|push|import|export|backup|restore|drop|wipe|purge|flush|clear|cron|jobs?|console|ssh|exec|shell|connect|data|users?|invalidate|scale|provision|infra|terraform|tf|cdk|up|down|stop|apply|destroy|teardown|upload|update|upgrade|cleanup|fix|backfill|reindex'
const LIVE_SCRIPT = new RegExp(
  `(?:^| )(?:\\S{0,60}[:._-])?(?:(?:${SCRIPT_ACTS})(?:[:._-][\\w:.-]{0,60})?[:._-]${LIVE}|${LIVE}[:._-](?:\\w{1,30}[:._-]){0,3}(?:${SCRIPT_ACTS}))(?:[:._-]\\S*)?(?: |$)`,
)

/** Tasks of a project that say that they act on what is live, and copies of what is kept there. */
const ON_LIVE: readonly Row[] = [
  {
    names:
      'npm yarn pnpm bun make gmake just task mage invoke inv poe nox tox composer rake thor grunt gulp nx turbo',
    all: [LIVE_SCRIPT],
    none: /dry|(?:^| )-n(?: |$)|--list/,
  },
  {
    names: 'composer',
    all: [/^(?:run(?:-script)? |exec )?(?:deploy|publish|release|rollback)(?:[:-]\S*)?(?: |$)/],
  },
  {
    names: 'docker docker-compose podman-compose podman',
    all: [
      new RegExp(
        `(?:-f|--file|--context|-c|-H|--host|--env-file|-p|--project-name)[= ]?\\S{0,120}(?:^|[/._:@-]|[= ])${LIVE}(?:[._:/-]|$| )`,
      ),
      /(?:^| )(?:up|down|restart|stop|kill|rm|start|exec|run|pull|push|create|update|scale|deploy|prune|cp|rmi|pause|load|import)(?: |$)/,
    ],
    none: /(?:^| )(?:config|ps|logs|images|top|ls|events|port|build)(?: |$)/,
  },
  {
    names:
      'pg_dump pg_dumpall mysqldump mariadb-dump mongodump mongoexport pg_basebackup mysqlpump mydumper redis-cli influxd',
    all: [
      new RegExp(
        `(?:-h|--host|--uri|-d|--dbname|://)[= ]?\\S{0,120}(?:^|[/@._=-]| )${LIVE}(?:[._:/-]|$| )`,
      ),
      /dump|--rdb|-h|--host|--uri|:\/\//,
    ],
    none: /^(?:-\S+ )*(?:ping|get|info|ttl)(?: |$)/,
  },
  { names: 'heroku', all: [/^(?:pg:(?:backups:(?:download|url)|pull)|redis:credentials)(?: |$)/] },
  {
    names: 'aws gsutil gcloud rclone s5cmd s3cmd mc az azcopy',
    all: [
      /(?:^| )(?:cp|sync|copy|get|mirror|download|rsync|mv)(?: |$)/,
      /(?:s3|gs|az|https?):?\/\/\S{0,200}(?:prod\b|production|backups?\b|customers?\b|pii\b|users?\b|private\b|payroll|secrets?\b|dumps?\b)\S* (?!s3:|gs:)\S/i,
    ],
  },
  {
    names: 'scp rsync sftp',
    all: [
      /(?:^| )[\w.@-]+:(?:\/etc\/(?:passwd|g?shadow|ss[lh]|letsencrypt|kubernetes|sudoers|openvpn|wireguard|pki)|\/root|\/var\/(?:lib|backups|mail|spool)|\/home\/[\w.-]+\/\.|~?\/?\.(?:ssh|aws|kube|gnupg|config|env))\S* (?!\S+:)\S/,
    ],
  },
]

/** Statements that change a server rather than data, by calls that look like questions. */
const SERVER_STATEMENTS: readonly Row[] = [
  {
    names: 'mysql mariadb mysqlsh psql mycli pgcli usql cockroach',
    all: [
      /\bset\s+(?:global|persist\w*|@@global)|\bpg_(?:drop_replication_slot|reload_conf|promote|switch_wal|rotate_logfile|cancel_backend|terminate_backend|replication_origin_drop|wal_replay_\w+|create_restore_point|advisory_unlock_all|file_write|write_file)\s*\(|\blo_(?:unlink|import|export)\s*\(|\bdblink_exec\s*\(|\bpurge\s+binary\b|\b(?:start|stop|reset)\s+(?:slave|replica|master)\b|\binstall\s+(?:plugin|component|soname)|\bload\s+data\b|\binto\s+(?:out|dump)file\b/i,
    ],
  },
  {
    names: 'mongosh mongo',
    all: [
      /\b(?:rs\.(?:stepDown|reconfig|remove|add\w*|initiate|freeze)|sh\.\w*(?:remove|add|stop|move|shard|split|enable|disable)\w*|db\.(?:adminCommand|shutdownServer|fsyncLock|killOp|createUser|updateUser|grantRoles\w*|dropRole|changeUserPassword|setProfilingLevel|runCommand\(\{\s*(?:drop|shut|compact|coll|create|fsync|kill|resync|set)))/i,
    ],
  },
  {
    names: 'redis-cli valkey-cli keydb-cli',
    all: [
      /(?:^| )(?:client (?:kill|pause|no-evict)|latency reset|slowlog reset|module (?:load|unload)|function (?:delete|flush|load)|memory purge|cluster (?:reset|failover|forget|meet|delslots\S*|addslots\S*|flushslots|replicate)|failover|replicaof|slaveof|swapdb|migrate)(?: |$)/i,
    ],
  },
]

/** What the person sees and hears, and whether they stay signed in. */
const DESK: readonly Row[] = [
  {
    names:
      'gnome-session-quit xfce4-session-logout lxqt-leave mate-session-save cinnamon-session-quit wlogout dm-tool',
    all: [/^/],
    none: /^(?:-h|--help|--version)/,
  },
  {
    names: 'i3-msg swaymsg hyprctl bspc awesome-client qtile herbstclient',
    all: [/(?:^| )(?:exit|kill|exec|reload|restart|quit|dispatch|cmd-obj|spawn)(?: |$)/],
  },
  {
    names: 'xrandr',
    all: [/--(?:off|mode|output|auto|rotate|scale|primary|brightness|newmode|delmode)/],
  },
  {
    names: 'pactl pacmd amixer wpctl pamixer',
    all: [
      /(?:^| )(?:set-\S+|sset|set|load-module|unload-module|kill-\S+|suspend-\S+|move-\S+|-m|-t|-i|-d|--mute|--toggle-mute|--set-volume|exit)(?: |$)/,
    ],
  },
]

const saying = (what: string, rows: readonly Row[]): readonly RowOf[] =>
  rows.map((row) => ({ ...row, what }))

/** Calls on what is live, seen by others or kept by the person. */
export const LIVE_ROWS: readonly RowOf[] = [
  ...saying('loads a server of others with requests', LOADS),
  ...saying('calls a service to change something', CALLS),
  ...saying('serves to everybody who reaches this machine', SERVED),
  ...saying('takes keys in or lends them', KEYS),
  ...saying('acts on what is live, or copies it', ON_LIVE),
  ...saying('changes a server of data', SERVER_STATEMENTS),
  ...saying('changes the desktop of the person', DESK),
]
