import { CLUSTERS, FORGES, type RowOf } from './unwanted-row.ts'

const STORES =
  '(?:22|1433|1521|2375|2376|2379|3306|3389|5432|5900|5984|6379|8500|9042|9200|11211|27017)'

/** Calls that open data or services to strangers. */
export const OPENED: readonly RowOf[] = [
  {
    names: 'aws',
    all: [
      /put-(?:bucket|resource|key|repository)-policy|set-(?:queue|topic)-attributes|set-repository-policy|add-permission/,
      /"Principal"\s*:\s*(?:\{\s*"AWS"\s*:\s*)?"\*"/,
      /"Action"\s*:\s*(?:\[[^\]]*)?"(?:\*|\w+:\*|s3:(?:Put|Delete)\w*)"/,
    ],
    none: /"Condition"/,
    what: 'a store for everybody to change',
  },
  {
    names: 'aws',
    all: [
      /--acl public-read-write|snapshot-attribute .*(?:--group-names|--values-to-add|Group=)\s*"?all|modify-image-attribute .*Group=all/,
    ],
    what: 'a store or a copy of a disk for everybody',
  },
  {
    names: 'gcloud gsutil bq',
    all: [
      /all(?:Authenticated)?Users/,
      /roles\/(?:owner|editor|[\w.]*[aA]dmin)|:(?:objectAdmin|admin|legacyBucketOwner|objectCreator|W|O|OWNER|WRITER?)(?:,| |$)/,
    ],
    what: 'rights to change things for everybody',
  },
  {
    names: CLUSTERS,
    all: [
      /(?:cluster)?rolebinding|add-cluster-role-to-|add-role-to-/,
      /system:(?:anonymous|unauthenticated)|system:(?:authenticated|serviceaccounts)(?: |$)/,
    ],
    none: /--dry-run|^(?:get|describe|delete) /,
    what: 'rights over the cluster for everybody',
  },
  {
    names: FORGES,
    all: [/^repo edit/, /--visibility[= ]public/, /--accept-visibility/],
    what: 'a private repository for everybody',
  },
  {
    names: FORGES,
    all: [/^api /, /(?:-X|--method)[= ]?(?:PATCH|PUT|POST)/i, /private=false|visibility=public/],
    what: 'a private repository for everybody',
  },
  {
    names: 'ssh autossh',
    all: [
      new RegExp(
        `-\\w*R ?(?:(?:0\\.0\\.0\\.0|\\*|\\[?::\\]?):\\d+:|(?:[\\w.*]*:)?\\d+:[\\w.-]+:${STORES}(?: |$))`,
      ),
    ],
    what: 'a service of this machine for strangers',
  },
  {
    names: 'ngrok bore cloudflared localtunnel lt chisel inlets zrok tailscale gost frpc',
    all: [
      new RegExp(
        `(?:^| )(?:tcp|local|funnel)(?: \\S+)*? (?:localhost:|127\\.0\\.0\\.1:)?${STORES}(?: |$)|(?:tcp|ssh|rdp|smb):\\/\\/[\\w.]+:?\\d*|R:[\\w.:]*${STORES}(?: |$)|[:=]${STORES}(?: |$)`,
      ),
    ],
    what: 'a database or a login of this machine for strangers',
  },
  {
    names: 'socat',
    all: [/LISTEN:/i, new RegExp(`tcp\\d?:(?:localhost|127[\\d.]+):${STORES}`, 'i')],
    none: /bind=(?:localhost|127\.)/i,
    what: 'a database of this machine for the network',
  },
  {
    names: 'dockerd docker-daemon containerd redis-server valkey-server mongod',
    all: [
      /tcp:\/\/(?:0\.0\.0\.0|:)|--protected-mode no|--bind_ip_all|--bind(?:_ip)?[= ](?:0\.0\.0\.0|\*)/,
    ],
    none: /--tlsverify|--auth(?: |$)|--requirepass/,
    what: 'a service without a login for the network',
  },
  {
    names: 'python python3',
    all: [
      /^(?:-u )?-m (?:http\.server|uploadserver)/,
      /(?:-d|--directory)[= ](?:~|\/home\/[^/ ]+|\/Users\/[^/ ]+|\/root)?\/?(?: |$)/,
    ],
    none: /--bind[= ](?:127\.|localhost)|-b (?:127\.|localhost)/,
    what: 'the whole home for the network',
  },
  {
    names: 'git',
    all: [/(?:^| )remote set-url(?: |$)/, /--push/, /--add/, /:\/\/|@[\w.-]+:/],
    what: 'every later push for another place too',
  },
]

/** Calls that hide where data goes. */
export const HIDDEN_WAYS: readonly RowOf[] = [
  {
    names: 'torsocks torify torify-socks proxychains proxychains4 tsocks',
    all: [
      /(?:^| )(?:curl|wget|nc|ncat|scp|rsync|sftp|ftp|http)(?: |$)/,
      /(?:^| )(?:-\w*[FTd]|--(?:form|data\S*|upload-file|post-file|post-data))(?:[ =]|$)|(?:^| )(?:nc|ncat|scp|rsync|sftp|ftp) /,
    ],
    what: 'files over a way that hides where they go',
  },
]

/** Calls that switch off or clear the record of what is done. */
export const UNWATCHED: readonly RowOf[] = [
  { names: 'vault', all: [/^audit disable/], what: 'the audit of the vault' },
  {
    names: 'aws',
    all: [
      /^(?:cloudtrail (?:stop-logging|delete-trail|put-event-selectors)|guardduty (?:delete-detector|disassociate\S*)|configservice (?:stop|delete)-configuration-recorder|securityhub disable-security-hub|macie2 disable-macie|inspector2 disable|ec2 delete-flow-logs)(?: |$)/,
    ],
    what: 'the audit of the account',
  },
  {
    names: 'gcloud az',
    all: [
      /logging sinks delete|monitor (?:log-profiles|diagnostic-settings) delete|security pricing create .*free/,
    ],
    what: 'the audit of the account',
  },
  { names: 'auditctl', all: [/(?:^| )(?:-e 0|-D)(?: |$)/], what: 'the audit of the machine' },
  {
    names: 'systemctl service launchctl sc',
    all: [
      /(?:^| )(?:stop|disable|mask|unload|bootout|delete|remove)(?: |$)/,
      /\b(?:auditd|rsyslog|syslog(?:-ng)?|systemd-journald|falco|falcon-sensor|osqueryd?|wazuh-agent|crowdstrike|sentinelone|clamav\S*|mdatp|fail2ban|aide|ossec|santa|windefend)\b/i,
    ],
    what: 'what watches over the machine',
  },
  { names: 'wevtutil', all: [/^(?:cl|clear-log)(?: |$)/i], what: 'the record of the machine' },
  {
    names: 'systemctl service rc-service',
    all: [
      /(?:^| )(?:stop|disable|mask)(?: |$)/,
      /(?:^| )(?:firewalld|ufw|nftables|ip6?tables|netfilter-persistent|apparmor|selinux\S*|usbguard|opensnitchd?|pf)(?:\.service)?(?: |$)/,
    ],
    what: 'what protects the machine',
  },
  { names: 'ufw', all: [/^(?:--force )?(?:disable|reset)(?: |$)/], what: 'the firewall' },
  {
    names: 'iptables ip6tables iptables-legacy iptables-nft',
    all: [/^(?:-t filter )?(?:-F|--flush)$|(?:^| )(?:-P|--policy) (?:INPUT|FORWARD) ACCEPT(?: |$)/],
    what: 'the firewall',
  },
  { names: 'nft', all: [/^flush ruleset/], what: 'the firewall' },
  { names: 'pfctl', all: [/(?:^| )(?:-d|-F ?all)(?: |$)/], what: 'the firewall' },
  {
    names: 'socketfilterfw',
    all: [/--setglobalstate off|--setblockall off/],
    what: 'the firewall',
  },
  {
    names: 'netsh',
    all: [/^(?:adv)?firewall .*(?:state off|opmode (?:mode=)?disable)/i],
    what: 'the firewall',
  },
  { names: 'setenforce', all: [/^(?:0|permissive)$/i], what: "the system's protection" },
  {
    names: 'aa-teardown aa-disable aa-remove-unknown',
    all: [/^/],
    what: "the system's protection",
  },
  { names: 'tccutil', all: [/^reset All(?: |$)/i], what: "the system's protection" },
  {
    names: 'journalctl',
    all: [
      /--vacuum-(?:time[= ](?:0\w*|\d{1,2}s(?:ec)?|1m(?:in)?)|size[= ](?:\d{1,3}K?|1M)|files[= ][01])(?: |$)/,
    ],
    what: 'the record of the machine',
  },
  {
    names: 'sysctl',
    all: [/kernel\.(?:core_pattern|modprobe|poweroff_cmd|hotplug)\s*=\s*[|/]/],
    none: /=\s*\|\/usr\/(?:lib|share)\//,
    what: 'which program the kernel starts',
  },
  {
    names: 'sysctl',
    all: [
      /(?:randomize_va_space|yama\.ptrace_scope|dmesg_restrict|kptr_restrict|protected_(?:hard|sym)links)\s*=\s*0|suid_dumpable\s*=\s*[12]/,
    ],
    what: "the system's protection",
  },
  { names: 'csrutil', all: [/disable/], what: "the system's protection" },
  { names: 'spctl', all: [/--(?:master|global)-disable/], what: "the system's protection" },
]

/** Calls that search or flood whole networks. */
export const SCANS: readonly RowOf[] = [
  {
    names: 'nmap masscan zmap rustscan naabu unicornscan fping arp-scan nbtscan netdiscover',
    all: [
      /(?:^| )\d+\.\d+\.\d+\.\d+\/(?:\d|1\d|20)(?: |$)|(?:^| )\d+\.\d+\.(?:\*|\d+-\d+)\.(?:\*|\d+)|--randomize-hosts .*-iR|(?:^| )-iR(?: |$)|(?:^| )0\.0\.0\.0\/0/,
    ],
    what: 'a large range of addresses',
  },
  {
    names: 'hping3 nping ping',
    all: [/--flood|--rand-source/],
    what: 'a machine by flooding it',
  },
]
