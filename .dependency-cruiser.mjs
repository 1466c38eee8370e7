import { FEATURES, MAIN_INFRA, NATIVE_PACKAGES, RENDERER_INFRA } from './tooling/architecture.mjs'

const features = Object.keys(FEATURES)
const any = features.join('|')
const test = '\\.test\\.tsx?$'
const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** One forbidden edge; `more` adds conditions to its far end. */
const no = (name, comment, edge) => ({
  name,
  severity: 'error',
  comment,
  from: { path: edge.from, ...(edge.fromNot ? { pathNot: edge.fromNot } : {}) },
  to: {
    ...(edge.to ? { path: edge.to } : {}),
    ...(edge.toNot ? { pathNot: edge.toNot } : {}),
    ...edge.more,
  },
})

const trees = [
  no('shared-imports-nobody', 'shared is the leaf: move what it needs into shared', {
    from: '^shared/',
    to: '^(main|preload|renderer|platform|tooling)/',
  }),
  no('renderer-only-shared', 'the renderer talks to main through the contract', {
    from: '^renderer/',
    to: '^(main|preload|platform|tooling)/',
  }),
  no('preload-only-shared', 'the preload is a pipe', {
    from: '^preload/',
    to: '^(main|renderer|platform|tooling)/',
  }),
  no('main-only-shared', 'main knows neither the screens nor the platform', {
    from: '^main/',
    to: '^(preload|renderer|platform|tooling)/',
  }),
  no('platform-only-shared', 'the platform is a separate program', {
    from: '^platform/',
    to: '^(main|preload|renderer|tooling)/',
  }),
  no('tooling-only-itself', 'tooling runs before the code is there', {
    from: '^tooling/',
    to: '^(main|preload|renderer|platform|shared)/',
  }),
  no('code-imports-no-tests', 'tests import code, never the other way round', {
    from: '^(main|preload|renderer|shared|platform|tooling)/',
    fromNot: test,
    to: ['^tests/', test],
  }),
  no('no-node-here', 'no Node builtins outside main, platform and tooling', {
    from: '^(shared|renderer|preload)/',
    fromNot: test,
    more: { dependencyTypes: ['core'] },
  }),
]

const insideMain = [
  no('kit-knows-no-feature', 'kit imports shared only', {
    from: '^main/kit/',
    to: '^main/',
    toNot: '^main/kit/',
  }),
  no('os-imports-kit-only', 'os adapters know no feature', {
    from: '^main/os/',
    to: '^main/',
    toNot: '^main/(os|kit)/',
  }),
  no('os-node-without-os-electron', 'os/node must run in plain Node', {
    from: '^main/os/node/',
    to: '^main/os/electron/',
  }),
  no('features-import-inward', 'ports are handed in by main/app', {
    from: `^main/(${any})/`,
    fromNot: test,
    to: ['^main/(app|commands|gateway|os)/', '^main/[^/]+\\.ts$'],
  }),
  no('gateway-imports-no-shell', 'main/app builds the gateway and hands in what it needs', {
    from: '^main/gateway/',
    fromNot: test,
    to: ['^main/(app|commands|os)/', '^main/[^/]+\\.ts$'],
  }),
  no('app-imports-no-entry', 'entries import main/app', {
    from: '^main/app/',
    to: ['^main/commands/', '^main/[^/]+\\.ts$'],
  }),
  no('headless-never-reaches-electron', 'the app must run in plain Node', {
    from: '^main/(headless\\.ts$|app/compose)',
    to: ['^main/os/electron/', '^main/gateway/ipc/', '(^|/)node_modules/electron/', '^electron$'],
    more: { reachable: true },
  }),
]

const insideRenderer = [
  no('ui-is-dumb', 'ui takes props and nothing of ours', {
    from: '^renderer/ui/',
    to: '^(renderer|shared)/',
    toNot: '^renderer/ui/',
  }),
  no('renderer-base-knows-no-feature', 'client and messages import shared only', {
    from: '^renderer/(client|messages)/',
    to: '^renderer/',
    toNot: '^renderer/$1/',
  }),
  no('pieces-know-no-feature', 'pieces join client, messages and ui', {
    from: '^renderer/pieces/',
    to: '^renderer/',
    toNot: '^renderer/(pieces|client|messages|ui)/',
  }),
  no('screens-import-no-app', 'the shell imports the features', {
    from: `^renderer/(${any})/`,
    fromNot: test,
    to: ['^renderer/app/', '^renderer/[^/]+\\.tsx?$'],
  }),
]

const doors = no('enter-by-the-door', "import a feature's index.ts, not its insides", {
  from: '^(main|renderer)/([^/]+)',
  fromNot: test,
  to: `^(main|renderer)/(${any})/.+`,
  toNot: ['^$1/$2/', `^(main|renderer)/(${any})/index\\.tsx?$`],
})

const undeclared = ['main', 'renderer'].map((tree) =>
  no(`${tree}-folder-is-declared`, 'add the folder to tooling/architecture.mjs first', {
    from: `^${tree}/(?!(${[...features, ...MAIN_INFRA, ...RENDERER_INFRA].join('|')})/)[^/]+/`,
  }),
)

/** What a feature of main or renderer may use of its neighbours. */
const featureEdges = (tree) =>
  Object.entries(FEATURES).map(([feature, uses]) =>
    no(
      `${tree}-${feature}-uses`,
      `${tree}/${feature} may use ${uses.join(', ') || 'no other feature'}`,
      {
        from: `^${tree}/${feature}/`,
        to: `^${tree}/(${any})/`,
        toNot: `^${tree}/(${[feature, ...uses].join('|')})/`,
      },
    ),
  )

const nativePackages = Object.entries(NATIVE_PACKAGES).map(([name, places]) =>
  no(
    `only-the-edge-imports-${name.replace(/^@.*\//, '')}`,
    `${name} only in ${places.join(', ')}`,
    {
      from: '^(main|preload|renderer|shared|platform)/',
      fromNot: places.map((place) => `^${escaped(place)}`),
      to: [`(^|/)node_modules/${escaped(name)}/`, `^${escaped(name)}$`],
    },
  ),
)

const packages = [
  no('runtime-imports-runtime-packages', 'main and platform import `dependencies` only', {
    from: '^(main|platform)/',
    fromNot: test,
    toNot: ['node_modules/electron/', 'node_modules/@types/'],
    more: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  }),
  no('nothing-unresolved', 'the imported file or package is not there', {
    from: '',
    toNot: ['^electron$', '^keytar$', '^@lydell/node-pty$', '^vite/client$', '\\?'],
    more: { couldNotResolve: true },
  }),
  no('no-cycles', 'cut the circle: hand the dependency in, or move the shared part down', {
    from: '',
    more: { circular: true },
  }),
]

export default {
  forbidden: [
    ...trees,
    ...insideMain,
    ...insideRenderer,
    doors,
    ...undeclared,
    ...featureEdges('main'),
    ...featureEdges('renderer'),
    ...nativePackages,
    ...packages,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|\\.tsbuild|\\.cache|tests/(corpus|fixtures))/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
