import { FORGES, type RowOf } from './unwanted-row.ts'

/** Calls that install, remove or upgrade programs for all projects of the person. */
const FOR_ALL_PROJECTS: readonly Pick<RowOf, 'names' | 'all' | 'none'>[] = [
  {
    names: 'npm pnpm yarn yarnpkg bun cnpm',
    all: [
      /(?:^| )(?:-[a-zA-Z]{0,2}g[a-zA-Z]?|--global|--location[= ]global)(?: |$)|^global (?:add|upgrade|remove)(?: |$)/,
      /^(?:-\S+ )*(?:i|in|ins|inst\w*|isntall|add|up|update|upgrade|global|uninstall|un|rm|remove|r)(?: |$)/,
    ],
    none: /--prefix[= ]|--global-dir/,
  },
  {
    names: 'brew port scoop choco winget',
    all: [/^(?:-\S+ )*(?:install|reinstall|upgrade|tap|link|unlink|switch|pin)(?: |$)/],
  },
  {
    names: 'pip pip3 uv python python3 py',
    all: [/(?:^| )--break-system-packages(?: |$)|^pip install .*--system(?: |$)/],
    none: /--(?:target|prefix|root)[= ]/,
  },
  {
    names: 'python python3 py',
    all: [/^(?:-\S+ )*(?:\S*\/)?setup\.py (?:\S+ )*(?:install|develop) (?:\S+ )*--user(?: |$)/],
  },
  { names: 'composer', all: [/^global (?:require|update|remove|install)(?: |$)/] },
  {
    names: 'dotnet',
    all: [/^tool (?:install|update|uninstall) /, /(?:^| )(?:-g|--global)(?: |$)/],
  },
  { names: 'gem', all: [/^update --system/] },
  { names: 'snap flatpak', all: [/^(?:-\S+ )*(?:install|refresh|update)(?: |$)/] },
  { names: 'nix', all: [/^(?:-\S+ )*profile (?:install|add|remove|upgrade|wipe-history)(?: |$)/] },
  {
    names: 'nix-env',
    all: [/(?:^| )(?:-i\w*|-u\w*|-e|--install|--upgrade|--uninstall|--set|--rollback)(?: |$)/],
  },
  { names: 'deno', all: [/^(?:un)?install (?:\S+ )*(?:-\w*g|--global)(?: |$)/] },
  {
    names: 'conda mamba micromamba',
    all: [/^(?:install|update|upgrade|remove) /, /(?:-n|--name)[= ]base(?: |$)/],
  },
  { names: 'kubectl', all: [/^krew (?:install|upgrade|uninstall)(?: |$)/] },
  {
    names: 'pipx',
    all: [/^(?:install|upgrade\S*|reinstall\S*|uninstall\S*|inject|uninject)(?: |$)/],
  },
  { names: 'uv', all: [/^tool (?:install|upgrade|uninstall)(?: |$)/] },
  { names: 'krew', all: [/^(?:install|upgrade|uninstall)(?: |$)/] },
]

