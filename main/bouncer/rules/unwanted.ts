import type { TouchedPath } from '../../../shared/bouncer/model.ts'
import { BEYOND_PROJECT, type EngineRule, onEffect } from './rule.ts'

/** Programs that are given passwords or keys, by the name they are called under. */
const TRUSTED_PROGRAM =
  /\/(?:s?bin|Scripts)\/(?:sudo|doas|su|pkexec|ssh|scp|sftp|ssh-add|ssh-agent|ssh-askpass|login|passwd|gpg2?|gpg-agent|pinentry[\w-]*|git|kinit|op|pass|bw|security|sudoedit|polkit-[\w-]+)$/

/** Where agents keep what they log in with. */
const AGENT_LOGIN =
  /\/(?:\.claude\/\.credentials\.json|\.codex\/auth\.json|\.gemini\/(?:oauth_creds|google_accounts)\.json|\.config\/github-copilot\/(?:hosts|apps)\.json|\.local\/share\/(?:opencode|crush|goose)\/(?:auth|credentials)\.json|\.config\/(?:anthropic|openai|goose)\/[^/]*(?:credential|auth|secret|token)[^/]*|\.cursor\/(?:auth|credentials)\.json|\.qwen\/oauth_creds\.json|\.aider\/oauth-keys\.env)$/i

/** All of these lie in a hidden folder: most paths need no closer look. */
function isAgentLogin(path: string): boolean {
  return path.includes('/.') && AGENT_LOGIN.test(path)
}

const HISTORY = /\/(?:\.(?:bash|zsh|sh|ksh)_history|\.zhistory|fish_history)$/
/** What agents keep of what they did. */
const AGENT_RECORD =
  /\/(?:\.claude\/(?:history\.jsonl|projects\/.*\.jsonl|transcripts\/|file-history\/)|\.codex\/(?:sessions\/|history\.jsonl|log\/)|\.gemini\/tmp\/.*(?:logs|checkpoint)[^/]*\.json|\.local\/share\/opencode\/(?:log|storage)\/)/
const KEYSTROKES = /^\/dev\/(?:input\/|hidraw\d|usbmon)/

function tellsKeystrokes({ path }: TouchedPath): boolean {
  return path.startsWith('/dev/') && KEYSTROKES.test(path)
}

function isRecord(path: string): boolean {
  return HISTORY.test(path) || AGENT_RECORD.test(path)
}

/** Rules on what nobody wants to be asked about: each denies. */
export const unwantedRules: readonly EngineRule[] = [
  {
    id: 'destroy.wholesale',
    on: 'signal',
    kind: 'wholesale-loss',
    decision: 'deny',
    why: 'Destroys everything of a kind or a whole place at once, with nobody asked.',
    instead: 'Name the single thing that should go and let the person decide.',
  },
  {
    id: 'privilege.back-door',
    on: 'signal',
    kind: 'back-door',
    decision: 'deny',
    why: 'Opens a lasting way in, or a way to more rights.',
    instead: 'Leave accounts, passwords and rights to the person.',
  },
  {
    id: 'private.capture',
    on: 'signal',
    kind: 'capture',
    decision: 'deny',
    why: 'Records what the person types, shows, says or copies.',
    instead: 'Leave keyboard, screen, microphone and camera alone.',
  },
  onEffect({
    id: 'private.keystrokes',
    kind: 'read',
    decision: 'deny',
    why: 'Reads what the person types.',
    instead: 'Leave the keyboard alone.',
    matches: (effect) => effect.paths.some(tellsKeystrokes),
  }),
  {
    id: 'network.exposure',
    on: 'signal',
    kind: 'exposure',
    decision: 'deny',
    why: 'Opens data or a service to strangers.',
    instead: 'Keep it on the loopback address, or let the person share it.',
  },
  {
    id: 'network.range-scan',
    on: 'signal',
    kind: 'range-scan',
    decision: 'deny',
    why: 'Searches or floods a whole network of machines.',
    instead: 'Name the one machine that is meant.',
  },
  {
    id: 'persistence.hidden',
    on: 'signal',
    kind: 'hidden-start',
    decision: 'deny',
    why: 'Makes something start by itself that is hidden, remote or in a temporary folder.',
    instead: 'Run it now, in this call, from a file of the project.',
  },
  {
    id: 'machine.takeover',
    on: 'signal',
    kind: 'machine-takeover',
    decision: 'deny',
    why: 'Takes over the machine, or its computing power.',
    instead: 'Start containers without extra rights and with folders of the project only.',
  },
  {
    id: 'agent.poisoned',
    on: 'signal',
    kind: 'poisoned-agent',
    decision: 'deny',
    why: 'Tells later sessions of an agent to act unasked.',
    instead: 'Leave the instructions and settings of agents to the person.',
  },
  {
    id: 'oversight.switched-off',
    on: 'signal',
    kind: 'oversight-lost',
    decision: 'deny',
    why: 'Switches off or clears the record of what is done.',
    instead: 'Leave logs, audits and alarms on.',
  },
  onEffect({
    id: 'oversight.history',
    kind: 'delete',
    decision: 'deny',
    why: 'Deletes the record of what the person or an agent did.',
    instead: 'Leave the history of the shell alone.',
    at: BEYOND_PROJECT,
    matches: (effect) =>
      effect.paths.some((path) => path.place !== 'project' && isRecord(path.path)),
  }),
  onEffect({
    id: 'oversight.history-emptied',
    kind: 'write',
    decision: 'deny',
    why: "Empties the record of the person's commands.",
    instead: 'Leave the history of the shell alone.',
    at: BEYOND_PROJECT,
    matches: (effect) =>
      effect.append !== true &&
      effect.paths.some((path) => path.place !== 'project' && isRecord(path.path)),
  }),
  {
    id: 'secrets.opened',
    on: 'signal',
    kind: 'open-keys',
    decision: 'deny',
    why: 'Lets everybody on the machine read private keys.',
    instead: 'Keep keys readable by their owner only.',
  },
  onEffect({
    id: 'agent.login',
    kind: 'read',
    decision: 'deny',
    why: 'Reads what an agent logs in with.',
    instead: 'Work without it; the agent is logged in already.',
    at: BEYOND_PROJECT,
    matches: (effect) =>
      effect.paths.some(({ place, path }) => place !== 'project' && isAgentLogin(path)),
  }),
  onEffect({
    id: 'write.trusted-program',
    kind: 'write',
    decision: 'deny',
    why: 'Puts another program in the place of one that is given passwords or keys.',
    instead: 'Give it a name of its own.',
    at: BEYOND_PROJECT,
    matches: (effect) =>
      effect.paths.some((path) => path.place !== 'project' && TRUSTED_PROGRAM.test(path.path)),
  }),
]
