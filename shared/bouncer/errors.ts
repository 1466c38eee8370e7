import type { FailureText } from '../kit/failure.ts'

/** What can be wrong with policy files; each sentence says what happened, what was kept, what to do. */
export const policyErrors = {
  'policy.broken': {
    message:
      'The rules in {path} cannot be read ({what}). What they forbid is not known, so calls that would go through ask you instead. Correct the file or remove it.',
    retry: 'none',
  },
  'policy.draft-broken': {
    message: 'These rules cannot be read ({what}). Nothing was changed. Correct them.',
    retry: 'none',
  },
  'policy.unreadable': {
    message:
      'The rules in {path} could not be opened ({cause}). They were left as they are. Check the permissions of the file.',
    retry: 'try-again',
  },
  'policy.unwritable': {
    message:
      'The rules could not be written to {path} ({cause}). Those before stay in force, your text is kept here. Free disk space, then save again.',
    retry: 'free-disk-space',
  },
  'policy.changed-meanwhile': {
    message:
      'The rules in {path} were changed elsewhere since you opened them. Nothing was written, your text is kept here. Copy it, then open the rules anew.',
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

/** Why a call that was allowed did not run; each sentence says what happened, what was kept, what to do. */
export const callErrors = {
  'call.denied-since': {
    message:
      'The call was allowed, but what is in force by now denies it: {why} It did not run. Change the rule, or have the agent go another way.',
    retry: 'none',
  },
  'call.changed-since': {
    message:
      'The call was allowed, but what lies on this machine changed while it waited, and it would do something that its question did not say. It did not run. Have the agent try again; it is asked about anew.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>

/** Why a grant was not given or taken back. */
export const grantErrors = {
  'grant.not-possible': {
    message:
      'What the rule {rule} asks about can be allowed once only. Nothing was granted, the question still waits. Choose “Allow once”.',
    retry: 'none',
  },
  'grant.too-wide': {
    message:
      '“{text}” would allow nearly everything of its kind. Nothing was granted, the question still waits. Name a folder, a host or a thing.',
    retry: 'none',
  },
  'grant.unknown': {
    message: 'This grant does not hold any more. Nothing was changed.',
    retry: 'none',
  },
  'grant.unwritable': {
    message: 'The grants could not be written ({cause}). {kept} Free disk space, then try again.',
    retry: 'free-disk-space',
  },
} as const satisfies Record<string, FailureText>

/** Why past calls could not be judged again. */
export const replayErrors = {
  'replay.failed': {
    message:
      'The calls on record could not be judged again ({cause}). Nothing was changed. Try again.',
    retry: 'try-again',
  },
  'replay.replaced': {
    message: 'A newer question took the place of this one. Nothing was changed.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
