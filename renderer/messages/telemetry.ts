import type { Messages } from './message-types.ts'

/** Texts of renderer/telemetry. */
export const telemetryMessages = {
  'telemetry.lead':
    'Nothing is sent before you say yes. Both switches start off, and the app works the same without them.',
  'telemetry.opening': 'Reading what you answered',
  'telemetry.errors': 'Error reports',
  'telemetry.errors-what':
    'When the app itself breaks: the kind of error, the lines of our own code, version and system. Its message is cut, because it may quote your things.',
  'telemetry.usage': 'Usage counts',
  'telemetry.usage-what':
    'Which parts of the app get used, as single counts of fixed words. Their random id is made anew each day and each start, and lies here only in counts that wait to be sent.',
  'telemetry.to': {
    one: 'To {host}, kept there {count} day',
    other: 'To {host}, kept there {count} days',
  },
  'telemetry.never': 'Never, whatever you choose',
  'telemetry.never-what':
    'Prompts, answers, code, commands, names of files, folders, branches and hosts, environment variables, keys, your name, the record. In the payload, 0.0.0.0 stands for your address; a server sees where a connection comes from all the same.',

  'telemetry.hold-environment': 'Off, because {variable} is set in the environment',
  'telemetry.hold-no-operator': 'Off, because this build has no receiver',
  'telemetry.hold-operator-broken': 'Off, because the operator’s file cannot be used',
  'telemetry.hold-no-receiver': 'Off, because the operator names no receiver for it',
  'telemetry.hold-no-reporter': 'Off, because this build has no error reporter',
  'telemetry.hold-unreadable': 'Off, because your answers cannot be read or written ({problem})',
  'telemetry.hold-not-asked': 'Off, you were not asked yet',
  'telemetry.hold-policy-changed': 'Off, until you answer for the new version',
  'telemetry.hold-receiver-changed': 'Off, because it would go to another host than before',
  'telemetry.hold-refused': 'Off, as you chose',
  'telemetry.on': 'On, as you chose',

  'telemetry.nobody': 'This build has no receiver.',
  'telemetry.nobody-what':
    'Nothing can be sent, so the switches cannot be turned on. Whoever packages the app can name a receiver in a file beside it.',
  'telemetry.broken': 'The operator’s file cannot be used.',
  'telemetry.broken-what':
    '{problem}. Nothing is sent. Whoever packages this installation has to mend {path}.',
  'telemetry.silenced': '{variable} is set in the environment.',
  'telemetry.silenced-what': 'Nothing is sent, whatever you answered here. Unset it to choose.',
  'telemetry.changed': 'What would be sent, or who gets it, has changed.',
  'telemetry.changed-what': 'Both are off until you answer again. Nothing was sent meanwhile.',
  'telemetry.asked': 'You have not answered yet.',
  'telemetry.asked-what': 'Nothing is sent. Look at what would be, then choose, or leave both off.',
  'telemetry.keep-off': 'Keep both off',
  'telemetry.offline': 'Offline mode is on.',
  'telemetry.offline-what': 'What is switched on waits here and goes when it ends.',
  'telemetry.page-signal': 'This browser asks not to be tracked.',
  'telemetry.page-signal-what':
    'This page counts nothing. What the app itself counts goes by the switch.',

  'telemetry.exactly': 'Exactly what goes out',
  'telemetry.which': 'Which payload',
  'telemetry.sample': 'A sample, made just now',
  'telemetry.last': 'The last one sent',
  'telemetry.last-none': 'None was sent since the start of the app.',
  'telemetry.size': 'POST to {url}, {size}, byte for byte',
  'telemetry.size-nowhere':
    '{size}, byte for byte as a receiver would get it. This build has none, so it goes nowhere.',
  'telemetry.sent-at': 'Sent {time}. POST to {url}, {size}, byte for byte',
  'telemetry.payload': 'Body of the request',

  'telemetry.events': 'Every count there is',
  'telemetry.event': 'Count',
  'telemetry.purpose': 'What it is for',
  'telemetry.properties': 'With one of these words each',
  'telemetry.event-app-started': 'How many use the window, how many the browser',
  'telemetry.event-area-opened': 'Which parts of the app are worth work',
  'telemetry.event-session-started': 'How many sessions, with which agent',
  'telemetry.event-turn-ended': 'How often work ends well, is stopped, or breaks',
  'telemetry.event-question-answered': 'Whether questions are few and answered soon',
  'telemetry.event-setting-switched': 'Which settings are used; never to what',
  'telemetry.events-common':
    'Each count also has the version of the app and the name of the system.',

  'telemetry.queue': 'Waiting to be sent',
  'telemetry.queue-none': 'Nothing waits',
  'telemetry.queue-reports': { one: '{count} report', other: '{count} reports' },
  'telemetry.queue-counts': { one: '{count} count', other: '{count} counts' },
  'telemetry.queue-both': '{reports} and {counts}',
  'telemetry.queue-days': {
    one: 'What cannot be sent is deleted after {count} day. Switching off deletes it at once',
    other: 'What cannot be sent is deleted after {count} days. Switching off deletes it at once',
  },
  'telemetry.queue-clear': 'Delete',
  'telemetry.queue-cleared': { one: '{count} deleted', other: '{count} deleted' },

  'telemetry.history': 'Your answers',
  'telemetry.history-none': 'None yet, so nothing is sent.',
  'telemetry.history-when': 'When',
  'telemetry.history-version': 'Version',
  'telemetry.history-by': 'Through',
  'telemetry.yes': 'yes',
  'telemetry.no': 'no',

  'telemetry.operator': 'Operator',
  'telemetry.operator-name': 'Name',
  'telemetry.operator-contact': 'Contact',
  'telemetry.operator-policy': 'Policy',
  'telemetry.operator-file': 'Named in',

  'telemetry.ask-title': 'May the app send error reports or usage counts?',
  'telemetry.ask-what': 'Nothing is sent now, and nothing will be unless you say so.',
  'telemetry.ask-look': 'Look and choose…',
  'telemetry.ask-no': 'Send nothing',
} as const satisfies Messages
