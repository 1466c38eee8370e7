import { brand } from '../../../../shared/brand.ts'
import type { RowOf } from './unwanted-row.ts'

const BROWSERS =
  'google-chrome google-chrome-stable chrome chromium chromium-browser brave brave-browser msedge microsoft-edge opera vivaldi firefox'

/** Calls that take from the stores of keys of a person, or listen to the bus they speak on. */
const KEY_STORES: readonly RowOf[] = [
  { names: 'secret-tool', all: [/^(?:search|lookup)(?: |$)/], what: 'looks into the key chain' },
  {
    names: 'security',
    all: [/^(?:unlock-keychain|find-\S+|list-keychains|export|show-keychain-info)(?: |$)/],
    none: /^find-(?:identity|certificate)(?: |$)/,
    what: 'looks into the key chain',
  },
  {
    names: 'kwallet-query kwalletcli kwalletcli_getpin lssecret seahorse keepassxc-cli',
    all: [/^/],
    none: /^(?:-h|--help|-v|--version|generate|estimate|diceware)(?: |$)/,
    what: 'looks into the key chain',
  },
  {
    names: 'gnome-keyring-daemon kwalletd5 kwalletd6 ksecretd',
    all: [/(?:^| )(?:-r|--replace|-l|--login|--unlock)(?: |$)/],
    what: 'takes the place of the key chain',
  },
  { names: 'dbus-monitor', all: [/^/], none: /^--help/, what: 'listens to the session bus' },
  { names: 'gdbus', all: [/^monitor(?: |$)/], what: 'listens to the session bus' },
  {
    names: 'busctl',
    all: [/(?:^| )(?:monitor|capture)(?: |$)/],
    what: 'listens to the session bus',
  },
  {
    names: 'gdbus dbus-send busctl qdbus qdbus6 qdbus-qt5',
    all: [/kwallet|freedesktop\.secrets|gnome\.keyring|ksecretd/i],
    what: 'asks the key chain over the bus',
  },
  {
    names: 'keyctl',
    all: [/^(?:print|pipe|read|list|rlist|show|search|request|dump_keys)(?: |$)/],
    what: 'reads keys of the session',
  },
  {
    names: 'python python3',
    all: [/^-m keyring (?:get|set|del)(?: |$)/],
    what: 'looks into the key chain',
  },
  { names: 'cmdkey', all: [/\/list/i], what: 'lists stored passwords' },
  { names: 'vaultcmd', all: [/\/list/i], what: 'lists stored passwords' },
  {
    names: 'powershell pwsh powershell.exe',
    all: [/Get-StoredCredential|PasswordVault|CredentialManager|Get-Secret(?!\w)|CredEnumerate/i],
    what: 'looks into the key chain',
  },
]

/** Numbers, and what a call looks up. */
const PROCESS = String.raw`(?:^| )(?:-\w*p ?|--?pid[= ]|--process[= ]|--attach-pid[= ]|attach )[\d\uFFFC]`

