import { describe, expect, it } from 'vitest'
import { isHostile } from './hostile-names.ts'
import { imitatedName } from './imitated-name.ts'
import { popularNames } from './popular-names.ts'

describe('names of packages: which imitate others', () => {
  it.each([
    ['npm', 'loadsh', 'lodash'],
    ['npm', 'cross_env', 'cross-env'],
    ['npm', 'react-d0m', 'react-dom'],
    ['npm', '@angullar/core', '@angular'],
    ['pypi', 'jeIlyfish', 'jellyfish'],
    ['pypi', 'scikit_lern', 'scikit-learn'],
    ['crates', 'serdee', 'serde'],
    ['gems', 'rai1s', 'rails'],
  ] as const)('%s: %s is almost %s', (ecosystem, name, other) => {
    expect(imitatedName(ecosystem, name)).toBe(other)
  })

  it.each([
    ['npm', 'globs'],
    ['npm', 'joa'],
    ['npm', '@acme/react-dom'],
    ['pypi', 'Flask_CORS'],
    ['pypi', 'ruamel-yaml'],
    ['crates', 'rand-core'],
  ] as const)('%s: %s imitates nobody', (ecosystem, name) => {
    expect(imitatedName(ecosystem, name)).toBeNull()
  })

  it('holds none of the much used names for an imitation or for harm', () => {
    for (const ecosystem of [
      'npm',
      'pypi',
      'crates',
      'gems',
      'packagist',
      'go',
      'nuget',
      'images',
    ] as const) {
      const names = popularNames(ecosystem)
      expect(names.length).toBeGreaterThan(60)
      expect(names.filter((name) => imitatedName(ecosystem, name) !== null)).toEqual([])
      expect(names.filter((name) => isHostile(ecosystem, name, ''))).toEqual([])
    }
  })
})
