import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FEATURES, MAIN_INFRA, RENDERER_INFRA, SHARED_INFRA } from '../../tooling/architecture.mjs'

const root = new URL('../../', import.meta.url)
const foldersOf = (tree: string) =>
  readdirSync(new URL(tree, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => name)

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
  readFileSync(new URL('package-lock.json', root), 'utf8'),
)
const packages = Object.entries(lock.packages).filter(([place]) => place !== '')

/** Where Node would find `name` for the package at `place`: its own folder, then each one above. */
function isLocked(place: string, name: string): boolean {
  let folder = place
  while (true) {
    const candidate = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`
    if (candidate in lock.packages) return true
    if (folder === '') return false
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
    if (!folder.includes('node_modules')) folder = ''
  }
}

describe('the tree', () => {
  test.each([
    ['main', MAIN_INFRA],
    ['renderer', RENDERER_INFRA],
    ['shared', SHARED_INFRA],
  ])('every folder of %s is a declared feature or a known part', (tree, infra) => {
    const undeclared = foldersOf(tree).filter(
      (name) => !(name in FEATURES) && !infra.includes(name),
    )
    expect(undeclared).toEqual([])
  })

  test('every feature of main has a door', () => {
    const features = foldersOf('main').filter((name) => name in FEATURES)
    const doorless = features.filter((name) => !existsSync(new URL(`main/${name}/index.ts`, root)))
    expect(doorless).toEqual([])
  })

  test('features may only use declared features', () => {
    const unknown = Object.values(FEATURES)
      .flat()
      .filter((name) => !(name in FEATURES))
    expect(unknown).toEqual([])
  })
})

describe('the lock', () => {
  test('holds packages', () => {
    expect(packages.length).toBeGreaterThan(300)
  })

  test('holds every platform package that its packages name, so that all platforms install', () => {
    const missing = packages.flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(place, name))
        .map((name) => `${place} names ${name}`),
    )
    expect(missing).toEqual([])
  })

  test('names no registry: the person’s own npm configuration decides', () => {
    const resolved = packages.filter(([, { resolved }]) => resolved !== undefined)
    expect(resolved.map(([place]) => place)).toEqual([])
  })

  test('pins every package by version and content', () => {
    const loose = packages.filter(([, { version, integrity, link }]) => {
      return !link && (version === undefined || integrity === undefined)
    })
    expect(loose.map(([place]) => place)).toEqual([])
  })

  test('package.json pins exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(new URL('package.json', root), 'utf8'),
    )
    const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(String(version)))).toEqual(
      [],
    )
  })
})
