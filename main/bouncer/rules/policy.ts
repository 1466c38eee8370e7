import { createHash } from 'node:crypto'
import type { Rule } from '../../../shared/bouncer/model.ts'
import { builtInRules } from './decide.ts'

/** Version of the engine; raised with every change of what it decides. */
export const engineVersion = '1.0.0'

/** The rules as people see them. */
export const publicRules: readonly Rule[] = builtInRules.map((rule) => ({
  id: rule.id,
  layer: 'built-in',
  decision: rule.decision,
  why: rule.why,
}))

let hash: string | null = null

/** SHA-256 (hex) over the engine's version and its rules; the same in every build of one version. */
export function policyHash(): string {
  hash ??= createHash('sha256')
    .update(
      JSON.stringify([
        engineVersion,
        builtInRules.map((rule) => [
          rule.id,
          rule.decision,
          rule.on,
          rule.kind,
          rule.why,
          rule.instead,
        ]),
      ]),
    )
    .digest('hex')
  return hash
}
