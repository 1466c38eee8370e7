import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createScratchHouse, type ScratchHouse } from './scratch-house.ts'

const nested = 'if (a) { for (const b of a) { if (b) { while (b) { if (b) { return b } } } } }'

/** Each biome rule that the house relies on, and a file that breaks it. */
const planted: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['style/noDefaultExport', 'main/a.ts', 'export default 1'],
  ['style/noNonNullAssertion', 'main/b.ts', 'export const a = (b: string | null) => b!.length'],
  ['style/useFilenamingConvention', 'main/badName.ts', 'export const a = 1'],
  ['style/useImportType', 'main/d.ts', "import { A } from './a.ts'\nexport const b: A = 1"],
  ['style/noEnum', 'main/e.ts', 'export enum A { B }'],
  ['style/useNodejsImportProtocol', 'main/f.ts', "import fs from 'fs'\nexport const a = fs"],
  ['style/noParameterProperties', 'main/g.ts', 'export class A { constructor(readonly b: 1) {} }'],
  ['style/useThrowOnlyError', 'main/h.ts', "export const a = () => { throw 'no' }"],
  ['style/noNestedTernary', 'main/i.ts', 'export const a = (b: number) => (b ? 1 : b ? 2 : 3)'],
  ['suspicious/noExplicitAny', 'main/j.ts', 'export const a = (b: any) => b'],
  ['suspicious/noConsole', 'main/k.ts', "console.log('a')"],
  ['suspicious/noEmptyBlockStatements', 'main/l.ts', 'try { run() } catch {}'],
  ['suspicious/noTsIgnore', 'main/m.ts', '// @ts-ignore\nexport const a: string = 1'],
  ['suspicious/noFocusedTests', 'main/n.test.ts', "test.only('a', () => { expect(1).toBe(1) })"],
  ['suspicious/noSkippedTests', 'main/o.test.ts', "test.skip('a', () => { expect(1).toBe(1) })"],
  ['suspicious/noImportCycles', 'main/p.ts', "import { q } from './q.ts'\nexport const p = q"],
  [
    'complexity/useMaxParams',
    'main/r.ts',
    'export const a = (b: 1, c: 1, d: 1, e: 1) => b + c + d + e',
  ],
  [
    'complexity/noExcessiveLinesPerFunction',
    'main/s.ts',
    `export function a() {\n${'run()\n'.repeat(61)}}`,
  ],
  [
    'complexity/noExcessiveCognitiveComplexity',
    'main/t.ts',
    `export function a(a: any) { ${nested} ${nested} }`,
  ],
  ['correctness/useImportExtensions', 'main/u.ts', "import { q } from './q'\nexport const u = q"],
  ['correctness/noUnusedImports', 'main/v.ts', "import { q } from './q.ts'\nexport const v = 1"],
  ['performance/noReExportAll', 'main/w.ts', "export * from './q.ts'"],
  [
    'nursery/noFloatingPromises',
    'main/x.ts',
    'async function a() { return 1 }\nexport const b = () => { a() }',
  ],
  [
    'nursery/noMisusedPromises',
    'main/y.ts',
    'async function a() { return true }\nexport const b = () => { if (a()) return 1 }',
  ],
  [
    'nursery/useExhaustiveSwitchCases',
    'main/z.ts',
    "type A = 'b' | 'c'\nexport function a(b: A) { switch (b) { case 'b': return 1 } return 2 }",
  ],
]

interface Diagnostic {
  readonly category: string
  readonly location: { readonly path: string | { readonly file: string } }
}

describe('biome rules', () => {
  let house: ScratchHouse
  let found: readonly string[]

  beforeAll(() => {
    const files = Object.fromEntries(planted.map(([, path, text]) => [path, `${text}\n`]))
    house = createScratchHouse({
      ...files,
      'main/q.ts': "import { p } from './p.ts'\nexport const q: number = p\n",
      'vitest.config.ts': 'export default {}\n',
    })
    const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.']
    const report: { diagnostics: Diagnostic[] } = JSON.parse(
      house.run('@biomejs/biome/bin/biome', ...args),
    )
    found = report.diagnostics.map(({ category, location: { path } }) => {
      const file = typeof path === 'string' ? path : path.file
      return `${category.replace('lint/', '')} ${file.replace(/^\.\//, '')}`
    })
  })
  afterAll(() => house.remove())

  test.each(planted)('%s is caught in %s', (rule, path) => {
    expect(found).toContain(`${rule} ${path}`)
  })

  test('configuration files may export a default', () => {
    expect(found).not.toContain('style/noDefaultExport vitest.config.ts')
  })
})
