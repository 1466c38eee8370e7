import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createScratchHouse, type ScratchHouse } from './scratch-house.ts'

interface Issue {
  readonly file: string
  readonly [kind: string]: string | readonly { readonly name: string }[]
}

describe('unused and unlisted code', () => {
  let house: ScratchHouse
  let issues: readonly Issue[]

  beforeAll(() => {
    house = createScratchHouse({
      'main/main.ts': "import { a } from './used.ts'\nimport 'left-pad'\nexport const b = a\n",
      'main/used.ts': 'export const a = 1\nexport const nobodyWantsMe = 2\n',
      'main/orphan.ts': 'export const a = 1\n',
      'main/index.worker.ts': 'export const a = 1\n',
    })
    const report: { issues: Issue[] } = JSON.parse(
      house.run('knip/bin/knip.js', '--reporter', 'json', '--no-progress'),
    )
    issues = report.issues
  })
  afterAll(() => house.remove())

  const namesOf = (file: string, kind: string) => {
    const found = issues.find((issue) => issue.file === file)?.[kind]
    return Array.isArray(found) ? found.map(({ name }) => name) : []
  }

  test('a file that nobody imports is caught', () => {
    expect(namesOf('main/orphan.ts', 'files')).toEqual(['main/orphan.ts'])
  })

  test('a worker is an entry of its own', () => {
    expect(namesOf('main/index.worker.ts', 'files')).toEqual([])
  })

  test('an export that nobody imports is caught', () => {
    expect(namesOf('main/used.ts', 'exports')).toEqual(['nobodyWantsMe'])
  })

  test('a package that package.json does not name is caught', () => {
    expect(namesOf('main/main.ts', 'unlisted')).toEqual(['left-pad'])
  })

  test('a package that nobody imports is caught', () => {
    expect(namesOf('package.json', 'dependencies')).toContain('unbash')
  })
})