/** Calls that look into a program that runs already. */
const INSIDE: readonly RowOf[] = [
  {
    names: 'gdb lldb',
    all: [new RegExp(`${PROCESS}|(?:^| )(?:--attach-name|-n|-w)(?: |$)`)],
    what: 'looks into a running program',
  },
  {
    names: 'gdb',
    all: [/^(?:-\S+ )*\S+ \d+$/],
    none: /--args/,
    what: 'looks into a running program',
  },
  {
    names: 'strace ltrace perf bpftrace uftrace sysdig trace-cmd reptyr phpspy memray pyrasite',
    all: [new RegExp(PROCESS)],
    none: /^(?:stat|list|report|script|version|annotate|diff)(?: |$)/,
    what: 'looks into a running program',
  },
  {
    // A profiler of a program that the call looks up by name is ordinary work.
    names: 'py-spy rbspy',
    all: [/(?:^| )(?:-p ?|--pid[= ])\d/],
    what: 'looks into a running program',
  },
  { names: 'bpftrace', all: [/(?:^| )-e |^[\w./-]+\.bt/], what: 'looks into running programs' },
  {
    names: 'reptyr injcode pyrasite pyrasite-shell hyperpyrasite',
    all: [/^(?:-\S+ )*\d+/],
    what: 'takes over a running program',
  },
  { names: 'rr', all: [/^attach /], what: 'looks into a running program' },
  {
    names: 'frida frida-trace frida-inject frida-discover objection',
    all: [/\S/],
    none: /^(?:-h|--help|--version)|(?:^| )-f /,
    what: 'looks into a running program',
  },
  {
    names: 'r2 radare2 rizin',
    all: [/(?:^| )-d ?\d+/],
    what: 'looks into a running program',
  },
  { names: 'criu', all: [/^dump(?: |$)/], what: 'copies the memory of a running program' },
  {
    names: 'coredumpctl',
    all: [/^(?:dump|debug|gdb)(?: |$)/],
    what: 'reads the memory of a program that ended',
  },
  {
    names: 'prlimit',
    all: [/(?:-p ?\d|--pid[= ])/, /--\w+=\S/],
    what: 'changes the limits of a running program',
  },
  {
    names: 'ps',
    all: [
      /^(?:-[aAefx]\w* )?(?![-\d])[aAcfghHjlmnrSTuvwxX]*e[aAcefghHjlmnrSTuvwxX]*(?: |$)|^-\w*E/,
    ],
    what: 'shows the environment of other programs',
  },
  {
    names: 'find gfind',
    all: [/^(?:-\w+ )*\/proc/, /-name ?"?(?:environ|mem|maps|auxv|fd)\b/],
    what: 'reads the environment of other programs',
  },
]

/** Calls that open a door for a debugger, or go through it. */
const INSPECTORS: readonly RowOf[] = [
  {
    names: 'node',
    all: [/^inspect (?:.* )?(?:-p|--pid)(?:[ =]|\d)|^inspect [\w.-]+:\d+/],
    what: 'opens a running program to a debugger',
  },
  {
    names: 'node bun deno',
    all: [/--inspect(?:-brk|-wait)?=(?:0\.0\.0\.0|\[?::\]?|\*)/],
    what: 'opens a program to debuggers of the network',
  },
  {
    names: BROWSERS,
    all: [/--remote-debugging-(?:port|address|pipe)/],
    none: /(?:^| )--headless/,
    what: 'opens a browser of the person to programs',
  },
  {
    names: 'nc ncat netcat telnet',
    all: [/(?:^| )(?:localhost|127(?:\.\d+){1,3}|::1) 9229(?: |$)/],
    what: 'speaks to a debugger',
  },
  {
    names: 'setx',
    all: [/^(?:\/m )?(?:NODE_OPTIONS|ELECTRON_RUN_AS_NODE|PATH)(?: |$)/i],
    what: 'sets a variable that makes later programs load something else',
  },
]

/** Calls that press keys, move the mouse or give orders to windows of the person. */
const HANDS: readonly RowOf[] = [
  {
    names:
      'wtype dotool dotoolc ydotool xte xvkbd cliclick kdotool vncdo vncdotool vncdotool.exe autohotkey autohotkey.exe ahk wlrctl eitype nircmd sendkeys at-spi2-registryd xnee cnee sikulix',
    all: [/^/],
    none: /^(?:-h|-V|help|version)$/,
    what: 'presses keys for the person',
  },
  {
    names: 'xdotool',
    all: [/(?:^| )(?:key\w*|type|click|mouse\w+|windowactivate|windowfocus)(?: |$)/],
    what: 'presses keys for the person',
  },
  {
    names: 'osascript',
    all: [
      /(?:^| )-l ?(?:JavaScript|JXA)|^(?!-)\S+|keystroke|key code|(?:^|\s)click\s|perform action/i,
    ],
    what: 'gives orders to windows of the person',
  },
  { names: 'automator', all: [/\S/], what: 'gives orders to windows of the person' },
  { names: 'shortcuts', all: [/^run /], what: 'gives orders to windows of the person' },
  {
    names: 'wmctrl',
    all: [/(?:^| )-\w*[acRb](?: |$)/],
    what: 'gives orders to windows of the person',
  },
  {
    names: 'adb',
    all: [/shell (?:"|')?input (?:key|tap|text|swipe|motion|roll|press)/],
    none: /^(?:-s (?:emulator-\d+|localhost:\d+|127\.0\.0\.1:\d+)|-e) /,
    what: 'presses keys on a phone',
  },
  {
    names: 'powershell pwsh powershell.exe',
    all: [/SendKeys|SendWait|keybd_event|mouse_event|SendInput|AppActivate/i],
    what: 'presses keys for the person',
  },
  {
    names: 'zellij',
    all: [/(?:^| )action (?:write|write-chars)(?: |$)/],
    what: 'types into a terminal of the person',
  },
  {
    names: 'kitty kitten',
    all: [/^(?:@|kitty @)\S* (?:\S+ )*?(?:send-text|send-key|launch)(?: |$)/],
    what: 'types into a terminal of the person',
  },
  {
    names: 'wezterm',
    all: [/^cli (?:\S+ )*?send-text(?: |$)/],
    what: 'types into a terminal of the person',
  },
  { names: 'ttyecho', all: [/\S/], what: 'types into a terminal of the person' },
  {
    names: 'gio gtk-launch start kde-open xdg-open open cmd',
    all: [new RegExp(`(?:^| )["']?${brand.deepLinkScheme}:`)],
    what: 'opens an address of this app',
  },
  {
    names: 'python python3',
    all: [new RegExp(`^-m webbrowser .*${brand.deepLinkScheme}:`)],
    what: 'opens an address of this app',
  },
]

/** Ways round the guard by the person's own keys, hands, programs and terminals: the person is asked. */
export const REACHES: readonly RowOf[] = [...KEY_STORES, ...INSIDE, ...INSPECTORS, ...HANDS]
