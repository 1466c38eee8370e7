import type { AgentQuestion } from '../../shared/inbox/model.ts'

/** What the person chose for one question so far. */
export interface Choice {
  readonly labels: readonly string[]
  /** The person's own answer; null when it is not chosen. */
  readonly another: string | null
}

/** Nothing chosen yet. */
export const noChoice: Choice = { labels: [], another: null }

/** Chooses a label, or takes it back. */
export function toggledLabel(choice: Choice, label: string): Choice {
  const labels = choice.labels.includes(label)
    ? choice.labels.filter((one) => one !== label)
    : [...choice.labels, label]
  return { ...choice, labels }
}

/** The answers by question; null until every question has one. */
export function answersOf(
  questions: readonly AgentQuestion[],
  choices: readonly Choice[],
): Record<string, string> | null {
  const answers: Record<string, string> = {}
  for (const [at, { question }] of questions.entries()) {
    const { labels, another } = choices[at] ?? noChoice
    const own = another?.trim()
    if (own === '') return null
    const answer = [...labels, ...(own ? [own] : [])].join(', ')
    if (answer === '') return null
    answers[question] = answer
  }
  return answers
}
