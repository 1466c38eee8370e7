import type { Messages } from './message-types.ts'

/** Texts of renderer/bouncer. */
export const bouncerMessages = {
  'bouncer.title': 'Bouncer',
  'bouncer.lead':
    'The rules in force, strictest first. A call that no rule stops or asks about goes through.',
  'bouncer.engine': 'Engine {version}, policy {hash}',
  'bouncer.opening': 'Reading the rules',
  'bouncer.find': 'Find a rule',
  'bouncer.find-placeholder': 'Name or reason',
  'bouncer.decision': 'Then',
  'bouncer.rule': 'Rule',
  'bouncer.why': 'What it does and why',
  'bouncer.whose': 'Whose',
  'bouncer.table': 'Rules in force',
  'bouncer.decision-allow': 'goes through',
  'bouncer.decision-ask': 'asks you',
  'bouncer.decision-deny': 'is denied',
  'bouncer.layer-built-in': 'built in',
  'bouncer.layer-organisation': 'organisation',
  'bouncer.layer-user': 'yours',
  'bouncer.layer-workspace': 'folder',
  'bouncer.shown': '{shown} of {count}',
  'bouncer.no-match': 'No rule matches “{text}”',
  'bouncer.no-match-what': 'Looked through {count} rules, by name and by reason.',
  'bouncer.clear': 'Clear the field',
} as const satisfies Messages
