import type { z } from 'zod'

/** One thing that does not fit the shape of a policy. */
export type Issue = z.core.$ZodIssue

/** What does not fit, as a clause for the person: where in the file, and what is expected there. */
export function wordsFor(issue: Issue, isMissing: boolean): string {
  const place = placeOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `“${key}”`).join(', ')
    return `${keys} is not a key of ${place}`
  }
  const name = issue.path.at(-1)
  const subject =
    typeof name === 'string' ? `“${name}” of ${placeOf(issue.path.slice(0, -1))}` : place
  return `${subject} ${isMissing ? 'is missing' : expectation(issue)}`
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NAMES[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(', ')}`.replace(/, ([^,]*)$/, ' or $1')
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${issue.maximum} characters`
        : `holds more than ${issue.maximum}`
    case 'too_small':
      return 'is empty'
    case 'invalid_union':
      return unionWords(issue.errors)
    case 'custom':
    case 'invalid_format':
      return issue.message
    default:
      return 'does not fit'
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
  number: 'a number',
}

/** What either form of a field takes: one text or a list of them. */
function unionWords(errors: readonly (readonly Issue[])[]): string {
  const [one] = errors[0] ?? []
  const deeper = errors.flat().find(({ path }) => path.length > 0)
  if (deeper) return `has an entry that ${expectation(deeper)}`
  return one ? expectation(one) : 'does not fit'
}

function placeOf(path: readonly PropertyKey[]): string {
  const at = path.findIndex(
    (part, index) => path[index - 1] === 'rules' && typeof part === 'number',
  )
  if (at < 0) return 'the file'
  const inner = path.slice(at + 1).filter((part) => typeof part === 'string')
  const rule = `rule ${Number(path[at]) + 1}`
  return inner.length === 0 ? rule : `“${inner.join('.')}” of ${rule}`
}
