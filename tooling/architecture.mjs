/**
 * Who may use whom, as data. `.dependency-cruiser.mjs` turns it into rules and `tests/arch` plants
 * violations. An edge that is not listed is forbidden; adding one is a reviewed line with a reason.
 */

/**
 * Each feature and the features whose door (`index.ts`) it may import, in `main/` and in `renderer/`.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const FEATURES = {
  settings: [],
  install: [],
  credentials: [],
  // Its rows for how long things are kept are rows of settings.
  privacy: ['settings'],
  egress: ['settings'],
  audit: ['settings'],
  inbox: ['settings'],
  bouncer: ['audit', 'inbox', 'settings', 'credentials', 'egress'],
  usage: ['settings'],
  workspace: ['settings', 'inbox'],
  sessions: ['bouncer', 'inbox', 'usage', 'workspace', 'settings', 'credentials', 'egress'],
  telemetry: ['settings', 'egress'],
  updates: ['settings', 'egress'],
  account: ['credentials', 'settings', 'egress'],
  relay: ['account'],
  billing: ['account'],
  quality: ['sessions', 'workspace', 'inbox', 'bouncer', 'credentials', 'settings', 'egress'],
  plan: [
    'sessions',
    'workspace',
    'inbox',
    'bouncer',
    'quality',
    'credentials',
    'settings',
    'egress',
  ],
  deploy: [
    'sessions',
    'workspace',
    'inbox',
    'bouncer',
    'quality',
    'credentials',
    'settings',
    'egress',
  ],
  tray: ['inbox', 'sessions', 'settings'],
}

/** Folders of `main/` that are not features. */
// `commands` is the terminal's side of the app, an entry like `serve.ts`: it may use everything in main.
export const MAIN_INFRA = ['app', 'gateway', 'os', 'kit', 'commands']

/** Folders of `renderer/` that are not features. */
export const RENDERER_INFRA = ['app', 'client', 'ui', 'messages', 'pieces']

/** Folders of `shared/` that are not features. */
export const SHARED_INFRA = ['kit', 'rpc', 'app']

/** Packages that bind to the machine, and the only folders that may import each. */
export const NATIVE_PACKAGES = {
  electron: ['main/main.ts', 'main/os/electron/', 'main/gateway/ipc/', 'preload/'],
  keytar: ['main/os/node/'],
  '@lydell/node-pty': ['main/os/node/'],
}
