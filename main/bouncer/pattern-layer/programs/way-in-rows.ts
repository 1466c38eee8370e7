import { CLUSTERS, type RowOf } from './unwanted-row.ts'

/** Calls that open a lasting way in, or a way to more rights. */
export const WAYS_IN: readonly RowOf[] = [
  { names: 'chpasswd chgpasswd newusers', all: [/^/], what: 'sets passwords' },
  {
    names: 'passwd',
    all: [/(?:^| )(?:--stdin|-d|--delete|-\w*u)(?: |$)/],
    what: 'sets or removes a password',
  },
  {
    names: 'usermod useradd adduser pw',
    all: [
      /(?:^| )(?:-p|--password)[= ]\S|(?:^| )-\w*u ?0(?: |$)|--uid[= ]0(?: |$)|(?:^| )-\w*G[ =]?(?:\S+,)?(?:sudo|wheel|root|admin|shadow|disk)(?:,| |$)|--groups[= ]\S*\b(?:sudo|wheel|root)\b|(?:-s|--shell)[= ]\/(?:tmp|var\/tmp|dev\/shm|home)/,
    ],
    what: 'an account with more rights, or a password',
  },
  {
    names: 'adduser gpasswd',
    all: [/(?:^| )(?:-a )?[\w$.-]+ (?:sudo|wheel|root|admin|shadow)$|--disabled-password.*--uid 0/],
    what: 'an account with more rights',
  },
  {
    names: 'dscl sysadminctl dseditgroup net',
    all: [
      /-passwd|-password|UniqueID 0(?: |$)|PrimaryGroupID (?:0|80)(?: |$)|-resetPasswordFor|-admin(?: |$)|\/Groups\/admin|-t user admin|user \S+ \S+ .*\/add|localgroup administrators? .*\/add/i,
    ],
    what: 'an account with more rights, or a password',
  },
  {
    names: 'passwd usermod userdel deluser',
    all: [
      /(?:^| )(?:-l|-L|-r|--lock|--remove(?:-home|-all-files)?|-e 1|--expiredate[= ]1)(?: |$)|nologin|\/bin\/false/,
    ],
    none: /--system/,
    what: 'locks a person out or removes them',
  },
  {
    names: 'security trust certutil',
    all: [/add-trusted-cert|^anchor (?!--remove)\S|-A .*-t ?["']?[CT]/],
    what: 'a certificate that is trusted for everything',
  },
  {
    names: 'insmod kmutil kextload',
    all: [/\/(?:tmp|var\/tmp|dev\/shm)\/|\/\.[\w-]/],
    what: 'code inside the kernel',
  },
  {
    names: 'chsh',
    all: [
      /(?:-s ?|--shell[= ])(?!\/(?:usr\/)?(?:local\/)?s?bin\/|\/opt\/homebrew\/bin\/|\/run\/current-system\/)\S/,
    ],
    what: 'another login shell',
  },
  {
    names: 'setcap',
    all: [
      /cap_(?:setuid|setgid|sys_admin|dac_override|dac_read_search|sys_ptrace|sys_module|chown|fowner|setfcap)|(?:^| )(?:all)?=e?i?p/i,
    ],
    what: 'a program with the rights of root',
  },
]

/** Calls that guess passwords, or take those of others. */
export const GUESSES: readonly RowOf[] = [
  {
    names:
      'john hashcat hydra thc-hydra medusa ncrack patator crowbar unshadow mimikatz mimikatz.exe lazagne lazagne.py secretsdump.py impacket-secretsdump pypykatz responder crackmapexec nxc netexec evil-winrm kerbrute msfvenom msfconsole bettercap ettercap arpspoof aircrack-ng aireplay-ng wifite reaver beef-xss setoolkit',
    all: [/^(?!-h$|--help|--version|--test|-b$|--benchmark|--list|--show-formats)/],
    what: 'guesses or takes passwords of others',
  },
]

/** Calls that give somebody all rights over a cloud or a cluster. */
export const ALL_RIGHTS: readonly RowOf[] = [
  {
    names: 'aws',
    all: [
      /^iam (?:attach-(?:user|role|group)-policy|put-(?:user|role|group)-policy|create-policy|create-policy-version|add-user-to-group|update-assume-role-policy)/,
      /(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)|"Action"\s*:\s*(?:\[\s*)?"(?:\*|iam:\*)"|--group-name[= ]admin|"AWS"\s*:\s*(?:\[\s*)?"\*"|"Principal"\s*:\s*"\*"/i,
    ],
    what: 'all rights over the account',
  },
  {
    names: 'gcloud',
    all: [
      /add-iam-policy-binding/,
      /roles\/(?:owner|editor|resourcemanager\.organizationAdmin|iam\.(?:securityAdmin|serviceAccountTokenCreator))/,
    ],
    what: 'all rights over the project',
  },
  {
    names: 'az',
    all: [
      /^(?:role assignment create|ad sp create-for-rbac)/,
      /(?:--role[= ]|")(?:Owner|User Access Administrator|Global Administrator)/i,
    ],
    what: 'all rights over the subscription',
  },
  {
    names: CLUSTERS,
    all: [/clusterrolebinding|add-cluster-role-to-/, /cluster-admin/],
    none: /--dry-run|^(?:get|describe|delete) /,
    what: 'all rights over the cluster',
  },
  {
    names: 'vault',
    all: [
      /^(?:token create .*-policy[= ]root|operator generate-root .*-init|auth enable .*userpass)/,
    ],
    what: 'all rights over the store of secrets',
  },
  {
    names: 'aws',
    all: [
      /^ec2 (?:authorize-security-group-ingress|revoke-security-group-egress)|^rds modify-db-instance .*--publicly-accessible/,
      /0\.0\.0\.0\/0|::\/0|--publicly-accessible/,
      /--(?:protocol|ip-protocol)[= ](?:-1|all)|IpProtocol=-1|(?:--port[= ]|FromPort=)(?:23|135|445|1433|2375|3306|5432|6379|9200|11211|27017|0-65535)(?:[ ,-]|$)|--publicly-accessible/,
    ],
    what: 'everything or a database for everybody',
  },
]

/** Calls that take over a machine through a container. */
export const TAKEN: readonly RowOf[] = [
  {
    names: 'docker podman nerdctl finch',
    all: [
      /(?:^| )(?:run|create)(?: |$)/,
      /(?:-v|--volume)[= ]?\/:\/\S*|type=bind,\S*?(?:source|src)=\/(?:,|$)|--privileged|--cap-add[= ](?:ALL|SYS_ADMIN|SYS_PTRACE)/,
      /(?:^|[ "'/])(?:chroot|nsenter)(?: |$)|\/etc\/(?:shadow|sudoers|passwd|cron)|authorized_keys|\/dev\/sd[a-z]|\/dev\/nvme|release_agent/,
    ],
    what: 'runs commands as root of the machine',
  },
  {
    names: CLUSTERS,
    all: [/(?:^| )(?:run|create|apply)(?: |$)/, /hostPID|hostPath|privileged/, /nsenter|chroot/],
    what: 'runs commands as root of a machine of the cluster',
  },
  {
    names: 'dsenableroot',
    all: [/^/],
    none: /^-(?:d|h|help)\b/,
    what: 'lets root log in to this machine',
  },
  {
    names: 'kickstart',
    all: [/-activate|-access -on|-allowAccessFor|-setvnclegacy/],
    what: 'lets others control this machine',
  },
]

/** Calls that take passwords or keys from the person. */
export const LISTENS: readonly RowOf[] = [
  {
    names: 'gcore gdb lldb procdump',
    all: [
      /ssh-agent|gpg-agent|keyring|1password|bitwarden|keepass|chrome|firefox|sshd|loginwindow|securityd/i,
    ],
    what: 'copies keys out of the memory of a program',
  },
  {
    names: 'osascript zenity kdialog yad',
    all: [/hidden answer|--password|passwor[dt]/i],
    none: /^--(?:help|version)/,
    what: 'asks the person for a password',
  },
]

/** Programs that use the machine's computing power for others. */
export const MINERS: readonly RowOf[] = [
  {
    names:
      'xmrig minerd cpuminer ethminer t-rex nbminer lolMiner phoenixminer ccminer cgminer bfgminer',
    all: [/^/],
    what: 'mines coins for somebody',
  },
]
