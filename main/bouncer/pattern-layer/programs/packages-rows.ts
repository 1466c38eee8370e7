import type { RowOf } from './unwanted-row.ts'

const HELP = /(?:^| )(?:--?help|-h|--version|version|login|logout|status)(?: |$)/

/** Calls that take code from a repository or an address where a registry would have it, or add such a place. */
export const FOREIGN_CODE: readonly RowOf[] = [
  {
    names: 'cargo bundle bundler flutter dart shards',
    all: [/(?:^| )--(?:git|git-url|github|gitlab|hg|svn)[= ]\S/],
    what: 'a package from a repository',
  },
  {
    names: 'arduino-cli',
    all: [
      /(?:^| )--git-url(?: |$)|(?:^| )--additional-urls[= ]https?:|^config (?:add|set) board_manager\.additional_urls /,
    ],
    what: 'boards or libraries from somewhere else',
  },
  {
    names: 'pip pip3 uv pipenv',
    all: [/(?:^| )(?:-r ?|--requirements?[= ])https?:/],
    what: 'a list of packages from an address',
  },
  { names: 'gem', all: [/^(?:specific|git)_install /], what: 'a package from a repository' },
  {
    names: 'docker podman nerdctl',
    all: [/^(?:buildx |image )?build (?:.* )?(?:https?:\/\/|git@|git:\/\/|ssh:\/\/)\S+$/],
    what: 'an image built from a repository',
  },
  {
    names: 'R Rscript julia',
    all: [
      /\binstall_(?:github|git|gitlab|bitbucket|url|svn)\s?\(|\bPkg\.(?:add|develop|clone)\s?\([^)]{0,100}?(?:url\s?=|https?:)|\binstall\.packages\s?\([^)]{0,200}?repos\s?=\s?["']https?:\/\/(?!cloud\.r-project|cran\.|packagemanager\.)/,
    ],
    what: 'a package from somewhere else than the archive',
  },
  {
    names: 'composer',
    all: [/^(?:global )?config (?:-\S+ )*repo(?:sitor(?:y|ies))?[. ]\S+ .*(?:https?:|git@|ssh:)/],
    what: 'a further place for packages',
  },
  {
    names: 'go',
    all: [/^(?:mod|work) edit (?:\S+ )*-replace[= ][^\s=]+=[\w-]+(?:\.[\w-]+)+\//],
    what: 'another module in the place of one',
  },
  { names: 'kubectl', all: [/^krew index add /], what: 'a further place for plugins' },
  { names: 'krew', all: [/^index add /], what: 'a further place for plugins' },
  { names: 'pre-commit', all: [/^try-repo (?:https?:|git@|ssh:)/], what: 'hooks of a repository' },
  {
    names: 'nix',
    all: [
      /^(?:run|shell|develop|build|profile (?:install|add)|flake (?:init|new)) /,
      /(?:^| )(?:(?:github|gitlab|sourcehut):(?!nixos\/)|(?:git|tarball)\+\w+:|https?:\/\/(?!github\.com\/nixos\/))/i,
    ],
    what: 'a package from a repository',
  },
  {
    names: 'nix-shell nix-build',
    all: [/(?:^| )(?:https?:\/\/(?!github\.com\/nixos\/)|git\+)/i],
    what: 'a package from an address',
  },
  {
    names: 'cpanm cpan',
    all: [/(?:^| )(?:git|https?):\/\/(?![\w.]*cpan\.)/],
    what: 'a package from a repository',
  },
  {
    names: 'mix',
    all: [/^(?:archive|escript)\.install (?:github|git|https?)/],
    what: 'a program from a repository',
  },
  {
    names: 'conan',
    all: [/^remote (?:add|update) (?:-\S+ )*\S+ https?:\/\/(?!center2?\.conan\.io)/],
    what: 'a further place for packages',
  },
  { names: 'pod', all: [/^repo add \S+ \S+/], what: 'a further place for packages' },
  {
    names: 'asdf mise rtx',
    all: [/^plugins? (?:add|install|i) (?:-\S+ )*\S+ (?:https?:|git@)/],
    what: 'a plugin of a repository',
  },
  {
    names: 'mise rtx',
    all: [
      /^(?:use|u|install|i|exec|x) (?:-\S+ )*(?:ubi|github|gitlab|forgejo|asdf|vfox|spm):\S+\//,
    ],
    what: 'a program from a repository',
  },
  {
    names: 'ansible-galaxy',
    all: [/(?:^| )install (?:\S+ )*(?:git\+|git@|https?:)/],
    what: 'a role of a repository',
  },
  {
    names: 'pio platformio',
    all: [/^(?:pkg|lib) install .*(?:https?:|git@|git\+)/],
    what: 'a library of a repository',
  },
  { names: 'scoop', all: [/^bucket add \S+ \S+/], what: 'a further place for programs' },
  { names: 'easy_install', all: [/(?:^| )(?:https?|git|svn):/], what: 'a package from an address' },
]

/** Calls that put a port of this machine where everybody reaches it. */
export const TUNNELS: readonly RowOf[] = [
  {
    names:
      'untun tunnelmole tmole expose loclx localxpose jprq inlets-pro playit pagekite.py pktriot tunnelto tunwg cpolar natapp portmap',
    all: [/\S/],
    none: HELP,
    what: 'opens this machine to the internet',
  },
  {
    names: 'devtunnel',
    all: [/^(?:host|create|port create|access create|connect)(?: |$)/],
    none: HELP,
    what: 'opens this machine to the internet',
  },
  {
    names: 'tailscale',
    all: [/^(?:funnel|serve)(?: |$)/],
    none: /(?:^| )(?:status|reset|off|--?help|-h)(?: |$)/,
    what: 'opens a port of this machine to others',
  },
]
