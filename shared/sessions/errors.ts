import type { FailureText } from '../kit/failure.ts'

/** Why a session could not start, go on or end well; each sentence says what happened, what was kept, what to do. */
export const sessionErrors = {
  'agent.not-at-path': {
    message:
      'The settings name {path} as Claude Code, and there is no program that can be started. Correct the path in the settings under Agent, or clear it so that the usual places are searched.',
    retry: 'check-agent-again',
  },
  'agent.missing': {
    message:
      'Claude Code is not installed on this machine. Nothing was started. Install it with: {command}, then check again.',
    retry: 'check-agent-again',
  },
  'agent.old': {
    message:
      'Claude Code {version} cannot hold a call until the Bouncer has answered; {oldest} or newer can. Nothing was started. Update it with: {command}',
    retry: 'check-agent-again',
  },
  'agent.old-on-node-20': {
    message:
      'Claude Code {version} is what npm picks on Node 20 and cannot hold a call until the Bouncer has answered. Nothing was started. Install a newer one by its number: {command}',
    retry: 'check-agent-again',
  },
  'agent.broken': {
    message:
      'Claude Code at {path} does not start ({cause}). Nothing was started. Run it once in a terminal, or install it again.',
    retry: 'check-agent-again',
  },
  'agent.inside-workspace': {
    message:
      'The only Claude Code found lies inside the folder it would work on ({path}), so the repository could have planted it. Nothing was started. Install it outside the project.',
    retry: 'check-agent-again',
  },
  'agent.unguarded': {
    message:
      'Claude Code {version} did not confirm that it waits for the Bouncer. It was stopped before any call. Update it with: {command}',
    retry: 'check-agent-again',
  },
  'agent.logged-out': {
    message:
      'Claude Code has no login and no key. Your prompt is kept. Run “claude” in a terminal and sign in there, or store an API key in the settings.',
    retry: 'open-settings',
  },
  'agent.key-refused': {
    message:
      'Anthropic refused the API key (401). Your prompt is kept. Check the key in the settings, then send again.',
    retry: 'open-settings',
  },
  'agent.key-missing': {
    message:
      'API key is chosen as purse, but none is stored. Your prompt is kept. Store a key in the settings, or switch to the login of Claude Code.',
    retry: 'open-settings',
  },
  'agent.key-locked': {
    message:
      'API key is chosen as purse, and the keychain that may hold it is locked. Nothing was started, your prompt is kept. Unlock the keychain, then send again.',
    retry: 'try-again',
  },
  'agent.key-closed': {
    message:
      'The API key lies in the sealed file, and that is closed. Nothing was started, your prompt is kept. Open the file in the settings under Credentials, then send again.',
    retry: 'open-settings',
  },
  'agent.key-unreachable': {
    message:
      'The API key cannot be reached from here ({cause}). Nothing was started, your prompt is kept. Start the app where it can be reached, or store the key again in the settings.',
    retry: 'open-settings',
  },
  'agent.offline': {
    message:
      'Offline mode is on, and Claude Code with its own login goes out by itself, where this app cannot hold it for certain. Nothing was started, your prompt is kept. Switch offline mode off in the settings under Sent, then send again.',
    retry: 'open-settings',
  },
  'agent.stopped-at-start': {
    message:
      'Claude Code was stopped while it started. Nothing was done. Send a prompt to start it.',
    retry: 'resume-session',
  },
  'agent.died': {
    message:
      'Claude Code ended by itself ({cause}). Everything up to here is in the transcript. Send a prompt to resume from there.',
    retry: 'resume-session',
  },
  'agent.garbage': {
    message:
      'Claude Code printed something that is not its protocol ({count} lines). They are in the log. The session goes on; stop it if nothing moves.',
    retry: 'resume-session',
  },
  'agent.refused': {
    message:
      'Claude Code did not do that ({cause}). The session goes on as it was. Try again, or stop it and resume.',
    retry: 'try-again',
  },
  'agent.no-verdict': {
    message:
      'The Bouncer gave no verdict ({cause}), so the call was denied and did not run. The session goes on.',
    retry: 'none',
  },
  'model.overloaded': {
    message:
      'The model service is overloaded (529). The turn ended, everything so far is kept. Send again in a few minutes.',
    retry: 'try-again',
  },
  'model.rate-limited': {
    message:
      'The model service limits the rate (429). The turn ended, everything so far is kept. Send again later.',
    retry: 'try-again',
  },
  'model.unreachable': {
    message:
      'The model service did not answer ({cause}). The turn ended, everything so far is kept. Check the network, then send again.',
    retry: 'try-again',
  },
  'model.failed': {
    message:
      'The model service reported an error ({cause}). The turn ended, everything so far is kept. Send again or change the prompt.',
    retry: 'try-again',
  },
  'session.unknown': {
    message:
      'This session does not exist any more. Nothing was changed. Choose another in the list.',
    retry: 'none',
  },
  'session.not-begun': {
    message:
      'The session could not be begun, because its folder cannot be written ({cause}). Nothing was started, your task is still here. Free disk space, then start it again.',
    retry: 'free-disk-space',
  },
  'session.unwritable': {
    message:
      'The transcript could not be written ({cause}). The agent was stopped so that nothing happens unrecorded; what is on disk is kept. Free disk space, then resume.',
    retry: 'free-disk-space',
  },
  'session.answer-unrecorded': {
    message:
      'Your answer could not be written to the record of decisions, so the agent was not told. It is kept. Free disk space, then start the app again: the agent is resumed with it.',
    retry: 'free-disk-space',
  },
  'session.workspace-missing': {
    message:
      'The folder {path} is gone. The transcript is kept. Bring the folder back or start a session in another one.',
    retry: 'choose-folder',
  },
  'session.untrusted': {
    message:
      'This folder is not trusted yet. Nothing was started. Look at what its settings would run, then decide.',
    retry: 'choose-folder',
  },
  'ring.unavailable': {
    message:
      'This session is to run in the outer ring, and the ring cannot be had ({cause}) Nothing was started, your prompt is kept. Bring the ring back, or choose in the session to go on without it.',
    retry: 'open-settings',
  },
  'ring.broke': {
    message:
      'The outer ring could not be put around the agent ({cause}). Nothing was started, your prompt is kept. Look at the settings under Outer ring, or choose in the session to go on without it.',
    retry: 'open-settings',
  },
  'ring.home-as-project': {
    message:
      'The folder {path} holds your whole home or the system, so the outer ring would hide nothing. Nothing was started. Choose a folder further down, or go on without the ring.',
    retry: 'choose-folder',
  },
  'ring.own-home-as-project': {
    message:
      'The folder {path} holds the home of this app or lies in it, and the outer ring never shows that. Nothing was started. Choose another folder, or go on without the ring.',
    retry: 'choose-folder',
  },
  'ring.hidden-project': {
    message:
      'The folder {path} lies in {hidden}, which the outer ring hides. Nothing was started. Choose another folder, or go on without the ring.',
    retry: 'choose-folder',
  },
} as const satisfies Record<string, FailureText>
export type SessionErrorCode = keyof typeof sessionErrors
