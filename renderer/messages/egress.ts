import type { Messages } from './message-types.ts'

/** Texts of renderer/egress. */
export const egressMessages = {
  'egress.lead':
    'Everything this app sends is on this page. The agent’s own traffic to its provider is not ours; the audit has what it ran.',
  'egress.today': 'Since midnight',
  'egress.today-sum': {
    one: '{count} connection, {size} out',
    other: '{count} connections, {size} out',
  },
  'egress.none': 'Nothing was sent',
  'egress.none-what':
    'In API key mode the way to the model is listed here, with sizes and no content.',
  'egress.opening': 'Reading the ledger',
  'egress.ledger': 'Ledger of connections',
  'egress.when': 'When',
  'egress.purpose': 'Purpose',
  'egress.host': 'Host',
  'egress.outcome': 'Outcome',
  'egress.took': 'Took',
  'egress.out': 'Out',
  'egress.in': 'In',
  'egress.purpose-model': 'Model',
  'egress.purpose-credential-test': 'Test of a key',
  'egress.purpose-telemetry-errors': 'Error report',
  'egress.purpose-telemetry-usage': 'Usage count',
  'egress.offline': 'Offline mode',
  'egress.offline-what':
    'This app makes no connection. Sessions that pay with a key cannot reach the model; an agent with a login of its own is not held by this.',
  'egress.outcome-answered': 'answered',
  'egress.outcome-cut': 'cut off',
  'egress.outcome-failed': 'failed',
  'egress.outcome-offline': 'refused, offline mode',
  'egress.outcome-aborted': 'aborted',
  'egress.newest': 'The newest {count} are shown.',
} as const satisfies Messages
