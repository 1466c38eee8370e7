import type { RowOf } from './unwanted-row.ts'

/** Calls that a person must see. */
export const SEEN_BY_PERSON: readonly RowOf[] = [
  {
    names:
      'nmap masscan zmap rustscan naabu unicornscan arp-scan nbtscan netdiscover nikto gobuster ffuf dirb wpscan nuclei sqlmap hydra medusa ncrack patator enum4linux smbmap crackmapexec netexec responder bettercap ettercap aircrack-ng airodump-ng aireplay-ng john hashcat',
    all: [/\S/],
    none: /^(?:--?help|-h|--?version|-V|--iflist)|^(?:-\S+ )*(?:-p ?\S+ )?(?:-\S+ )*(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|::1)(?:[:/ ]\S*)?(?: -\S+)*$/,
    what: 'searches machines or passwords for weak spots',
  },
  {
    names: 'adb',
    all: [
      /(?:^| )(?:uninstall|root|remount|disable-verity|disable-verification|sideload|restore|emu kill|reboot(?: bootloader| recovery| sideload)?)(?: |$)|shell .*\b(?:pm (?:clear|uninstall|disable\S*|trim-caches)|rm -|wipe|recovery|su\b|settings put (?:global|secure)|svc |setprop |reboot|am force-stop .*all|dd )/,
    ],
    none: /^(?:-s (?:emulator-\d+|localhost:\d+|127\.0\.0\.1:\d+)|-e) /,
    what: 'changes or wipes a phone',
  },
  {
    names:
      'esptool esptool.py avrdude openocd dfu-util fastboot heimdall st-flash picotool bossac stm32flash',
    all: [
      /(?:^| )(?:erase\S*|write[_-]\S+|burn\S*|-D|--download|flash\S*|format\S*|-w|oem|flashing|update|set_active|wipe-super|load|write)(?: |$)|-U ?\S*:w:|(?:^| )-e(?: |$)|program \S|mass_erase/,
    ],
    none: /--help|flash_id|read_flash|flash-id/,
    what: 'writes to a board or a phone',
  },
  {
    names: 'tcpdump tshark dumpcap wireshark ngrep mitmproxy mitmdump',
    all: [/\S/],
    none: /^(?:-D|-L|-h|-v|--version|--help|--list-interfaces)(?: |$)|(?:^| )-\w*r(?: |$)/,
    what: 'captures traffic of the machine',
  },
  {
    names: 'printenv',
    all: [/token|secret|passw|credential|_key(?:$| )|api_?key|private/i],
    none: /^-0? ?$/,
    what: 'shows secrets of the environment',
  },
  {
    names: 'xcrun',
    all: [
      /simctl (?:erase|delete)|devicectl .*uninstall|altool --upload|notarytool (?:submit|store)|stapler/,
    ],
    none: /delete unavailable|--help/,
    what: 'wipes a simulator or sends an app',
  },
  {
    names:
      'espefuse espefuse.py espsecure espsecure.py nrfjprog nrfutil pyocd JLinkExe JLink STM32_Programmer_CLI probe-rs cargo-flash idf.py west pio platformio mbed commander simplicity_commander blackmagic lpc21isp',
    all: [
      /burn[-_]|--eraseall|--recover|--rbp|erase|efuse|--memwr|unlock|write[-_]protect|(?:^| )-(?:ob|rdu)(?: |$)|--chiperase|option-bytes|secure-boot|write-flash-encryption/i,
    ],
    none: /summary|--help|read-|get_custom_mac|dump(?: |$)/,
    what: 'erases or locks a board',
  },
  {
    names: 'spark-submit sbatch qsub bsub condor_submit',
    all: [
      /--deploy-mode cluster|--master (?:yarn|k8s|spark:|mesos)|^(?!.*--(?:master|deploy-mode|version|help)).*\.(?:sh|slurm|sbatch|pbs|job|sub)\b/,
    ],
    none: /--test-only|--master local/,
    what: 'starts a job on machines of others',
  },
  {
    names: 'dotnet nuget',
    all: [/(?:^| )(?:nuget )?(?:push|delete)(?: |$)/],
    none: /--help|--dry-run/,
    what: 'changes a registry',
  },
  {
    names: 'rustup rvm ollama xcodes mas sdk keytool arduino-cli juliaup ghcup',
    all: [
      /^(?:self uninstall|implode|rm |delete |uninstall |seppuku|-delete|-importcert .*-cacerts|burn-bootloader|nuke)/,
    ],
    what: 'removes or replaces tools or keys of the person',
  },
]
