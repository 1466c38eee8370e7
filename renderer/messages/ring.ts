import type { Messages } from './message-types.ts'

/** Texts about the outer ring: the operating system’s own sandbox around an agent. */
export const ringMessages = {
  'ring.title': 'Outer ring',
  'ring.setting': 'Outer ring for new sessions',
  'ring.setting-what':
    'The operating system itself holds the agent and all it starts: it changes the project alone, and your keys, logins, this app’s home and other programs are not there for it. The Bouncer judges each call as before.',
  'ring.level-off': 'Without',
  'ring.level-ring': 'In the ring',
  'ring.level-about-off':
    'The Bouncer judges each call. What a started program then does, nothing holds',
  'ring.level-about-ring':
    'The system holds what the Bouncer cannot see: code that the agent wrote and a test then runs',
  'ring.recommended': 'recommended',
  'ring.works': 'It works here, with {program} {version}',
  'ring.works-plain': 'It works here, with {program}',
  'ring.program-bubblewrap': 'bubblewrap',
  'ring.program-seatbelt': 'Seatbelt',
  'ring.state-missing': 'Not here yet',
  'ring.state-forbidden': 'Not allowed here',
  'ring.state-broken': 'It does not start here',
  'ring.state-unsupported': 'Not for this system',
  'ring.install': 'To bring it',
  'ring.again': 'Look again',
  'ring.looking': 'Starting a trial in the ring…',
  'ring.reachable': {
    one: 'One socket has no file and stays reachable: {names}. It belongs to a display or a session bus, perhaps the keychain’s.',
    other:
      '{count} sockets have no file and stay reachable: {names}. They belong to displays or session buses, perhaps the keychain’s.',
  },
  'ring.let-through': 'Let through the ring',
  'ring.let-through-what':
    'Paths that agents in the ring may read, or change, beyond their project. git over ssh needs ~/.ssh, a private registry its own file. This app’s home is never let through.',
  'ring.let-through-none': 'nothing',
  'ring.let-through-count': { one: '{count} path', other: '{count} paths' },
  'ring.add-path': 'Absolute path',
  'ring.add-placeholder': '/home/you/.ssh',
  'ring.add': 'Let through',
  'ring.access-read': 'Read',
  'ring.access-write': 'Change',
  'ring.access': 'What is allowed',
  'ring.take-back': 'Take back',
  'ring.path-relative': 'A path begins with a slash',
  'ring.path-twice': 'This path is let through already',
  'ring.changed-ring': 'From the agent’s next start on: in the outer ring (chosen by {by})',
  'ring.changed-off': 'From the agent’s next start on: without the outer ring (chosen by {by})',
  'ring.needs-ring': 'The outer ring is chosen and cannot be had here. Choose “Without” to go on',
  'ring.badge-ring': 'In the ring',
  'ring.badge-off': 'No ring',
  'ring.badge-next': 'In the ring from the next start on',
  'ring.badge-next-off': 'Without the ring from the next start on',
  'ring.drawer': 'What holds this agent',
  'ring.drawer-ring':
    'The latest run was started in the outer ring, by {program} {version}. This list was laid out for that start.',
  'ring.drawer-off':
    'The latest run was started without the outer ring. The Bouncer judges each call; a program that was let start can read and change what your account can.',
  'ring.drawer-none': 'No agent has been started in this session yet.',
  'ring.drawer-failed': 'What was laid out for the latest start cannot be read now.',
  'ring.may-change': 'May change, and it stays',
  'ring.may-read': 'Inside that, for reading alone',
  'ring.may-read-what':
    'What makes programs outside the ring run something. New agent settings and servers are found when the folder is looked at before the next start, a new .git is not.',
  'ring.is-hidden': 'Not there for it',
  'ring.is-through': 'Let through by you',
  'ring.is-refused': 'Not let through, although asked',
  'ring.stays': 'Stays open',
  'ring.stays-what':
    'The network, also other programs’ ports on this machine; files outside your home, for reading; the agent’s own login.',
  'ring.nothing': 'Nothing',
  'ring.kind-own-home': 'This app',
  'ring.kind-keys': 'Keys',
  'ring.kind-keychain': 'Keychains and password stores',
  'ring.kind-cloud': 'Cloud logins',
  'ring.kind-registries': 'Logins of code hosts, registries and databases',
  'ring.kind-browsers': 'Browsers',
  'ring.kind-histories': 'Histories and display keys',
  'ring.kind-messages': 'Mail and messages',
  'ring.kind-other-agents': 'Logins of agents',
  'ring.kind-sockets': 'Sockets of container programs',
  'ring.always-hidden-seatbelt':
    'Always: other processes’ memory, the keychain’s service, the clipboard, scripting of other programs, sockets of ssh agents and containers.',
  'ring.always-hidden-bubblewrap':
    'Always: other processes and their memory, /run with the session bus and the daemons in it, /tmp with displays and agents’ sockets, homes of other people.',
  'ring.stuck': 'The outer ring is chosen for this session and cannot be had now',
  'ring.stuck-next': 'Nothing runs. Bring the ring back, or go on without it; then send again.',
  'ring.here': 'On this machine',
  'ring.here-works': 'It works here. Each session says in its head whether it runs in the ring.',
  'bouncer.part-ring': 'Outer ring',
  'ring.go-without': 'Go on without the ring',
  'ring.go-with': 'Use the ring from the next start on',
  'ring.limits': 'What the Bouncer cannot hold',
  'ring.limits-what':
    'The Bouncer judges a call before it runs. It does not see what a program does that it let start: code that the agent wrote and a test then runs, a package’s install script, a build. Such code can do what your account can.',
  'ring.adds': 'What the outer ring adds',
  'ring.adds-what':
    'The operating system holds that code too. It can change the project and nothing else that stays; this app’s home, keys, keychains, logins and other programs’ memory are not there for it.',
  'ring.leaves': 'What the ring leaves open',
  'ring.leaves-what':
    'The network and ports of this machine, the project itself with any secret in it, the agent’s own login, faults of the kernel. Keep what matters elsewhere.',
  'ring.to-settings': 'Outer ring in the settings',
} as const satisfies Messages
