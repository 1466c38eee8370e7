import type { RowOf } from './unwanted-row.ts'

type Row = Pick<RowOf, 'names' | 'all' | 'none'>

const LIVE = String.raw`(?:prod|production|live|prd)`

/** Names of a project's own scripts that say that people, money or what is live are concerned. */
const OUTWARD_SCRIPT = String.raw`(?:send[-_][\w.-]{1,60}|(?:e?mail|notify|bill|invoice|sms|charge|suspend|deactivate|ban|invite|remind)[-_](?:all|users?|customers?|clients?|team|subscribers?|members?|everyone|people|accounts?|list)(?:[-_.][\w.-]{1,40})?|(?:broadcast|refund|payout|deploy|publish|rollback|promote|unpublish)(?:[-_.][\w.-]{1,60})?)\.(?:py|rb|php|pl|[cm]?[jt]s|sh|bash|zsh|ps1|exs?|R|jl)`
const LOSING_SCRIPT = String.raw`(?:delete|remove|purge|wipe|destroy|drop|truncate|nuke|erase|terminate)[-_.](?:[\w-]{1,40}[-_.])?(?:all|old|users?|accounts?|customers?|orders?|data|prod|production|live|records?|tenants?|buckets?|instances?|servers?|backups?)(?:[-_.][\w.-]{1,40})?\.(?:py|rb|php|pl|[cm]?[jt]s|sh|bash|zsh|ps1|exs?)`
const HARMLESS_SCRIPT =
  /test|spec|dry|preview|check|notes|mock|local|lint|sample|example|demo|fake|simulat|--help|--plan/i

const STARTED = new RegExp(`^(?:${OUTWARD_SCRIPT}|${LOSING_SCRIPT})$`)

/** Whether a script of the project says by its name that it reaches people, money or what is live. */
export function isOutwardScript(name: string): boolean {
  return name.length < 200 && STARTED.test(name) && !HARMLESS_SCRIPT.test(name)
}

/** Scripts that an interpreter starts, by their names. */
const SCRIPTS: readonly Row[] = [
  {
    names:
      'python python3 node ruby php perl bash sh zsh tsx ts-node bun deno Rscript elixir pwsh uv poetry pipenv',
    all: [
      new RegExp(
        `^(?:run )?(?:(?:-\\w+|--[\\w-]+(?:=\\S+)?) ){0,6}(?:python3? |node |ruby )?(?:\\S*/)?(?:${OUTWARD_SCRIPT}|${LOSING_SCRIPT})(?: |$)`,
      ),
    ],
    none: HARMLESS_SCRIPT,
  },
]

