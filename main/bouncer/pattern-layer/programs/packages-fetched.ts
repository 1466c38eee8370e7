import type { Ecosystem } from '../package-names/popular-names.ts'

/** How a program is told which packages to fetch. */
export interface Manager {
  readonly ecosystem: Ecosystem
  /** The words before the packages, as one line. */
  readonly verbs: RegExp
  readonly valued?: string
  /** Options whose values are packages as well. */
  readonly also?: string
  /** Only the first operand is a package; the rest belongs to what is started. */
  readonly first?: boolean
  /** The operands are no packages at all. */
  readonly starts?: boolean
}

const NODE_VALUED =
  'registry C dir cwd prefix filter F w workspace tag omit include cache loglevel userconfig network-timeout modules-folder backend otp access before cpu os libc'
const NODE: Manager = {
  ecosystem: 'npm',
  verbs:
    /^(?:(?:global|workspace \S+) )?(?:i|in|ins|inst|insta|install|isntall|add|ci|it|install-test|up|update|upgrade)$/,
  valued: NODE_VALUED,
}
const PYTHON_VALUED =
  'i index-url extra-index-url f find-links r requirement c constraint t target python prefix root cache-dir proxy cert trusted-host index default-index group G extra E platform implementation abi python-version only-binary no-binary p only-group source timeout retries build-option config-settings no-build-package'
const PYTHON: Manager = {
  ecosystem: 'pypi',
  verbs: /^(?:install|download|wheel)$/,
  valued: PYTHON_VALUED,
}
const IMAGE_VALUED =
  'v volume e env p publish name w workdir u user network net entrypoint env-file mount l label m memory cpus h hostname restart platform add-host cap-add cap-drop device dns expose gpus ipc log-driver log-opt pid runtime security-opt shm-size stop-signal sysctl tmpfs ulimit volumes-from link pull cidfile cgroup-parent health-cmd userns ip a attach annotation cpuset-cpus c cpu-shares'

const MANAGERS: ReadonlyMap<string, readonly Manager[]> = new Map(
  Object.entries<readonly Manager[]>({
    npm: [
      NODE,
      {
        ecosystem: 'npm',
        verbs: /^(?:exec|x|init|create|innit)$/,
        valued: `${NODE_VALUED} p package c call`,
        also: 'p package',
        first: true,
      },
    ],
    pnpm: [
      NODE,
      {
        ecosystem: 'npm',
        verbs: /^(?:dlx|create)$/,
        valued: `${NODE_VALUED} package`,
        also: 'package',
        first: true,
      },
    ],
    yarn: [
      NODE,
      {
        ecosystem: 'npm',
        verbs: /^(?:dlx|create)$/,
        valued: `${NODE_VALUED} p package`,
        also: 'p package',
        first: true,
      },
    ],
    bun: [NODE, { ecosystem: 'npm', verbs: /^(?:x|create)$/, valued: NODE_VALUED, first: true }],
    npx: [
      {
        ecosystem: 'npm',
        verbs: /^$/,
        valued: `${NODE_VALUED} p package c call`,
        also: 'p package',
        first: true,
      },
    ],
    pip: [PYTHON],
    uv: [
      {
        ...PYTHON,
        verbs: /^(?:pip (?:install|download)|add|tool (?:install|run|upgrade))$/,
        valued: `${PYTHON_VALUED} with with-requirements from rev tag branch`,
        also: 'with from',
      },
      {
        ecosystem: 'pypi',
        verbs: /^run$/,
        valued: `${PYTHON_VALUED} with with-requirements from`,
        also: 'with',
        first: true,
        starts: true,
      },
    ],
    uvx: [
      {
        ecosystem: 'pypi',
        verbs: /^$/,
        valued: `${PYTHON_VALUED} with from`,
        also: 'with from',
        first: true,
      },
    ],
    pipx: [
      {
        ecosystem: 'pypi',
        verbs: /^(?:install|run|inject|upgrade)$/,
        valued: `${PYTHON_VALUED} spec suffix pip-args`,
        also: 'spec',
        first: true,
      },
    ],
    poetry: [{ ...PYTHON, verbs: /^(?:self )?add$/ }],
    pdm: [{ ...PYTHON, verbs: /^add$/ }],
    rye: [{ ...PYTHON, verbs: /^(?:add|install)$/ }],
    pipenv: [PYTHON],
    cargo: [
      {
        ecosystem: 'crates',
        verbs: /^(?:add|install|binstall)$/,
        valued:
          'F features p package git branch rev tag path version registry index root target target-dir profile j jobs vers rename config color manifest-path Z message-format',
      },
    ],
    gem: [
      {
        ecosystem: 'gems',
        verbs: /^(?:install|i|exec|fetch)$/,
        valued:
          'v version s source i install-dir n bindir P trust-policy platform p http-proxy document B bulk-threshold',
      },
    ],
    bundle: [
      {
        ecosystem: 'gems',
        verbs: /^add$/,
        valued: 'v version s source g group git branch ref path glob require',
      },
    ],
    composer: [
      {
        ecosystem: 'packagist',
        verbs: /^(?:global )?(?:require|req|r|create-project)$/,
        valued: 'd working-dir repository stability s apcu-autoloader-prefix ignore-platform-req',
      },
    ],
    go: [
      {
        ecosystem: 'go',
        verbs: /^(?:get|install|run|tool)$/,
        valued: 'tags ldflags gcflags mod modfile o C exec overlay toolexec',
        first: false,
      },
    ],
    dotnet: [
      {
        ecosystem: 'nuget',
        verbs: /^(?:add(?: \S+)? package|package add|tool install|tool exec)$/,
        valued:
          'v version f framework s source package-directory add-source configfile tool-path project',
      },
    ],
    nuget: [
      {
        ecosystem: 'nuget',
        verbs: /^install$/,
        valued: 'Source Version OutputDirectory ConfigFile',
      },
    ],
    docker: [
      {
        ecosystem: 'images',
        verbs: /^(?:container )?(?:run|create)$/,
        valued: IMAGE_VALUED,
        first: true,
      },
      { ecosystem: 'images', verbs: /^(?:image )?pull$/, valued: 'platform' },
    ],
    ctr: [
      {
        ecosystem: 'images',
        verbs: /^(?:images?|i) pull$/,
        valued: 'n namespace a address u user platform snapshotter hosts-dir label',
        first: true,
      },
    ],
    crictl: [
      {
        ecosystem: 'images',
        verbs: /^pull$/,
        valued: 'c config r runtime-endpoint i image-endpoint t timeout creds auth',
        first: true,
      },
    ],
    deno: [
      { ecosystem: 'npm', verbs: /^(?:add|install|i)$/, valued: 'c config import-map lock name n' },
      {
        ecosystem: 'npm',
        verbs: /^(?:run|x|serve|create)$/,
        valued: 'c config import-map lock env-file p preload',
        first: true,
      },
    ],
  }),
)

const SAME: Readonly<Record<string, string>> = {
  cnpm: 'npm',
  yarnpkg: 'yarn',
  pnpx: 'npx',
  bunx: 'npx',
  'yarn-dlx': 'npx',
  pip3: 'pip',
  bundler: 'bundle',
  podman: 'docker',
  nerdctl: 'docker',
}

/** Programs of which it is looked at what they fetch. */
export const NAMING_NAMES: readonly string[] = [...MANAGERS.keys(), ...Object.keys(SAME)]

/** How a program is told which packages to fetch; nothing when it fetches none. */
export function managersOf(name: string): readonly Manager[] {
  return MANAGERS.get(Object.hasOwn(SAME, name) ? (SAME[name] ?? name) : name) ?? []
}
