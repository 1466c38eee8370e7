import type { Messages } from './message-types.ts'

/** Texts of the page where a person edits their own rules. */
export const ownRulesMessages = {
  'own-rules.lead':
    'Your own rules, in every project. They may allow what a built-in rule asks about, never what one denies. A change counts from the next call on.',
  'own-rules.text': 'Rules, in YAML',
  'own-rules.where': 'They stand in',
  'own-rules.none-yet': 'There is no file yet; saving makes it.',
  'own-rules.example': 'Begin with an example',
  'own-rules.checking': 'Reading the rules',
  'own-rules.count': { one: '{count} rule counts', other: '{count} rules count' },
  'own-rules.cases-met': { one: '{met} of {count} case met', other: '{met} of {count} cases met' },
  'own-rules.no-cases': 'no case under expect',
  'own-rules.ignored': 'does not count',
  'own-rules.missed': 'not met',
  'own-rules.case-missed': '{rule}, case {number}: expected {expected}, is {got}',
  'own-rules.hint': 'worth a look',
  'own-rules.hint-no-case': '{rule} has no case of its own under expect',
  'own-rules.hint-no-matching-case': '{rule} decides none of its own cases',
  'own-rules.hint-same-condition': '{rule} looks for the same as {other}',
  'own-rules.replaying': 'Judging the calls on record by these rules',
  'own-rules.replay': 'Would newly deny {deny}, ask {ask} and allow {allow}.',
  'own-rules.replay-of': {
    one: 'Of {count} call on record.',
    other: 'Of {count} calls on record.',
  },
  'own-rules.replay-none': 'No call on record would be decided otherwise.',
  'own-rules.replay-answered':
    'Of those a grant answers {grant} by now and the AI review {ai}; rules of files heed neither.',
  'own-rules.examples': 'Calls that would be decided otherwise',
  'own-rules.column-then': 'Then',
  'own-rules.column-call': 'Call',
  'own-rules.column-rule': 'By',
  'own-rules.column-entry': 'Entry',
  'own-rules.from-to': '{from} → {to}',
  'own-rules.from-to-grant': '{from} by a grant → {to}',
  'own-rules.from-to-ai': '{from} by the AI review → {to}',
  'own-rules.decision-allow': 'goes through',
  'own-rules.decision-ask': 'asks',
  'own-rules.decision-deny': 'denied',
  'own-rules.save': 'Save',
  'own-rules.save-missed': {
    one: 'Save with {count} case not met',
    other: 'Save with {count} cases not met',
  },
  'own-rules.missed-first': {
    one: '{count} case is not met, so a rule does not do what its case says. Press again to save all the same.',
    other:
      '{count} cases are not met, so rules do not do what their cases say. Press again to save all the same.',
  },
  'own-rules.save-empty': 'Saving this leaves you without rules of your own.',
  'own-rules.save-after': 'Saved once the calls on record were judged by it',
  'own-rules.save-same': 'Nothing is changed',
  'own-rules.discard': 'Discard the changes',
  'own-rules.saved': 'Saved {time}',
  'own-rules.broken': 'These rules cannot be saved',
  'own-rules.failed': 'Not saved',
} as const satisfies Messages