/** Tasks of a project that bring something out or take it down. */
const TASKS: readonly Row[] = [
  {
    names: 'make gmake just task mage invoke inv',
    all: [
      /(?:^| )(?:(?:tf-?|terraform-?|infra-?|k8s-?|helm-?|stack-?|cluster-?)?(?:apply|destroy|teardown|tear-down|undeploy|provision)|(?:docker|image)?-?push)(?:[-_:.][\w:.-]{0,60})?(?: |$)/,
    ],
    none: /(?:^| )(?:-n|--dry-run|--list|-l|-q|--question)(?: |$)|dry|local/,
  },
  {
    names: 'wp',
    all: [
      /(?:^| )(?:(?:post|comment|media|site|term|menu|user|role) (?:delete|empty|spam|trash|archive)|user (?:set-role|add-role|add-cap|reset-password)|user create (?=.*--role=administrator).*|(?:plugin|theme) (?:delete|uninstall)|--ssh=\S+)(?: |$)/,
    ],
  },
  {
    names: 'php artisan',
    all: [
      /tinker .*--execute/,
      /(?:truncate|delete|drop|destroy|update|save|create|insert)\w*\s*\(/i,
    ],
  },
  {
    names: 'terraform tofu pulumi firebase docker vercel railway',
    all: [
      new RegExp(
        `^(?:(?:workspace|stack|context|environment) (?:select|use|switch) |use |environment )\\S{0,60}${LIVE}(?:\\W|$)`,
      ),
    ],
  },
]

/** Machines, lines and hardware that others live with. */
const PLANT: readonly Row[] = [
  {
    names: 'nvidia-smi',
    all: [
      /(?:^| )(?:-(?:pl|pm|r|e|p|c|am|caa|ac|rac|lgc|rgc|lmc|rmc|gom|mig|cc|acp|cgi|dgi|cci|dci|gtt|vm)(?:[ =]|$)|--(?:gpu-reset|power-limit|persistence-mode|ecc-config|compute-mode|applications-clocks|lock-\S+|reset-\S+|multi-instance-gpu|drain))/,
    ],
  },
  { names: 'rocm-smi xpu-smi', all: [/--(?:set\S+|reset\S+|gpureset|rasenable|config)/] },
  { names: 'wall', all: [/\S/], none: /^(?:-h|--help|-V|--version)/ },
  {
    names: 'taskset ionice chrt schedtool',
    all: [/(?:^| )-\w*p(?: |$)/, / \d+ \d+$|(?:^| )-[cnfrob]/],
  },
  { names: 'snmpset cansend canplayer cangen', all: [/\S/], none: /(?:^| )vcan\d/ },
  {
    names: 'modbus mbpoll modpoll bacwp bacrp-write knxtool opcua uawrite',
    all: [/(?:^| )(?:write\S*|w|groupwrite\S*|on|off)(?: |$)| -- /],
  },
  {
    names: 'hass-cli kasa tplink-smarthome-api openhue hueadm govee yeecli tuya-cli miiocli',
    all: [
      /(?:^| )(?:service call|state (?:edit|delete|turn_\w+|toggle)|on|off|set\S*|toggle|brightness|reboot|raw|event fire|reset)(?: |$)/,
    ],
  },
  { names: 'gpioset raspi-gpio pinctrl', all: [/(?:^| )(?:set(?: |$)|\S*=\d)/] },
  {
    names: 'crictl',
    all: [/^(?:-\S+ )*(?:rm\w*|stop\w*|exec|run\w*|create|start|update|attach|checkpoint)(?: |$)/],
  },
  {
    names: 'xfreerdp xfreerdp3 rdesktop remmina vncviewer tigervnc krdc',
    all: [/\S/],
    none: /^(?:-h|--help|\/help|--version|\/version|--list)/,
  },
]

/** What is signed, made or kept in the name of the person. */
const IN_NAME: readonly Row[] = [
  {
    names: 'gpg gpg2',
    all: [
      /(?:^| )(?:--(?:clear-?sign|sign|detach-sign|gen-key|generate-key|full-gen\S+|quick-gen\S+|quick-generate-key|edit-key|gen-revoke|passwd|change-passphrase)|-\w*[sb])(?: |$)/,
    ],
    none: /--homedir|--verify|--decrypt|(?:^| )-d(?: |$)/,
  },
  { names: 'ssh-import-id ssh-import-id-gh ssh-import-id-lp', all: [/\S/] },
  {
    names: 'pass gopass passage',
    all: [
      /^(?:insert|add|generate|edit|rm|remove|delete|mv|rename|cp|copy|init|git (?!log|status|diff))/,
    ],
  },
  { names: 'keyring', all: [/^(?:-\S+ )*(?:set|del) /] },
]

const saying = (what: string, rows: readonly Row[]): readonly RowOf[] =>
  rows.map((row) => ({ ...row, what }))

/** Tasks and scripts of a project that reach out of it, and hardware and names that are not its own. */
export const TASK_ROWS: readonly RowOf[] = [
  ...saying('runs a script of the project that reaches people, money or what is live', SCRIPTS),
  ...saying('runs a task of the project that brings something out or down', TASKS),
  ...saying('changes machines that others live with', PLANT),
  ...saying('signs or keeps something in the name of the person', IN_NAME),
]
