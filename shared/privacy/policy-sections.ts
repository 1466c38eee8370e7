import type { PolicyChange } from './model.ts'

/** One part of the policy under a heading of its own. */
export interface PolicySection {
  readonly title: string
  /** Markdown without its heading. */
  readonly text: string
}

/** Splits the policy at its headings of the second level; what comes before the first has an empty title. */
export function sectionsOf(policy: string): readonly PolicySection[] {
  const [opening = '', ...parts] = policy.split(/^## /m)
  const text = opening.replace(/^# .*\n/, '').trim()
  const sections = parts.map((part) => {
    const end = part.indexOf('\n')
    const title = end < 0 ? part : part.slice(0, end)
    return { title: title.trim(), text: end < 0 ? '' : part.slice(end).trim() }
  })
  return text === '' ? sections : [{ title: '', text }, ...sections]
}

/** What changed from one text of the policy to the next, section by section; sections that only moved did not change. */
export function policyChanges(before: string, after: string): readonly PolicyChange[] {
  const old = sectionsOf(before)
  const now = sectionsOf(after)
  const textIn = (sections: readonly PolicySection[], title: string) =>
    sections.find((section) => section.title === title)?.text
  const gone = old
    .filter(({ title }) => textIn(now, title) === undefined)
    .map(({ title, text }) => ({ kind: 'removed' as const, title, before: text, after: '' }))
  const came = now.flatMap(({ title, text }): PolicyChange[] => {
    const was = textIn(old, title)
    if (was === undefined) return [{ kind: 'added', title, before: '', after: text }]
    return was === text ? [] : [{ kind: 'changed', title, before: was, after: text }]
  })
  return [...came, ...gone]
}