/** Calls that print what somebody logs in with, so that it stands in the transcript. */
const PRINTS_LOGIN: readonly Pick<RowOf, 'names' | 'all' | 'none'>[] = [
  {
    names: FORGES,
    all: [/^auth token(?: |$)|^auth status (?:\S+ )*(?:-t|--show-token)(?: |$)/],
  },
  {
    names: 'heroku',
    all: [/^(?:auth:token|authorizations(?::(?:info|create))?|\w+:credentials(?::url)?)(?: |$)/],
  },
  { names: 'fly flyctl', all: [/^(?:auth token|tokens (?:create|attenuate))(?: |$)/] },
  {
    names: 'doctl',
    all: [/^(?:auth token|registry docker-config|kubernetes cluster kubeconfig show)(?: |$)/],
  },
  { names: 'bw', all: [/^(?:get (?:password|item|notes|totp)|list items|export|unlock)(?: |$)/] },
  { names: 'rbw', all: [/^(?:get|code|export)(?: |$)/] },
  { names: 'lpass', all: [/^(?:show|export)(?: |$)/] },
  { names: 'keepassxc-cli', all: [/^(?:show|export|clip)(?: |$)/] },
  { names: 'dcli', all: [/^(?:p|password|n|note|secret|read|exec)(?: |$)/] },
  { names: 'keyring', all: [/^(?:-\S+ )*get /] },
  { names: 'chamber', all: [/^(?:read|export|env)(?: |$)/] },
  { names: 'akeyless', all: [/^(?:get-secret-value|get-dynamic|auth)(?: |-|$)/] },
  { names: 'berglas', all: [/^access(?: |$)/] },
  { names: 'teller', all: [/^(?:show|env|export|sh|yaml|json)(?: |$)/] },
  { names: 'pulumi', all: [/--show-secrets/] },
  {
    names: 'terraform tofu opentofu',
    all: [/^output (?:\S+ )*-raw (?:\S+ )*\S*(?:passw|secret|token|api_?key|private_?key)/i],
  },
  { names: 'oc', all: [/^whoami (?:\S+ )*(?:-t|--show-token)(?:=true)?(?: |$)/] },
  { names: 'databricks', all: [/^(?:auth (?:token|env)|tokens create)(?: |$)/] },
  { names: 'cf', all: [/^(?:oauth-token|ssh-code|service-key \S+ \S+)(?: |$)/] },
  { names: 'ibmcloud', all: [/^iam oauth-tokens/] },
  { names: 'yc', all: [/^iam create-token/] },
  {
    names: 'scw',
    all: [/^config (?:get secret|dump)|^secret version access|^iam api-key get|with-secret/],
  },
  { names: 'hf huggingface-cli', all: [/^auth (?:token|print)/] },
  {
    names: 'npm pnpm yarn',
    all: [/^config (?:get|ls|list) (?:\S+ )*\S*(?:_auth(?:Token)?|_password|npmAuth\w*)(?: |$)/],
  },
  {
    names:
      'docker-credential-desktop docker-credential-osxkeychain docker-credential-secretservice docker-credential-pass docker-credential-wincred docker-credential-gcr docker-credential-gcloud docker-credential-ecr-login docker-credential-helper',
    all: [/^(?:get|list)(?: |$)/],
  },
  { names: 'supabase', all: [/^projects api-keys/] },
  { names: 'stripe', all: [/^config (?:\S+ )*(?:--list|-l)(?: |$)/] },
  { names: 'netlify', all: [/^env:get |^env:list .*--plain/] },
  { names: 'railway', all: [/^variables?(?: |$)/], none: /--set/ },
  { names: 'vercel', all: [/^env pull .*production/] },
  { names: 'firebase', all: [/^(?:login:ci|functions:secrets:access)(?: |$)/] },
  { names: 'argocd', all: [/^(?:account generate-token|admin initial-password)(?: |$)/] },
  { names: 'rclone', all: [/^(?:config (?:show|dump)|reveal)(?: |$)/] },
  { names: 'az', all: [/^acr login .*--expose-token|list-publishing-(?:profiles|credentials)/] },
  { names: 'nomad', all: [/^(?:var get|acl token (?:self|info|create))(?: |$)/] },
  { names: 'consul', all: [/^(?:acl token (?:read|create|clone))(?: |$)/] },
  { names: 'neonctl neon', all: [/^(?:connection-string|cs)(?: |$)/] },
  { names: 'turso', all: [/^(?:auth token|db tokens create|group tokens create)(?: |$)/] },
  { names: 'nmcli', all: [/(?:^| )(?:-s|--show-secrets)(?: |$)/] },
  { names: 'netsh', all: [/key=clear/i] },
  { names: 'wg', all: [/^showconf |^show \S+ (?:private-key|preshared-keys)/] },
  { names: 'travis', all: [/^token(?: |$)/] },
  { names: 'eas', all: [/^env:(?:get|pull|list) .*(?:production|--include-sensitive)/] },
  { names: 'git', all: [/(?:^| )config (?:\S+ )*\S*(?:extraheader|\.token|oauth-?token)$/i] },
]

