/** A program that changes the machine or its accounts. */
export interface SystemRow {
  /** Arguments of this shape only look; no arguments at all look too, unless `always`. */
  readonly reads?: RegExp
  /** Only arguments of this shape change something; everything that does not read when absent. */
  readonly changes?: RegExp
  /** An argument of this shape makes the whole call one that only looks. */
  readonly looks?: RegExp
  /** Without arguments it acts too. */
  readonly always?: boolean
  /** What it does, for the person. */
  readonly how: string
}

const LOOK = /^(?:--help|-h|--version|-V|--list|-l|list|show|status|get|info)$/

const NETWORK = 'changes the network'
const ACCOUNTS = 'changes accounts'
const KERNEL = 'changes the kernel'
const PROTECTION = "weakens the system's protection"
const SYSTEM = 'changes the system'

/** Programs of the system by name. */
export const SYSTEM_ROWS: Readonly<Record<string, SystemRow>> = {
  'useradd userdel usermod groupadd groupdel groupmod groupmems adduser deluser addgroup delgroup chpasswd chgpasswd chage gpasswd newusers chsh chfn newgrp faillock pam-auth-update authconfig authselect realm adcli lusermod luseradd luserdel dscl sysadminctl dseditgroup pwpolicy smbpasswd pdbedit htdigest edquota setquota':
    {
      how: ACCOUNTS,
      reads: /^(?:--help|-S|--status|-l|--list|-D|\.|-?(?:read(?:all|plu?i?)?|list|search))$/,
    },
  passwd: { how: ACCOUNTS, always: true, reads: /^(?:--help|-S|--status)$/ },
  'insmod rmmod modprobe kexec dkms kldload kldunload kextload kextunload kmutil': {
    how: KERNEL,
    reads: /^(?:-n|--dry-run|-D|--show-depends|-c|--showconfig|--help|-V|status|showloaded|-s)$/,
  },
  'setenforce apparmor_parser aa-disable aa-teardown aa-complain aa-remove-unknown auditctl semanage setsebool semodule restorecon chcon spctl csrutil tccutil xattr':
    { how: PROTECTION, reads: /^(?:-l|-s|--list|list|status|--status|--assess|-a|authstatus|-n)$/ },
  setcap: { how: 'gives a program capabilities', reads: /^(?:-v|--help)$/ },
  sysctl: { how: KERNEL, changes: /^-\w*[wpf]|=|^--(?:write|load|system)/ },
  'update-alternatives alternatives': {
    how: SYSTEM,
    reads: /^(?:--list|--display|--query|--get-selections|--help|--version)$/,
  },
  'ldconfig update-initramfs mkinitcpio dracut dpkg-reconfigure update-ca-certificates update-ca-trust trust locale-gen dpkg-divert dpkg-statoverride systemd-sysusers systemd-tmpfiles pam_tally2':
    {
      how: SYSTEM,
      always: true,
      reads: /^(?:-p|--print-cache|-v|--help|--list|list|--cat-config|--dry-run)$/,
    },
  'hostnamectl timedatectl localectl': {
    how: SYSTEM,
    changes: /^(?:set-\S+|hostname|location|chassis|deployment|icon-name|ntp-servers|revert)$/,
  },
  'hwclock clock ntpdate ntpd chronyd rdate': {
    how: SYSTEM,
    reads: /^(?:-r|--show|-q|--get|--verbose)$/,
  },
  'iptables ip6tables iptables-restore ip6tables-restore iptables-legacy iptables-nft ebtables arptables nft ufw firewall-cmd pfctl ipset ipfw':
    {
      how: NETWORK,
      looks: /^(?:--check|--test)$/,
      reads:
        /^(?:-[LSnvtx]+|--list|--list-\S+|--line-numbers|status|list|show|numbered|verbose|ruleset|-s\w*|--state|--get-\S+|--query-\S+|-a|-c|--check|-C|app|version|-V|--version)$/,
      changes:
        /^(?:-[ADIRFXPNEZ]|--(?:append|delete|insert|replace|flush|policy|new-chain|zero|delete-chain|add-\S+|remove-\S+|set-\S+|reload|panic-on|permanent|complete-reload|runtime-to-permanent)|add|delete|flush|insert|replace|destroy|create|reset|enable|disable|allow|deny|reject|limit|default|route|logging|reload|-[defFEX]|-f\S*|rename|restore|swap)$|^[^-].*-restore$/,
    },
  'ip6tables-save iptables-save': { how: NETWORK, changes: /^(?:-f|-M|--modprobe|--file)/ },
  'ifconfig iwconfig ipconfig': {
    how: NETWORK,
    changes:
      /^(?:down|add|del|delete|hw|mtu|netmask|promisc|-arp|arp|essid|mode|key|txpower|set)$|^\d+\.\d+\.\d+\.\d+/,
  },
  'route arp brctl ethtool nmcli networksetup netplan vconfig ovs-vsctl ovs-ofctl resolvectl wpa_cli iw rfkill dhcpcd bridge macchanger hciconfig':
    {
      how: NETWORK,
      changes:
        /^(?:add|del|delete|flush|change|replace|set|-s|-d|-S|-D|-K|-A|-G|-C|up|down|modify|edit|connect|disconnect|apply|try|generate|addbr|delbr|addif|delif|add-br|del-br|add-port|del-port|add-flow|del-flows|-set\w+|-remove\w+|-create\w+|block|unblock|dns|domain|revert|off|on|reload|release|import|reset|-r|-[A-Z]\w*)$/,
    },
  'visudo vipw': { how: ACCOUNTS, always: true, reads: /^(?:-c|--check|-V|--help)$/ },
  'umount umount.nfs fusermount fusermount3': { how: SYSTEM, reads: /^-(?:h|V|-help|-version)$/ },
  'mount swapon swapoff losetup pivot_root switch_root mount.cifs mount.nfs kpartx quotaon quotaoff':
    { how: SYSTEM, reads: /^-(?:l|V|j|s|-list|-show\S*|-version|-help)$/ },
  vigr: { how: ACCOUNTS, always: true, reads: /^(?:-h|--help|-V)$/ },
  kbd_mode: { how: SYSTEM, changes: /^-[akus]$/ },
  'apport-cli ubuntu-bug sosreport sos': { how: SYSTEM, changes: /^(?:report|collect|clean)$/ },
  PlistBuddy: { how: SYSTEM, changes: /^\/(?:System|Library)\/|\/Launch(?:Agents|Daemons)\// },
  'tmutil pmset defaults systemsetup scutil softwareupdate profiles launchd': {
    how: SYSTEM,
    changes:
      /^(?:delete\S*|disable\S*|enable|restore|set\S*|write|import|rename|schedule|sleepnow|--set|--install|-i|install|remove|-R|-I|renew|-set\w*|thinlocalsnapshots|removedestination|--remove|--add|-[abcu]|-\w*i\w*a|-\w*a\w*i)$/,
  },
  'reg schtasks sc net netsh wmic bitsadmin takeown icacls': {
    how: SYSTEM,
    changes:
      /^(?:add|delete|import|\/create|\/delete|\/change|\/run|create|config|stop|start|user|localgroup|share|set|reset|call|\/f|\/grant|\/transfer|\/end|failure)$/i,
  },
  journalctl: {
    how: 'clears the logs',
    changes:
      /^--(?:vacuum-\S+|rotate|flush|sync|relinquish-var|setup-keys|update-catalog|smart-relinquish-var)/,
  },
  dmesg: {
    how: 'clears the logs',
    changes: /^(?:-[a-zA-Z]*[cCnDE]|--(?:clear|read-clear|console-\S+))$/,
  },
  wevtutil: { how: 'clears the logs', changes: /^(?:cl|clear-log|sl)$/ },
  date: {
    how: "sets the system's clock",
    changes: /^(?:-s\S*|--set(?:=.*)?|\d{8,12}(?:\.\d\d)?)$/,
  },
  rtcwake: { how: SYSTEM, always: true, reads: /^(?:show|--list-modes|-n|--dry-run)$/ },
  'x11vnc vino-server Xvnc vncserver tigervncserver xrdp teamviewer anydesk rustdesk': {
    how: 'lets others use this machine',
    always: true,
    reads: LOOK,
  },
}
