import type { RowOf } from './unwanted-row.ts'

/** What a system cannot start or be mended without. */
const CORE =
  '(?:glibc|libc6|libc-bin|musl|bash|dash|coreutils|busybox|dpkg|apt|rpm|dnf|pacman|apk-tools|systemd|systemd-sysv|init|openrc|sysvinit-core|util-linux|base-files|base|filesystem|passwd|login|shadow|sudo|kernel|kernel-core|linux-image\\S*|linux|python3-minimal|perl-base|ld-linux\\S*)'

/** Calls that ruin the machine, a store of many or a telephone. */
export const RUIN: readonly RowOf[] = [
  {
    names: 'dpkg',
    all: [/(?:^| )(?:-r|-P|--remove|--purge)(?: |$)/, /--force-(?:all|depends|remove-\w+)/],
    none: /--no-act|--dry-run|--simulate/,
    what: 'programs that the system needs, by force',
  },
  {
    names: 'rpm dnf yum zypper pacman apk xbps-remove emerge',
    all: [
      /(?:^| )(?:-e|--erase|remove|erase|rm|del|autoremove|-R\w*|-C|--unmerge)(?: |$)/,
      new RegExp(`(?:^| )${CORE}(?:[-=:]\\S*)?(?: |$)`),
      /--nodeps|--force|--noconfirm|--assumeyes|(?:^| )-(?:y|\w*dd\w*|\w*f\w*)(?: |$)/,
    ],
    none: /--test|--assumeno|--print|--simulate|-p(?: |$)/,
    what: 'what the system cannot start without',
  },
  {
    names: 'apt apt-get aptitude',
    all: [
      /(?:^| )(?:remove|purge|autoremove)(?: |$)/,
      new RegExp(`--allow-remove-essential|--force-yes|(?:^| )${CORE}(?::\\w+)?(?: |$)`),
    ],
    none: /(?:^| )(?:-s|--simulate|--dry-run|--just-print|--no-act)(?: |$)/,
    what: 'what the system cannot start without',
  },
  {
    names: 'systemd-tmpfiles',
    all: [/(?:^| )--purge(?: |$)/],
    none: /--dry-run|\.conf(?: |$)/,
    what: 'what every package ever made, the homes among it',
  },
  {
    names: 'gpg gpg2',
    all: [/--delete-secret/],
    what: 'a secret key',
  },
  {
    names: 'pass gopass',
    all: [/^(?:rm|delete|remove) (?:\S+ )*(?:-\w*r|--recursive)/, /(?:^| )(?:\.|\/|\*)\/?(?: |$)/],
    what: 'every password of the person',
  },
  {
    names: 'security',
    all: [/^delete-keychain/],
    what: 'every password of the person',
  },
  {
    names: 'ceph rados radosgw-admin',
    all: [
      /--yes-i-really-(?:really-)?mean-it/,
      /(?:^| )(?:pool (?:delete|rm)|fs rm|rmpool)(?: |$)/,
    ],
    what: 'a store of a whole cluster',
  },
  {
    names: 'gluster',
    all: [/--mode=script/, /volume delete/],
    what: 'a store of a whole cluster',
  },
  {
    names: 'adb',
    all: [
      /(?:^| )shell (?:\S+ )*?["']?(?:su -c ["']?)?(?:rm\s+-\w*[rR]\w*\s+(?:-\S+\s+)*["']?\/(?:sdcard|storage(?:\/emulated(?:\/0)?)?|mnt\/sdcard|data(?:\/media(?:\/0)?|\/data|\/user(?:\/0)?)?|system)?\/?\*?["']?(?:\s|$)|pm clear (?:com\.android\.providers\.\w+|com\.google\.android\.(?:gms|gsf)))/,
    ],
    what: 'what a person keeps on a telephone',
  },
]

/** Calls that make a service run code of somebody or that trust a stranger for everything. */
export const TAKEN_SERVICES: readonly RowOf[] = [
  {
    names: 'redis-cli valkey-cli keydb-cli',
    all: [
      /\bmodule['",\s]+load(?:ex)?\b|\bsystem\.(?:exec|rev)\b|\bconfig['",\s]+set['",\s]+dir['",\s]+[^\s'",]*(?:\.ssh|cron|\/etc|\/root|www|html|init\.d|systemd|autostart)|\bdbfilename['",\s]+[^\s'",]*(?:authorized_keys|\.so|\.php|\.jsp|root|cron)|\b(?:slave|replica)of['",\s]+(?!no\b|localhost|127\.|10\.|192\.168\.|172\.)[\w.-]+\.[\w.-]+/i,
    ],
    what: 'code of somebody inside a service',
  },
  {
    names: 'keytool',
    all: [
      /-import(?:cert)?(?: |$)/,
      /-cacerts(?: |$)|-keystore \S*(?:\/cacerts|jssecacerts)(?: |$)/,
    ],
    what: 'a certificate that is trusted for everything',
  },
  {
    names: 'certutil certutil.exe certmgr certmgr.exe',
    all: [/-addstore (?:-\w+ )*["']?(?:root|authroot|trustedpublisher)|-add .*-s .*root/i],
    what: 'a certificate that is trusted for everything',
  },
]

/** Calls that show every password that is kept. */
export const EMPTIED_STORES: readonly RowOf[] = [
  {
    names: 'security',
    all: [/^(?:-\S+ )*(?:dump-keychain (?:\S+ )*-\w*d|export .*-t (?:privKeys|identities|all))/],
    what: 'every password of the person',
  },
  {
    names: 'secret-tool',
    all: [/^search .*--all .*--unlock|^search .*--unlock .*--all/],
    what: 'every password of the person',
  },
]

/** Calls that switch off what protects a machine of Windows. */
export const UNGUARDED_WINDOWS: readonly RowOf[] = [
  {
    names:
      'powershell powershell.exe pwsh pwsh.exe Set-MpPreference Add-MpPreference Set-NetFirewallProfile Uninstall-WindowsFeature Disable-WindowsOptionalFeature',
    all: [
      /(?:Set-MpPreference\b[\s\S]{0,200})?-Disable(?:RealtimeMonitoring|BehaviorMonitoring|IOAVProtection|ScriptScanning|BlockAtFirstSeen|IntrusionPreventionSystem)\s+(?:\\?\$?true|1)|-Exclusion(?:Path|Process|Extension)\b|Set-NetFirewallProfile\b[\s\S]{0,200}-Enabled\s+\\?\$?(?:false|0)|-Profile\s[\s\S]{0,80}-Enabled\s+\\?\$?false|Windows-Defender\b|Stop-Service\s[\s\S]{0,40}\bWinDefend\b|\bDisableAntiSpyware\b/i,
    ],
    none: /Get-MpPreference|Remove-MpPreference/i,
    what: 'what protects the machine',
  },
]
