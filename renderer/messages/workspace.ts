import type { Messages } from './message-types.ts'

/** Texts of renderer/workspace. */
export const workspaceMessages = {
  'folder.path': 'Path of the folder',
  'folder.placeholder': '/home/you/code/project',
  'folder.browse': 'Browse…',
  'folder.system': 'System dialog…',
  'folder.recent': 'Opened before',
  'folder.recent-gone': 'gone',
  'folder.use': 'Use this path',
  'folder.change': 'Choose another',
  'folder.looking': 'Looking at the folder',
  'folder.branch': 'on {branch}',
  'folder.no-branch': 'not a git repository',
  'folder.trusted': 'its own settings apply',
  'folder.limited': 'its own settings are left out',
  'folder.no-findings': 'It brings no settings of its own',
  'folder.undecided': {
    one: 'Its settings would do {count} thing on this machine',
    other: 'Its settings would do {count} things on this machine',
  },
  'folder.changed': 'Its settings changed since you decided',
  'folder.look': 'Look and decide',
  'folder.look-again': 'Look again',

  'folders.title': 'Choose a folder',
  'folders.list': 'Folders in {path}',
  'folders.up': 'Up one level',
  'folders.empty': 'No folders in here',
  'folders.opening': 'Reading the folder',
  'folders.repository': 'git repository',
  'folders.choose': 'Choose {name}',
  'folders.how': 'Arrow keys move, Right or Enter opens, Left goes up',

  'trust.title': 'What the settings of {name} would do',
  'trust.changed-title': 'The settings of {name} changed',
  'trust.what':
    'The repository brings settings for the agent. These would run or apply on this machine, outside of the calls that the Bouncer judges.',
  'trust.changed-what':
    'You decided about other settings before. They were replaced; look at what stands there now.',
  'trust.limit': 'Leave them out',
  'trust.trust': 'Let them apply',
  'trust.limit-effect': 'Left out, the agent works without them. You can decide otherwise later.',
  'trust.kind-hook': 'Hook',
  'trust.kind-mcp-server': 'Tool server',
  'trust.kind-key-helper': 'Key helper',
  'trust.kind-environment': 'Environment',
  'trust.kind-permission': 'Permission',
  'trust.kind-unreadable': 'Cannot be read',
  'trust.kind-other': 'Other',
  'trust.exact': 'Exactly as written in {file}',
} as const satisfies Messages
