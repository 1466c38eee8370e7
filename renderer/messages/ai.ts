import type { Messages } from './message-types.ts'

/** Texts about the AI layer: its page, its settings and what it says of a call. */
export const aiMessages = {
  'ai.title': 'AI review',
  'ai.lead':
    'A model can answer some questions of the rules before they reach you. It never lets through what a rule denies, and some questions stay with you whatever it says.',
  'ai.opening': 'Looking at the AI layer',
  'ai.page': 'How the AI layer stands',
  'ai.off': 'AI layer off. Rules go on, and every question comes to you.',
  'ai.on': 'AI layer on. {who} is asked first about questions that it may answer.',
  'ai.no-model':
    'AI layer without a model. Name one that the server has. Rules go on, and every question comes to you.',
  'ai.off-offline': 'AI layer held by offline mode. Rules go on, and every question comes to you.',
  'ai.paused-for': {
    one: 'AI layer paused for {count} s after failures in a row. Rules go on.',
    other: 'AI layer paused for {count} s after failures in a row. Rules go on.',
  },
  'ai.trying': 'AI layer paused. One question tries it now. Rules go on.',
  'ai.expect': {
    one: 'Expect about {count} question an hour, not {with}.',
    other: 'Expect about {count} questions an hour, not {with}.',
  },
  'ai.saves': {
    one: 'About {count} question an hour reaches you, not {without}.',
    other: 'About {count} questions an hour reach you, not {without}.',
  },
  'ai.expect-more': 'Expect more questions than before.',

  'ai.provider': 'Who is asked',
  'ai.provider-what':
    'Off until you choose. Of a question it sends the command or path, its effects, the rules that ask, the folder’s name, branch and remote, and your last six messages of the session. Secrets in them are replaced.',
  'ai.provider-off': 'Nobody',
  'ai.provider-anthropic': 'Anthropic',
  'ai.provider-claude': 'Your claude',
  'ai.provider-local': 'A server',
  'ai.who-anthropic': 'Anthropic, paid with your API key,',
  'ai.who-claude': 'Your own claude program, with its login,',
  'ai.who-local': 'The server at {address}',
  'ai.model': 'Model that thinks',
  'ai.model-what': 'It is asked where the first one does not simply allow. Only it can deny',
  'ai.first-model': 'Model that is asked first',
  'ai.first-model-what': 'A small, quick one. It can allow or hand on, nothing else',
  'ai.model-placeholder': 'the usual one',
  'ai.address': 'Address of the server',
  'ai.address-what':
    'Up to its version. It needs an interface like OpenAI’s and gets no key. One on this machine works offline.',
  'ai.address-no-address': 'An address begins with https:// or http://. Type the whole of it.',
  'ai.address-carries-login':
    'An address with a name, a password or anything behind ? or # is not kept: settings hold no secret. Leave it out.',
  'ai.address-not-encrypted':
    'Elsewhere than on this machine it would travel unencrypted. Use https://.',
  'ai.address-placeholder': 'http://127.0.0.1:11434/v1',
  'ai.key': 'API key',
  'ai.key-stored': 'Stored.',
  'ai.key-missing': 'There is none. Every question comes to you until you store one.',
  'ai.key-locked': 'It cannot be read now. Every question comes to you until it can.',
  'ai.key-open': 'Open credentials',

  'ai.switch-title-anthropic': 'Let Anthropic’s models answer questions?',
  'ai.switch-title-claude': 'Let your claude answer questions?',
  'ai.switch-title-local': 'Let this server answer questions?',
  'ai.switch-sends': 'Of each such question this is sent',
  'ai.switch-item-words': 'Your last six messages of the session, up to 2,000 characters each',
  'ai.switch-item-call':
    'The command, path or address of the call. Never the contents of files, what tools printed or what the agent says',
  'ai.switch-item-effects': 'What the guard found that it would do, and the rules that ask',
  'ai.switch-item-project': 'The folder’s name, its branch and remote, not its files',
  'ai.switch-secrets':
    'Keys and passwords that the guard recognises are replaced first. Others would go with it.',
  'ai.switch-to-anthropic':
    'It goes to api.anthropic.com, or to the gateway your environment names, with your API key. You pay for each question, up to five requests.',
  'ai.switch-to-claude':
    'It goes where your claude program sends its prompts, by its login or key. The program starts in an empty folder without tools, settings, hooks or memory, up to five times a question.',
  'ai.switch-to-local':
    'It goes to {address}. Nothing leaves this machine where that is an address of this machine.',
  'ai.switch-stays':
    'These stay with you: rules of your files, services and servers, databases, credentials, this guard’s own files, more rights, what acts later and what could not be read. What it says stands in the record.',
  'ai.switch-limits':
    'A model can be wrong, and a call can be written to mislead it. Whoever needs to be sure leaves this off.',
  'ai.switch-do': 'Switch on',
  'ai.switch-cancel': 'Leave it off',

  'ai.test': 'Ask a made-up question',
  'ai.test-what':
    'Sends a made-up call and no word of yours to each of the two models, and says whether an answer came',
  'ai.test-do': 'Ask now',
  'ai.test-asking': 'Asking…',
  'ai.test-stage': 'Stage {stage}: {outcome}',
  'ai.test-answered': 'answered',
  'ai.test-took': 'Took {time}.',

  'ai.numbers': 'Since this start',
  'ai.number-calls': 'Calls judged',
  'ai.number-questions': 'Questions of rules',
  'ai.number-share': '{count} ({share} of calls)',
  'ai.number-answered': 'Answered by it',
  'ai.number-latency': 'Time of an answer',
  'ai.number-latency-value': '{p50} at the median, {p95} at the 95th percentile',
  'ai.number-none': 'none yet',
  'ai.number-kept': 'Allows kept for repeats',

  'ai.recent': 'Last questions',
  'ai.recent-none': 'No question came to it since this start.',
  'ai.recent-table': 'Last questions, newest first',
  'ai.column-when': 'When',
  'ai.column-question': 'Question',
  'ai.column-said': 'What it said',
  'ai.in-record': 'All of them in the record',

  'ai.card': 'AI layer',
  'ai.stage': 'stage {stage}',
  'ai.from-cache': 'from an allow of the last half hour',
  'ai.cites': 'It names {ids}.',
  'ai.outcome-allowed': 'Allowed it',
  'ai.outcome-denied': 'Denied it',
  'ai.outcome-unsure': 'Leaves it to you',
  'ai.outcome-words-only': 'Would allow it, but only with the words in the call itself in view',
  'ai.outcome-inconsistent':
    'Would allow more without what you wrote, so its answer does not count',
  'ai.outcome-kept': 'Not asked',
  'ai.outcome-no-words': 'Not asked: nothing is known that you wrote in this session',
  'ai.outcome-distrusted': 'Not asked for a while in this session, after answers that did not hold',
  'ai.outcome-no-key': 'Not asked: there is no API key that can be read',
  'ai.outcome-not-set-up': 'Not asked: its model or address is missing',
  'ai.outcome-not-logged-in':
    'Claude Code is not logged in. Run “claude” in a terminal and type /login, then test it here',
  'ai.outcome-offline': 'Not asked: offline mode is on',
  'ai.outcome-unreachable': 'Could not be reached',
  'ai.outcome-refused': 'Its service refused the question',
  'ai.outcome-timed-out': 'Did not answer in time',
  'ai.outcome-unusable': 'Gave no answer that counts',
  'ai.outcome-paused': 'Paused after failures in a row',
  'ai.outcome-busy': 'Not asked: too many questions at once',
  'ai.kept-policy-file': 'a rule of a file asks, and only you answer those',
  'ai.kept-rule': 'questions of this rule stay with you',
  'ai.kept-effect': 'what it would do stays with you',
  'ai.kept-secret': 'it touches credentials',
  'ai.kept-not-known': 'a part of it is not known',
  'ai.kept-too-long': 'it is too long to send',

  'words.ai-provider':
    'model llm anthropic claude ollama local openai review classifier automatic approve judge',
  'words.ai-model': 'llm sonnet opus large reason think review',
  'words.ai-first-model': 'llm haiku small quick fast review',
  'words.ai-address': 'url endpoint ollama lm studio server host port openai review',
} as const satisfies Messages
