import type { Messages } from './message-types.ts'

/** Texts of renderer/egress. */
export const egressMessages = {
  'egress.lead':
    'Every connection of this app is on this page, and every one that an agent or its tools make through it, once it has ended. A program that passes its proxy by is not seen here; the audit has what ran.',
  'egress.today': 'Since midnight',
  'egress.today-sum': {
    one: '{count} connection, {size} out',
    other: '{count} connections, {size} out',
  },
  'egress.today-none': 'nothing',
  'egress.none': 'Nothing was sent yet',
  'egress.none-what':
    'Each connection will stand here with its purpose, host, outcome and size, never with its content.',
  'egress.opening': 'Reading the ledger',
  'egress.ledger': 'Ledger of connections',
  'egress.when': 'When',
  'egress.purpose': 'Purpose',
  'egress.host': 'Host',
  'egress.outcome': 'Outcome',
  'egress.took': 'Took',
  'egress.out': 'Out',
  'egress.in': 'In',
  'egress.purpose-agent': 'Agent',
  'egress.purpose-model': 'Model',
  'egress.purpose-ai-review': 'AI review',
  'egress.purpose-credential-test': 'Test of a key',
  'egress.purpose-telemetry-errors': 'Error report',
  'egress.purpose-telemetry-usage': 'Usage count',
  'egress.offline': 'Offline mode',
  'egress.offline-what':
    'Nothing leaves through this app. Sessions that pay with a key cannot reach the model; agents with a login of their own do not start.',
  'egress.unheld': {
    one: 'One session runs with a login of its own. It is cut off from this app’s way out, but could take another: {titles}',
    other:
      '{count} sessions run with a login of their own. They are cut off from this app’s way out, but could take another: {titles}',
  },
  'egress.unheld-end': { one: 'End it', other: 'End them' },
  'egress.outcome-answered': 'answered',
  'egress.outcome-cut': 'cut off',
  'egress.outcome-failed': 'failed',
  'egress.outcome-offline': 'refused, offline mode',
  'egress.outcome-aborted': 'aborted',
  'egress.newest': 'The newest {count} are shown.',
} as const satisfies Messages
