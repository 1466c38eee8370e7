import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createScratchHouse, type ScratchHouse } from './scratch-house.ts'

/** What each environment must not have, and near misses that it must have. */
const planted: Record<string, string> = {
  'shared/has-node.ts': 'export const a: string = process.cwd()',
  'shared/has-dom.ts': 'export const a: string = document.title',
  'shared/has-buffer.ts': "export const a: unknown = Buffer.from('a')",
  'main/has-dom.ts': 'export const a: string = document.title',
  'main/has-window.ts': 'export const a: unknown = window.open',
  'main/has-enum.ts': 'export enum Colour { Red }',
  'main/has-parameter-property.ts': 'export class A { constructor(readonly b: string) {} }',
  'main/has-value-import-of-type.ts':
    "import { A } from './sound.ts'\nexport const a: A = { b: 1 }",
  'main/has-unchecked-index.ts': 'export const a = (b: string[]): string => b[0]',
  'main/has-undefined-for-optional.ts': 'export const a: { b?: string } = { b: undefined }',
  'platform/has-dom.ts': 'export const a: string = document.title',
  'renderer/has-node.ts': 'export const a: string = process.cwd()',
  'renderer/has-buffer.tsx': "export const a: unknown = Buffer.from('a')",
  'renderer/has-node-module.ts':
    "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
}

const sound: Record<string, string> = {
  'shared/sound.ts': "export const a: number = new TextEncoder().encode('a').length",
  'main/sound.ts':
    'export interface A { readonly b: number }\nexport const a: string = process.cwd()',
  'platform/sound.ts': 'export const a: string = process.cwd()',
  'preload/sound.ts': 'export const a: string = document.title',
  'renderer/sound.tsx': 'export const a = <p>{document.title}</p>',
  'renderer/sound.test.tsx': 'export const a: string = document.title + process.cwd()',
  'tests/sound.ts':
    "import { a } from '../main/sound.ts'\nexport const b: string = a + document.title",
}

describe('one set of types per environment', () => {
  let house: ScratchHouse
  let output: string

  beforeAll(() => {
    house = createScratchHouse({ ...planted, ...sound })
    output = house.run('typescript/bin/tsc', '-b', '--pretty', 'false')
  })
  afterAll(() => house.remove())

  test.each(Object.keys(planted))('%s is caught', (path) => {
    expect(output).toContain(`${path}(`)
  })

  test.each(Object.keys(sound))('%s is fine', (path) => {
    expect(output).not.toContain(`${path}(`)
  })
})
