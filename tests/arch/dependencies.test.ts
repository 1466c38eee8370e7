import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FEATURES } from '../../tooling/architecture.mjs'
import { createScratchHouse, type ScratchHouse } from './scratch-house.ts'

const door = 'export const door = 1\n'
const use = (path: string) => `import * as used from '${path}'\nexport const own = used\n`

/** A house without a violation: every kind of allowed edge once. */
const clean: Record<string, string> = {
  'shared/kit/result.ts': door,
  'shared/audit/model.ts': use('../kit/result.ts'),
  'main/kit/clock.ts': use('../../shared/kit/result.ts'),
  'main/os/node/keychain.ts': "export const load = () => import('keytar')\n",
  'main/os/electron/windows.ts': "import { app } from 'electron'\nexport const own = app\n",
  'main/gateway/dispatch.ts': use('../audit/index.ts'),
  'main/gateway/ipc/serve.ts': "import { ipcMain } from 'electron'\nexport const own = ipcMain\n",
  'main/app/compose.ts': use('../audit/index.ts'),
  'main/commands/tell.ts': use('../audit/index.ts'),
  'main/main.ts': `${use('./app/compose.ts')}export * from './os/electron/windows.ts'\n`,
  'main/headless.ts': `${use('./app/compose.ts')}export * from './os/node/keychain.ts'\n`,
  'main/settings/index.ts': door,
  'main/settings/inside.ts': door,
  'main/audit/index.ts': use('../settings/index.ts'),
  'main/audit/index.test.ts': use('../settings/inside.ts'),
  'main/bouncer/index.ts': use('../audit/index.ts'),
  'preload/preload.ts': "import { ipcRenderer } from 'electron'\nexport const own = ipcRenderer\n",
  'renderer/ui/badge.tsx': door,
  'renderer/messages/catalogue.ts': door,
  'renderer/client/client.ts': use('../../shared/kit/result.ts'),
  'renderer/settings/index.ts': door,
  'renderer/settings/inside.ts': door,
  'renderer/audit/index.ts': use('../settings/index.ts'),
  'renderer/app/shell.tsx': use('../audit/index.ts'),
  'renderer/main.tsx': use('./app/shell.tsx'),
  'platform/server.ts': use('../shared/kit/result.ts'),
  'tests/fakes/clock.ts': use('../../main/audit/index.ts'),
}

/** Each planted edge: the file that breaks the rule, what it imports, and the rule's name. */
const planted: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['shared-imports-nobody', 'shared/bad/a.ts', '../../main/settings/index.ts'],
  ['renderer-only-shared', 'renderer/audit/b.ts', '../../main/kit/clock.ts'],
  ['preload-only-shared', 'preload/c.ts', '../renderer/ui/badge.tsx'],
  ['main-only-shared', 'main/audit/d.ts', '../../renderer/messages/catalogue.ts'],
  ['platform-only-shared', 'platform/e.ts', '../main/kit/clock.ts'],
  ['tooling-only-itself', 'tooling/f.mjs', '../shared/kit/result.ts'],
  ['code-imports-no-tests', 'main/audit/g.ts', '../../tests/fakes/clock.ts'],
  ['no-node-here', 'shared/bad/h.ts', 'node:fs'],
  ['no-node-here', 'renderer/audit/i.ts', 'node:path'],
  ['no-node-here', 'preload/i2.ts', 'node:os'],
  ['kit-knows-no-feature', 'main/kit/j.ts', '../settings/index.ts'],
  ['os-imports-kit-only', 'main/os/node/k.ts', '../../settings/index.ts'],
  ['os-node-without-os-electron', 'main/os/node/l.ts', '../electron/windows.ts'],
  ['features-import-inward', 'main/audit/m.ts', '../gateway/dispatch.ts'],
  ['features-import-inward', 'main/audit/n.ts', '../os/node/keychain.ts'],
  ['features-import-inward', 'main/audit/n2.ts', '../commands/tell.ts'],
  ['gateway-imports-no-shell', 'main/gateway/o.ts', '../app/compose.ts'],
  ['gateway-imports-no-shell', 'main/gateway/o2.ts', '../commands/tell.ts'],
  ['app-imports-no-entry', 'main/app/p.ts', '../headless.ts'],
  ['app-imports-no-entry', 'main/app/p2.ts', '../commands/tell.ts'],
  ['ui-is-dumb', 'renderer/ui/q.tsx', '../messages/catalogue.ts'],
  ['ui-is-dumb', 'renderer/ui/r.tsx', '../../shared/kit/result.ts'],
  ['renderer-base-knows-no-feature', 'renderer/client/s.ts', '../settings/index.ts'],
  ['pieces-know-no-feature', 'renderer/pieces/s2.ts', '../settings/index.ts'],
  ['screens-import-no-app', 'renderer/audit/t.ts', '../app/shell.tsx'],
  ['enter-by-the-door', 'main/audit/u.ts', '../settings/inside.ts'],
  ['enter-by-the-door', 'renderer/audit/v.ts', '../settings/inside.ts'],
  ['enter-by-the-door', 'main/app/w.ts', '../settings/inside.ts'],
  ['main-folder-is-declared', 'main/gossip/index.ts', '../kit/clock.ts'],
  ['renderer-folder-is-declared', 'renderer/gossip/index.ts', '../ui/badge.tsx'],
  ['main-settings-uses', 'main/settings/x.ts', '../bouncer/index.ts'],
  ['main-audit-uses', 'main/audit/x.ts', '../bouncer/index.ts'],
  ['renderer-settings-uses', 'renderer/settings/y.ts', '../audit/index.ts'],
  ['only-the-edge-imports-electron', 'main/audit/z.ts', 'electron'],
  ['only-the-edge-imports-electron', 'main/gateway/za.ts', 'electron'],
  ['only-the-edge-imports-keytar', 'main/app/zb.ts', 'keytar'],
  ['only-the-edge-imports-keytar', 'main/os/electron/zc.ts', 'keytar'],
  ['runtime-imports-runtime-packages', 'main/audit/zd.ts', 'fast-check'],
  ['nothing-unresolved', 'main/audit/ze.ts', './not-there.ts'],
]