/** Servers of development that are given an address on the internet. */
const SHOWN_TO_ALL: readonly Pick<RowOf, 'names' | 'all' | 'none'>[] = [
  { names: 'expo', all: [/^start .*(?:--tunnel|--host[= ]tunnel)(?: |$)/] },
]

/** Calls that leave the box that the session runs in. */
const LEAVES_BOX: readonly Pick<RowOf, 'names' | 'all' | 'none'>[] = [
  { names: 'flatpak-spawn', all: [/(?:^| )--host(?: |$)/] },
  { names: 'distrobox-host-exec host-spawn host-exec', all: [/\S/] },
]

/** Searches for what gives more rights. */
const SEEKS_RIGHTS: readonly Pick<RowOf, 'names' | 'all' | 'none'>[] = [
  {
    names: 'find gfind',
    all: [
      /-perm [-/+]?(?:0*[24567][0-7]{3}|[augo]*[+=]s)(?: |$)/,
      /^(?:-[HLP] )*(?:\S+ )*?\/(?:usr|bin|sbin|opt|etc|home)?[\w/]*(?: |$)/,
    ],
  },
  { names: 'getcap', all: [/(?:^| )-r (?:\S+ )*\/(?: |$)/] },
]

/** Lines that go to the log of another machine. */
const LOGS_ELSEWHERE: readonly Pick<RowOf, 'names' | 'all' | 'none'>[] = [
  {
    names: 'logger',
    all: [/(?:^| )(?:-n|--server)[= ]?\S/],
    none: /(?:-n|--server)[= ]?(?:localhost|127\.|::1)/,
  },
]

/** Tasks by which a project writes to people, or takes their money. */
const REACHES_PEOPLE: readonly Pick<RowOf, 'names' | 'all' | 'none'>[] = [
  {
    names: 'sendmail msmtp ssmtp exim exim4 mutt s-nail mailx mail',
    all: [/(?:^| )(?:[\w.+-]+@[\w.-]+\.\w+|-t|-oi)(?: |$)/],
    none: /@(?:localhost|[\w.-]*\.(?:local|test|invalid))(?: |$)/,
  },
  {
    names: 'osascript',
    all: [/tell app(?:lication)? "?(?:Mail|Messages|Microsoft Outlook)/i, /\bsend\b/i],
  },
  {
    names: 'python python3 php ruby rake rails mix manage.py artisan console thor flask',
    all: [
      /(?:^|(?:^|[ /])(?:manage\.py|artisan|console|rake|thor|rails|mix)(?: -\S+)* )(?:\w+[:.])*(?:send|e?mail|notify|broadcast|charge|refund|payout|invoice|bill|sms)[-_:]\w+/,
    ],
    none: /--dry-?run|--pretend|--test(?: |$)|--console|sendtestemail|\w[-_:](?:tests?|spec|preview|check|lint|template\w*)(?: |$)/,
  },
]

const saying = (
  what: string,
  rows: readonly Pick<RowOf, 'names' | 'all' | 'none'>[],
): readonly RowOf[] => rows.map((row) => ({ ...row, what }))

/** Calls whose effect lies outside the project, by what their arguments say alone. */
export const OUTSIDE_PROJECT: readonly RowOf[] = [
  ...saying('installs or removes programs for all projects', FOR_ALL_PROJECTS),
  ...saying('prints what somebody logs in with', PRINTS_LOGIN),
  ...saying('shows a server of this machine to the internet', SHOWN_TO_ALL),
  ...saying('leaves the box that the session runs in', LEAVES_BOX),
  ...saying('looks for programs that give more rights', SEEKS_RIGHTS),
  ...saying('sends lines to the log of another machine', LOGS_ELSEWHERE),
  ...saying('writes to people or charges them', REACHES_PEOPLE),
]
