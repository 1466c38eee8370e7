import type { Decision, Rule } from '../../shared/bouncer/model.ts'

const strictness: readonly Decision[] = ['deny', 'ask', 'allow']

/** Rules whose name or reason contains each word, strictest first, then by name. */
export function matchingRules(rules: readonly Rule[], text: string): Rule[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return rules
    .filter(({ id, why }) => {
      const hay = `${id} ${why}`.toLowerCase()
      return words.every((word) => hay.includes(word))
    })
    .sort(
      (a, b) =>
        strictness.indexOf(a.decision) - strictness.indexOf(b.decision) || a.id.localeCompare(b.id),
    )
}