const features = Object.keys(FEATURES)

/** For every feature one neighbour that it may not use, in both trees. */
const strangers = ['main', 'renderer'].flatMap((tree) =>
  Object.entries(FEATURES).map(([feature, uses]) => {
    const stranger = features.find((other) => other !== feature && !uses.includes(other))
    return [
      `${tree}-${feature}-uses`,
      `${tree}/${feature}/zz.ts`,
      `../${stranger}/index.ts`,
    ] as const
  }),
)

/** A door for every feature, so that each planted import finds its target. */
const doors = Object.fromEntries(
  ['main', 'renderer'].flatMap((tree) =>
    features.map((feature) => [`${tree}/${feature}/index.ts`, door]),
  ),
)

interface Violation {
  readonly from: string
  readonly rule: { readonly name: string }
}

function violationsOf(house: ScratchHouse): readonly string[] {
  const trees = ['main', 'preload', 'renderer', 'shared', 'platform', 'tooling', 'tests']
  const script = 'dependency-cruiser/bin/dependency-cruiser.mjs'
  const report: { summary: { violations: Violation[] } } = JSON.parse(
    house.run(script, '--output-type', 'json', ...trees),
  )
  return report.summary.violations.map(({ from, rule }) => `${rule.name} ${from}`)
}

describe('edges between the parts of the house', () => {
  let sound: ScratchHouse
  let broken: ScratchHouse
  let found: readonly string[]

  beforeAll(() => {
    sound = createScratchHouse(clean)
    broken = createScratchHouse({
      ...doors,
      ...clean,
      ...Object.fromEntries([...planted, ...strangers].map(([, file, to]) => [file, use(to)])),
      'main/audit/zf.ts': use('./zf-back.ts'),
      'main/audit/zf-back.ts': use('./zf.ts'),
      'main/app/zg.ts': use('../os/electron/windows.ts'),
      'main/headless.ts': use('./app/zg.ts'),
    })
    found = violationsOf(broken)
  })
  afterAll(() => {
    sound.remove()
    broken.remove()
  })

  test('a sound house has no violation', () => {
    expect(violationsOf(sound)).toEqual([])
  })

  test.each([...planted, ...strangers])('%s is caught in %s', (rule, file) => {
    expect(found).toContain(`${rule} ${file}`)
  })

  test('a circle is caught', () => {
    expect(found.filter((one) => one.startsWith('no-cycles main/audit/zf'))).not.toEqual([])
  })

  test('headless.ts reaches electron by way of another file: caught', () => {
    expect(found).toContain('headless-never-reaches-electron main/headless.ts')
  })
})
