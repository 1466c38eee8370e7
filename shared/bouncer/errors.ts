import type { FailureText } from '../kit/failure.ts'

/** What can be wrong with policy files; each sentence says what happened, what was kept, what to do. */
export const policyErrors = {
  'policy.broken': {
    message:
      'The rules in {path} cannot be read ({what}). What they forbid is not known, so calls that would go through ask you instead. Correct the file or remove it.',
    retry: 'none',
  },
  'policy.kept': {
    message:
      'The rules in {path} cannot be read ({what}). The rules it held before stay in force. Correct the file.',
    retry: 'none',
  },
  'policy.loosens': {
    message:
      'The rule {id} in {path} allows something, which a folder’s own rules cannot. It does not count, the other rules of the file do. Move it to your own rules or remove it.',
    retry: 'none',
  },
  'policy.allows-tool': {
    message:
      'The rule {id} in {path} allows whatever a tool of the agent does. It does not count, the other rules of the file do. Name the effects that it allows.',
    retry: 'none',
  },
  'policy.locked': {
    message:
      'The rule {id} in {path} allows what the built-in rule {rule} stops, which nothing can. That part does not count, the rest of the file does. Remove it.',
    retry: 'none',
  },
  'policy.no-such-rule': {
    message:
      'The rule {id} in {path} names {rule}, and no built-in rule has that id. That part never matches, the rest of the file counts. Correct the id.',
    retry: 'none',
  },
  'policy.id-taken': {
    message:
      'The rule {id} in {path} has the id of a built-in rule. It counts. Give it an id of its own, so that the record can tell them apart.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
