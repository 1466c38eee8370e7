import type { SystemRow } from './system-rows.ts'

const LOOKS =
  /^(?:--help|-h|-\?|help|--version|-V|version|--list|-l|list\S*|show\S*|status\S*|get\S*|info\S*|query\S*|print\S*|dump\S*|display|check|test|--dry-run|-n|--no-act|--simulate|search|view|describe|monitor|stats?|config-?show)$/

const NETWORK = 'changes the network'
const DISKS = 'changes filesystems or where they are mounted'
const HARDWARE = 'changes how the hardware runs'
const DESKTOP = 'changes the desktop or the session'
const SERVICES = 'changes a service of the machine'
const PACKAGES = 'changes what is installed on the system'
const IDENTITY = 'changes accounts or keys of a directory'
const MACHINES = 'changes virtual machines'
const SYSTEM = 'changes the system'

/** Programs of administration, package by package, with what only looks; everything else asks. */
export const ADMINISTRATION_ROWS: Readonly<Record<string, SystemRow>> = {
  // macOS: what others may reach, what starts by itself, who signs in.
  'sharing sfltool systemextensionsctl dsconfigad dsconfigldap safaridriver automator shortcuts eslogger SetFile installer':
    {
      how: SYSTEM,
      changes:
        /^(?:-a|-e|-r|-pkg|-target|-add|-remove|-passinterval|-groups|--enable|resetbtm|clear|uninstall|reset|developer|run|exec)$|\.workflow$/,
      looks: /^(?:-l|list|dumpbtm|-show|--help|-h|-pkginfo|-query|-dominfo|-volinfo|view)$/,
    },
  // Network: ifupdown, bridge-utils, iproute2, wireless-tools, iw, bluez, wireguard, strongswan, avahi.
  'ifup ifdown ifquery ifenslave dhclient dhcpcd dhcpcd5 udhcpc wpa_supplicant iwctl iwpriv iwspy connmanctl nmtui wicd-cli ipmaddr iptunnel slattach plipconfig mii-tool mii-diag ifmetric tunctl openvpn3 strongswan ipsec swanctl vpnc openconnect pppd pon poff wvdial tailscale zerotier-cli nebula netbird warp-cli mullvad protonvpn nordvpn expressvpn':
    {
      how: NETWORK,
      changes:
        /^(?:-|eth|wlan|enp|wlp|ens|usb|tun|tap|wg|ppp|up|down|start|stop|restart|reload|connect|disconnect|login|logout|set\S*|join|leave|add|del\S*|remove|flush|release|-r|-x|-k|terminate|initiate|rekey|load-\S+|scan|station|power|enable|disable|register|mode)/,
      looks:
        /^(?:--help|-h|--version|-V|status\S*|list\S*|show\S*|--list|-l|ip|netcheck|ping|whois|peers|info|account|settings|version|get)$/,
    },
  'tc dcb devlink rdma vdpa tipc bridge genl nstat-reset ss-kill': {
    how: NETWORK,
    changes:
      /^(?:add|del|delete|change|replace|set|flush|reload|param|trap|unset|enable|disable|-b|-batch|--kill|-K)$/,
  },
  'rndc nsd-control unbound-control pdnsutil pdns_control knotc dnsmgr avahi-daemon': {
    how: SERVICES,
    reads: LOOKS,
  },
  'conntrack ipvsadm keepalived haproxyctl xtables-monitor iptables-apply ip6tables-apply nft-apply shorewall ferm fwbuilder csf fail2ban-client opensnitchd firewalld':
    {
      how: NETWORK,
      reads:
        /^(?:-L|--dump|-S|-C|-G|--get|-l|--list|-Z|--help|-V|--version|status|check|show|ping)$/,
    },
  // Disks that are in use: util-linux, e2fsprogs, xfsprogs, btrfs-progs, lvm2, multipath-tools, open-iscsi, nfs-common.
  'umount.udisks2 udisksctl pmount pumount udevil cryptmount veracrypt truecrypt gocryptfs encfs ecryptfs-mount-private ecryptfs-umount-private ecryptfs-setup-private':
    {
      how: DISKS,
      always: false,
      reads: /^(?:-h|--help|-V|--version|-l|--text|info|status|dump|monitor)$/,
    },
  'fstrim fsfreeze blockdev blkpr blkzone blkdeactivate partx partprobe addpart delpart resizepart swaplabel mklost+found e2scrub e2scrub_all e2undo e4crypt e4defrag fatlabel exfatlabel ntfslabel mlabel btrfstune xfs_admin xfs_growfs xfs_freeze xfs_quota xfs_io nilfs-tune tunefs.reiserfs jfs_tune mdmon mdmonitor':
    {
      how: DISKS,
      reads:
        /^(?:-l|--show|-s|--list|--report|--get\S*|-n|--dry-run|-h|--help|-V|--version|-c\s*(?:print|report|df).*|print|report)$/,
    },
  'targetcli tgtadm nvmetcli exportfs rpc.mountd rpc.nfsd nfsdcltrack rpcbind multipath multipathd kpartx dmraid dmeventd lvmpolld lvmdump lvmdevices vgcfgbackup vgmknodes ':
    {
      how: DISKS,
      reads:
        /^(?:-l\w*|-ll|-v|--list|-P|show\S*|ls|--help|-h|-V|--version|-m|discovery|session|-s|-t|list)$/,
    },
  'setquota edquota quotacheck warnquota convertquota': {
    how: DISKS,
    reads: LOOKS,
  },
  'iscsiadm iscsistart': {
    how: DISKS,
    changes: /^(?:-[uRlo]|--(?:logout|login|op|rescan)|delete|update|new)$/,
  },
  bluetoothctl: {
    how: HARDWARE,
    reads: /^(?:show|list|devices|info|--help|--version|version|paired-devices)$/,
  },
  // Snapshots and backups that go back or away.
  'timeshift snapper btrbk yabsnap sanoid syncoid zsnapper zfs-auto-snapshot rsnapshot backintime dejadup deja-dup back-in-time etckeeper':
    { how: 'changes or restores snapshots of the system', reads: LOOKS },
  // Hardware and power.
  'cpupower cpufreq-set cpufreq-selector x86_energy_perf_policy turbostat-set tuned-adm powerprofilesctl tlp tlp-rf powertop laptop_mode system76-power asusctl supergfxctl prime-select nvidia-xconfig nvidia-settings amdgpu-fan nbfc ryzenadj undervolt intel-undervolt throttled thermald pwmconfig fancontrol sensors-detect i8kctl thinkfan ddcutil brightnessctl xbacklight rfkill chcpu chmem zramctl swapspace numad irqbalance ':
    {
      how: HARDWARE,
      reads:
        /^(?:frequency-info|idle-info|monitor|--get|get|list|list-profiles|active|status|info|-i|-s|--status|query|detect|getvcp|capabilities|--help|-h|--version|-V|--list|-l|--summary|-a|-q|--html\S*|--csv\S*|--time\S*|max)$/,
    },
  'pm-suspend pm-hibernate pm-suspend-hybrid pm-powersave s2ram s2disk s2both systemd-sleep acpitool acpi_call ctrlaltdel ':
    {
      how: 'suspends the machine or changes how it stops',
      always: true,
      looks: /^(?:--help|-h|-V)$/,
    },
  renice: { how: 'changes the priority of programs', looks: /^(?:--help|-h|-V|--version)$/ },
  'mcelog edac-util dmidecode-write biosdevname lldpad opensm ibportstate perfquery-reset ipmi-chassis ipmi-power ipmi-config ipmi-raw bmc-device fru-edit':
    { how: HARDWARE, looks: LOOKS },
  'kmod kpatch kexec-tools livepatch canonical-livepatch weak-modules akmods mokutil sbctl sbkeysync sbsign kmodsign update-secureboot-policy':
    {
      how: 'changes the kernel or what it trusts',
      changes:
        /^(?:load|unload|install|uninstall|enable|disable|enroll\S*|sign\S*|--import|--delete|--reset|--disable-validation|--enable-validation|--password|create-keys|reset|--add-\S+|--remove-\S+)$/,
    },
  // Starting and stopping.
  'invoke-rc.d sysv-rc-conf rcconf insserv start-service stop-service initctl openrc rc openrc-init runsvdir s6-svc s6-rc dinitctl monit circusctl ':
    { how: SERVICES, reads: LOOKS },
  'anacron cron crond fcrontab fcron incrontab atrm atd ': {
    how: 'runs or changes what is planned for later',
    always: true,
    reads: /^(?:-l|-T|-V|-h|--help|--version|-S|-d)$/,
  },
  'logrotate savelog syslog-rotate augenrules ': {
    how: 'moves or removes logs',
    reads: /^(?:-d|--debug|--help|-\?|--version|-v|--usage|--check)$/,
  },
  // Mail, print, web and other servers.
  'postfix postconf postsuper postqueue postalias postmap postmulti newaliases exim exim4 exiqgrep-rm sasldb saslpasswd2 doveadm dovecot dsync courierpop mailman rspamadm sa-update ':
    {
      how: SERVICES,
      changes:
        /^(?:-e|-d|-h|-H|-r|-f|-X|-P|-M\w+|-q\w*|start|stop|reload|flush|abort|set\S*|delete|expunge|move|purge|kick|user-add|pw|index|altmove|force-resync|-Mrm|-Mf|-i)$/,
      looks: /^(?:-n|-p|--help|status|check|who|list|log|config|fetch|search|quota)$/,
    },
  'lpadmin lpmove lpc cupsctl cupsdisable cupsenable cupsreject cupsaccept lprm cupsd hp-setup': {
    how: 'changes printers or their jobs',
    always: true,
    looks: /^(?:status|--help|-h$)$/,
  },
  'apachectl apache2ctl a2ensite a2dissite a2enmod a2dismod a2enconf a2disconf nginx nginx_ensite nginx_dissite lighty-enable-mod lighty-disable-mod phpenmod phpdismod varnishadm varnishreload squid catalina.sh':
    {
      how: SERVICES,
      changes:
        /^(?:start|stop|restart|graceful\S*|reload|-s|-k|[\w-]+\.(?:conf|load)|[a-z]\w*|ban\S*|param\.set|vcl\.\w+|backend\.set_health|storage\.\w+)$/,
      looks:
        /^(?:-t|-T|-v|-V|-S|-M|configtest|status|fullstatus|-h|--help|-D|version|-l|-L|-c|-g)$/,
    },
  'slapadd slapd slapmodify ldapadd ldapmodify ldapdelete ldapmodrdn ldappasswd ldapscripts smbcontrol net-ads samba-tool samba winbind kadmin kadmin.local kdb5_util krb5kdc kpasswd ipa ipactl ipa-client-install sss_cache sss_override sss_useradd sss_userdel realmd nscd ypinit ypbind cppw cpgr update-passwd shadowconfig pwhistory_helper pwck grpck groupmod add-shell remove-shell update-shells mkhomedir_helper faillog ':
    {
      how: IDENTITY,
      reads:
        /^(?:--help|-h|-V|--version|-r|-n|--dry-run|user-find|group-find|host-find|dns\S*-find|\S+-show|\S+-find|ping|status|drs|testparm|get\S*|list\S*|-q (?:list|get)\S*.*|(?:list|get)\S*.*)$/,
    },
  'certutil pk12util modutil c_rehash make-ssl-cert tpm2_evictcontrol tpm2_nvundefine tpm2_nvwrite tpm2_changeauth':
    {
      how: 'changes whom the machine trusts',
      changes: /^(?:-[ADMNFEWITKG]|-add|-delete|-force|--\w*(?:write|delete|initialize)\w*)$/,
    },
  // Packages by other names.
  'unattended-upgrade unattended-upgrades do-release-upgrade update-manager needrestart apt-mark apt-cdrom apt-key apt-add-repository add-apt-repository aptd aptdcon pkcon packagekitd tasksel synaptic gdebi gdebi-gtk deborphan debfoster debconf debconf-set-selections debconf-communicate dselect update-java-alternatives update-binfmts update-menus update-grub2 update-catalog update-xmlcatalog update-icon-caches locale-purge localepurge':
    {
      how: PACKAGES,
      always: true,
      looks:
        /^(?:--help|-h|--version|-V|show\S*|--list\S*|-l|list|--dry-run|-d|--check\S*|-c|search\S*|get-\S+|--display|--status|-s|--simulate|showmanual|showauto|showhold|resolve|what-\S+|backend-details|--task-\S+|-n|-b|-p|-k|-v)$/,
    },
  'dnf-automatic yum-config-manager dnf-config-manager subscription-manager rhn_register transactional-update rpm-ostree bootc ostree pacman-key pacman-mirrors reflector eopkg swupd guix-daemon nixos-rebuild nix-channel nix-collect-garbage darwin-rebuild home-manager emerge eselect etc-update dispatch-conf revdep-rebuild slackpkg sbopkg upgradepkg installpkg removepkg pkgtool freebsd-update portsnap pkg_add pkg_delete syspatch sysupgrade':
    {
      how: PACKAGES,
      always: true,
      reads:
        /^(?:--help|-h|--version|-V|status|list\S*|show\S*|search|info|query|-p|--pretend|dry-build|dry-activate|build|eval|repl|--list|-Q\w*|-l|db|refs|log|diff|news|option|identity|-s)$/,
    },
  'fwupdate ucode-update lvfs thunderboltctl boltctl': {
    how: HARDWARE,
    reads: LOOKS,
  },
  // Virtual machines and system containers.
  'VBoxManage vboxmanage vmrun vmware-cmd prlctl utmctl tart virt-install virt-clone virt-resize virt-sysprep virt-edit virt-customize virt-xml virt-admin guestfish guestmount xl xm xe qm pct pvesh pvecm pveum vzctl vzdump ganeti gnt-instance gnt-cluster bhyvectl iocage jexec zoneadm zonecfg cbsd firecracker-ctl ignite kata-runtime':
    {
      how: MACHINES,
      reads:
        /^(?:list\S*|showvminfo|showhdinfo|show\S*|--help|-h|--version|-V|help|info|status|get|ls|ps|snapshot-list|getextradata|--print-xml|--dry-run|--ro)$/,
    },
  'machinectl portablectl homectl userdbctl importctl systemd-sysext systemd-confext systemd-cryptenroll systemd-creds systemd-firstboot systemd-machine-id-setup systemd-hwdb systemd-repart bootctl kernel-install networkctl oomctl coredumpctl systemd-ask-password resolvconf systemd-resolve':
    {
      how: SYSTEM,
      reads:
        /^(?:--help|-h|--version|list\S*|show\S*|status\S*|inspect|with|is-attached|get-\S+|cat|user|group|users-in-group|groups-of-user|services|info|dump|lldp|query|statistics|-p|--print-\S+|-q|--status|--statistics|image-status|--no-pager|-\w*n|--dry-run=yes|--json=\S+|--user|--search)$/,
    },
  // The desktop and its session.
  'xhost xauth xset setxkbmap xmodmap xkbcomp xinput xrdb xsetroot xrefresh xgamma xcalib wlr-randr kscreen-doctor gnome-session-quit gnome-extensions gsettings dconf xfconf-query kwriteconfig5 kwriteconfig6 xdg-settings xdg-mime xdg-screensaver update-mime-database dbus-update-activation-environment plasma-apply-colorscheme lookandfeeltool balooctl tracker3 mate-settings cinnamon-settings gconftool-2 im-config fcitx5-remote ibus loadkeys chvt deallocvt kbdrate setleds setfont consolechars ':
    {
      how: DESKTOP,
      changes:
        /^(?:\+\S*|-[a-z]\S*=\S+|-s|--set|set|set-\S+|add|remove|merge|merge-\S*|reset\S*|write|load|default|install|uninstall|enable|disable|suspend|activate|lock|-option|-model|-layout|us|de|fr|gb|-e|-solid|-merge|-load|--output|--import|--systemd|--logout|--power-off|--reboot|-gamma|dpms|s|\d+|-t|--type|-m|-z|-n|-r|restart|-c|-dpms|noblank|toggle-active)$/,
      looks:
        /^(?:get|list\S*|query|-q|-query|--query|read|dump|describe|range|writable|monitor|show\S*|info|--help|-h|--version|-V|check|--list|-l|-p|-print|-verbose|status|search)$/,
    },
  'setterm mesg wall notify-all': {
    how: 'writes to the terminals of others or changes one',
    changes:
      /^(?:--(?:blank|powersave|powerdown|dump|append|file|store|initialize|reset|msg\S*)(?:=.*)?|-(?:blank|powersave|store|reset|initialize|msg\S*)|y|n|[a-z_][\w-]{1,30})$/,
    looks: /^(?:--help|-h|--version|-V)$/,
  },
  // Apple's.
  'pmset mdutil fdesetup dsenableroot dsconfigad lsregister pluginkit xcode-select AssetCacheManagerUtil firmwarepasswd bputil ':
    {
      how: SYSTEM,
      reads:
        /^(?:-g\w*|--help|-h|status|list|-l|-list\S*|-s|-m|-p|--print-path|--version|-v|info|show\S*|-get\S*|-I)$/,
    },
  softwareupdate: {
    how: PACKAGES,
    changes: /^(?:-\w*[iadR]\w*|--(?:install|all|download|schedule|reset\S*|background|fetch\S*))$/,
  },
  // Those that act without being told what on.
  'adjtimex chronyc cryptdisks_start cryptdisks_stop ddclient gdm3 gdm lightdm sddm mountall newaliases opensm partprobe pppd pon poff pwconv pwunconv grpconv grpunconv shadowconfig readprofile sulogin systemd-machine-id-setup update-passwd update-locale update-grub update-grub2 grubby depmod aa-enforce aa-audit alsactl ifenslave ipvsadm ldattach lchage lgroupadd lgroupdel lpasswd ndctl plymouth raidctl saslpasswd2 usb_modeswitch vmtoolsd vmware-toolbox-cmd open-vm-tools vboxclient VBoxClient xe-daemon pam-config authconfig-tui setup-storage fixfiles restorecond mkhomedir_helper e2scrub_all fstrim-all mdcheck raid-check zed zramswap swapspace atrun runit-init s6-svscanctl s6-linux-init-hpr':
    {
      how: SYSTEM,
      always: true,
      reads:
        /^(?:--help|-h|-V|--version|tracking|sources\S*|activity|sourcestats|ntpdata|list|-l|-L|--list|-p|-n|--info\S*|--default-kernel|--dry-run|-s|-d|-query|-v|status|--print|ping|--ping|get|stat|show|-m)$/,
    },
  'chacl setfattr': {
    how: 'changes rights or labels of files',
    changes: /^(?:-[nvxRrdbBD]|\/(?!home|tmp).*|--(?:name|value|remove|restore)\S*)$/,
    looks: /^(?:-l|--help|--version)$/,
  },
  'arping faillog': { how: NETWORK, changes: /^-[rUAm]/ },
}
