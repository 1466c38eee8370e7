import { expect, test } from 'vitest'
import { contract } from '../shared/contract.ts'
import { isProcedureName } from './procedure-names.ts'

test('exactly the procedures of the contract may cross the bridge', () => {
  for (const [name, { type }] of Object.entries(contract)) {
    expect(isProcedureName(name), name).toBe(type === 'procedure')
  }
  for (const name of ['', '__proto__', 'constructor', 'toString', 'fs.readFile', null, 7, {}]) {
    expect(isProcedureName(name)).toBe(false)
  }
})
