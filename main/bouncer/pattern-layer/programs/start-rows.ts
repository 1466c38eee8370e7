import type { RowOf } from './unwanted-row.ts'

/** A place that a person does not look at, or another machine. */
export const HIDDEN_PLACE =
  /(?:^|[\s"'=!:(;&|>])(?:\/(?:tmp|var\/tmp|dev\/shm|private\/tmp)\/[^\s"']|(?:~|\$HOME|\/home\/[^/\s]+|\/Users\/[^/\s]+)\/(?:\.cache\/)?\.(?!local\/|config\/|cargo\/|nvm\/|bun\/|deno\/|npm|pyenv\/|rbenv\/|asdf\/|sdkman\/|volta\/|husky|git-templates?\b|git[-_]?hooks\b|githooks\b|gitconfig|gitignore|dotfiles|ssh\/|zsh|bash|oh-my|nix-profile\/|rustup\/|go\/|poetry\/|venv|virtualenvs\/|config\b|emacs|vim|tmux|fzf|fnm)[\w.-]+\/?[^\s"']*)|\b(?:curl|wget|fetch|iwr|Invoke-WebRequest|nc|ncat|socat)\b[^\n]*|\/dev\/tcp\/|base64 (?:-d|--decode|-D)|\bpowershell\b[^\n]{0,200}-e(?:nc|c)?\b/

/** Calls that make something hidden, temporary or foreign start by itself. */
export const STARTS: readonly RowOf[] = [
  {
    names: 'git',
    all: [
      /(?:^| )config(?: |$)/,
      /--(?:global|system)/,
      /core\.(?:fsmonitor|hookspath|sshcommand|pager|editor|askpass|gitproxy)|alias\.|credential\.|init\.templatedir|sequence\.editor|gpg\.|diff\.external|filter\.|include\.path/i,
      HIDDEN_PLACE,
    ],
    what: 'a setting of git for every project',
  },
  {
    names: 'git',
    all: [
      /(?:^| )config(?: |$)/,
      /core\.hookspath ["']?\/(?:tmp|var\/tmp|dev\/shm|private\/tmp)(?:\/|$)/i,
    ],
    none: /--(?:get|unset)/,
    what: 'hooks from a folder that everybody may write to',
  },
  {
    names: 'npm pnpm yarn pip pip3 gem go cargo bundle conda uv poetry composer',
    all: [
      /(?:^| )(?:config|env|set|sources)(?: |$)/,
      /script-shell|node-options|(?:^| )shell|editor|GOFLAGS|toolexec|init-module|rustc-wrapper|(?:^| )git(?: |=)/i,
      HIDDEN_PLACE,
    ],
    what: 'a setting for every project',
  },
  {
    names: 'npm pnpm yarn pip pip3 gem go bundle conda uv poetry composer',
    all: [
      /(?:^| )(?:config|env -w|sources)(?: |$)/,
      /registry|index-url|index_url|GOPROXY|sources|channel|mirror|repositor|proxy|trusted/i,
      /http:\/\/(?!localhost|127\.|10\.|192\.168\.)|https?:\/\/\d+\.\d+\.\d+\.\d+/,
    ],
    none: /--location[= ]project|--local|https?:\/\/(?:localhost|127\.|10\.|192\.168\.)/,
    what: 'packages from an unprotected place for every project',
  },
  {
    names: 'npm pnpm yarn pip pip3 go',
    all: [
      /^(?:-\S+ )*(?:config set|config --(?:global|user) set|set|env -w)(?: |$)/,
      /(?:^| )(?:-\S+ )*(?:registry|npmRegistryServer|(?:global|user|install)\.(?:extra-)?index-url|GOPROXY)[ =]["']?https:\/\//,
    ],
    none: /--location[= ]project|https:\/\/(?:[\w-]+\.)*(?:npmjs\.org|yarnpkg\.com|pypi\.org|golang\.org|proxy\.golang\.org|goproxy\.(?:io|cn)|npmmirror\.com|tsinghua\.edu\.cn|aliyun\.com|ustc\.edu\.cn|tencent\.com|huaweicloud\.com|github\.com|pkg\.dev|amazonaws\.com|azure\.com|visualstudio\.com|jfrog\.io|gitlab\.com|cloudsmith\.io|pytorch\.org)(?:[/:" ]|$)|https:\/\/[\w-]+(?:\.(?:corp|internal|local|lan|intra|home\.arpa))?(?:[/:" ]|$)|https:\/\/[\w.-]+\.(?:corp|internal|local|lan|intra)(?:[/:" ]|$)/,
    what: 'all packages from a place of its own for every project',
  },
  {
    names: 'git',
    all: [
      /(?:^| )config(?: |$)/,
      /--(?:global|system)/,
      /https?\.(?:\S+\.)?proxy ["']?\w+:\/\/(?!localhost|127\.|10\.|192\.168\.|[\w-]+(?::|\/|$)|[\w.-]+\.(?:corp|internal|local|lan)\b)/i,
    ],
    what: 'all traffic of git over a stranger',
  },
  {
    names: 'launchctl systemctl systemd-run schtasks rc-update',
    all: [
      /(?:^| )(?:load|bootstrap|submit|enable|link|start|\/create|--on-\S+|--user)(?: |$)/i,
      HIDDEN_PLACE,
    ],
    what: 'something that starts by itself',
  },
  { names: 'defaults', all: [/^write .*Log(?:in|out)Hook/], what: 'a program for every login' },
  {
    names: 'reg',
    all: [
      /^add .*\\(?:CurrentVersion\\(?:Run|Winlogon)|Image File Execution Options|Policies\\System)/i,
    ],
    what: 'a program for every login',
  },
  {
    names: 'osascript',
    all: [/login item/i, HIDDEN_PLACE],
    what: 'a program for every login',
  },
]
