import type { FailureText } from '../kit/failure.ts'

/** What `status` says about a terminal guard that does not guard as it should; each sentence says what is, what it means, what to do. */
export const guardRemarks = {
  'guard.not-here': {
    message:
      'The settings in {path}, which Claude Code reads here, hold no hook. Calls of agents in a terminal are not judged. Run `{command} bouncer install`, or install it in the settings under Agent.',
    retry: 'none',
  },
  'guard.unlisted': {
    message:
      'The settings in {path} hold the hook, and the app’s own list does not know of it: the list is gone or cannot be read. Calls of agents in a terminal go to the hook all the same. Run `{command} bouncer install` to put it in order, or `{command} bouncer uninstall` to take it out.',
    retry: 'none',
  },
  'guard.gone': {
    message:
      'The hook is no longer in {path}: something took it out. Calls of agents that read it are not judged. Run `{command} bouncer install`, and look what changed the file.',
    retry: 'none',
  },
  'guard.entry-changed': {
    message:
      'The entry of the hook in {path} is not as it was put there. What it does now is not known. Run `{command} bouncer install`, and look what changed the file.',
    retry: 'none',
  },
  'guard.off': {
    message:
      '“disableAllHooks” in {path} switches all hooks off, this one too. Calls are not judged. Take that line out.',
    retry: 'none',
  },
  'guard.settings-unreadable': {
    message:
      'The settings in {path} cannot be read, so nobody can tell whether the hook is in them. Correct the file.',
    retry: 'none',
  },
  'guard.hook-missing': {
    message:
      'The program {path} is missing, so every call of an agent in a terminal is blocked. Run `{command} bouncer install`.',
    retry: 'none',
  },
  'guard.hook-changed': {
    message:
      'The program {path} is not the one of this version. Start the app or install the guard again; it is replaced then.',
    retry: 'none',
  },
  'guard.hook-mended': {
    message:
      'The program {path}, which agents in a terminal run before each call, had been changed or removed. It was put back. Look at what else runs under your account.',
    retry: 'none',
  },
  'guard.folder-mended': {
    message:
      'Something removed {path}, in which the hook’s program and the list of where it was put lie. Every call of an agent in a terminal was blocked meanwhile. Both were put back. Copies of settings from before the installation are lost; taking the hook out still leaves all else as it is. Look at what else runs under your account.',
    retry: 'none',
  },
  'guard.list-mended': {
    message:
      'Something removed the list of where the hook was put, in {path}. Calls of agents in a terminal were judged all the same, and the list was made anew. Look at what else runs under your account.',
    retry: 'none',
  },
  'guard.was-out': {
    message:
      'The hook in {path} was not as it should be for a while, and is in force again. Calls of agents that read it meanwhile may not have been judged. Look what changed the file.',
    retry: 'none',
  },
  'guard.program-missing': {
    message:
      '{path}, which runs the hook, is gone, so every call of an agent in a terminal is blocked. Run `{command} bouncer install`.',
    retry: 'none',
  },
  'guard.unfound': {
    message:
      'The file {path}, by which agents in a terminal find the app, is missing or changed. Calls are not judged: they are denied, or treated as you chose for when the app does not run. An app that runs writes it anew within a second; start it again where it does not.',
    retry: 'none',
  },
  'guard.agent-old': {
    message:
      'Claude Code {version} lets a call run when the hook is cut off in the middle. Every other failure of the hook blocks. Update Claude Code.',
    retry: 'none',
  },
  'guard.agent-missing': {
    message: 'No Claude Code was found on the search path. The hook waits for it.',
    retry: 'none',
  },
  'guard.project-off': {
    message:
      '“disableAllHooks” in {path} switches hooks off in this folder. Calls of agents that are started here are not judged. Take that line out, or work there in the app.',
    retry: 'none',
  },
  'guard.managed-off': {
    message:
      'The organisation’s settings in {path} allow none of your hooks. Calls of agents in a terminal are not judged. Ask whoever manages this machine.',
    retry: 'none',
  },
} as const satisfies Record<string, FailureText>
