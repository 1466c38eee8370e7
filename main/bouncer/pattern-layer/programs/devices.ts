import {
  deletePaths,
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  plain,
  type Scene,
  signal,
  writePaths,
} from '../scene.ts'
import { boardPrograms } from './boards.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { runUnknownProgram } from './unknown-program.ts'

/** How a program for disks or volumes tells looking from losing. */
interface DeviceRow {
  /** Arguments of this shape only look, or try. */
  readonly reads: RegExp
  /** Only calls with an argument of this shape destroy; all that do not read when absent. */
  readonly destroys?: RegExp
  /** Calls with an argument of this shape change something that can be undone. */
  readonly changes?: RegExp
  /** Options whose value is a command. */
  readonly runs?: string
  /** What is lost is a volume by name, not a path. */
  readonly volumes?: boolean
}

;/^(?:-l|--list|-V|--version|--help|-h|-\?|-n|--no-act|print|--test|-t|--dry-run|list|status|show|info|help)$/

const FORMAT: DeviceRow = { reads: /^(?:-V|--version|--help|-h|-n|-N|--dry-run|--pretend)$/ }

const ROWS: Readonly<Record<string, DeviceRow>> = {
  'mkfs mkfs.ext4 mkfs.ext3 mkfs.ext2 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.f2fs mkfs.exfat mkfs.minix mkfs.msdos mkfs.jfs mkfs.reiserfs mkfs.cramfs mke2fs mkdosfs mkntfs mkswap newfs newfs_msdos':
    FORMAT,
  format: { reads: /^(?:\/\?|--help)$/, destroys: /^[A-Za-z]:|^\/dev\//, changes: /^$/ },
  wipefs: {
    reads: /^(?:-n|--no-act|-V|--version|-h|--help|-J|-i|-p)$/,
    destroys: /^-\w*[ao]|^--(?:all|offset)/,
    changes: /^$/,
  },
  'fdisk sfdisk cfdisk gdisk sgdisk cgdisk': {
    reads:
      /^(?:-l|--list|-d|--dump|-J|--json|-s|-p|--print|-x|-F|--list-free|-T|-V|--version|-v|--help|-n|--no-act|--verify|-i|-L)$/,
    destroys: /^\/dev\/|^--(?:delete|wipe|zap\S*|clear)/,
  },
  parted: {
    reads: /^(?:print|-l|--list|unit|help|-v|--version|align-check|-h|--help)$/,
    destroys:
      /^(?:mklabel|mktable|mkpart|rm|rescue|resizepart|set|disk_set|toggle|name|\/dev\/.*)$/,
  },
  hdparm: {
    reads: /^-[aAcCgIitTv]+$/,
    destroys:
      /^--(?:security-\S+|trim-sector-ranges\S*|make-bad-sector|repair-sector|write-sector|dco-\S+|sanitize-\S+|fwdownload\S*|yes-i-know\S*)/,
    changes: /^-[yYsSBMWZ]/,
  },
  'blkdiscard blkzone': { reads: /^(?:report|-V|--version|--help|-h)$/ },
  badblocks: { reads: /^(?:-V)$/, destroys: /^-\w*w/, changes: /^-\w*n/ },
  nvme: {
    reads: /^(?:list|list-\S+|id-\S+|smart-log|error-log|get-\S+|show-\S+|version|help|fw-log)$/,
    destroys:
      /^(?:format|sanitize|write\S*|delete-ns|reset|subsystem-reset|fw-\w+|security-send|detach-ns|zns)$/,
  },
  sg_format: FORMAT,
  sg_sanitize: FORMAT,
  cryptsetup: {
    reads:
      /^(?:status|luksDump|isLuks|luksUUID|--version|--help|benchmark|tcryptDump|bitlkDump|token|--test-passphrase)$/,
    destroys:
      /^(?:luksFormat|luksErase|erase|reencrypt|luksKillSlot|luksRemoveKey|luksHeaderRestore|repair|remove)$/,
    changes:
      /^(?:open|close|luksOpen|luksClose|luksAddKey|luksChangeKey|resize|luksSuspend|luksResume|config|luksHeaderBackup)$/,
  },
  'diskutil hdiutil': {
    volumes: true,
    reads: /^(?:list|info|activity|listFilesystems|listUsers|verify\w*|imageinfo|help|plist)$/,
    destroys:
      /^(?:erase\w*|reformat|partition\w*|zeroDisk|randomDisk|secureErase|deleteVolume|deleteContainer|addPartition|merge\w*|split\w*|resize\w*|delete\w*|apfs|ar|appleRAID|cs|coreStorage)$/i,
    changes:
      /^(?:mount\w*|unmount\w*|eject|attach|detach|create|convert|rename|enable\w*|disable\w*|burn)$/i,
  },
  'lvremove vgremove pvremove lvreduce vgreduce lvresize pvmove vgcfgrestore lvconvert': {
    volumes: true,
    reads: /^(?:-t|--test|--help|-h|--version|-\?)$/,
  },
  'lvcreate vgcreate pvcreate lvextend vgextend lvchange vgchange pvchange lvrename vgrename pvresize vgimport vgexport lvmdevices':
    {
      volumes: true,
      reads: /^(?:-t|--test|--help|-h|--version)$/,
      destroys: /^(?:-ff|--force)$/,
      changes: /./,
    },
  mdadm: {
    volumes: true,
    reads: /^(?:--detail|-D|--examine|-E|--query|-Q|--monitor|--version|-V|--help)$/,
    destroys:
      /^(?:--zero-superblock|--create|-C|--stop|-S|--fail|-f|--remove|-r|--build|-B|--grow|-G)$/,
    changes: /^(?:--assemble|-A|--add|-a|--manage|--run|-R)$/,
  },
  'zpool zfs': {
    volumes: true,
    reads:
      /^(?:list|get|status|iostat|history|events|version|diff|holds|userspace|groupspace|help|-n|-\?|--help|wait)$/,
    destroys:
      /^(?:destroy|labelclear|rollback|remove|detach|create|split|offline|reguid|promote|initialize|trim|receive|recv|upgrade|clear|reopen|unallow|unload-key)$/,
    changes:
      /^(?:set|mount|unmount|umount|snapshot|clone|rename|send|inherit|share|unshare|allow|add|attach|export|import|online|scrub|replace|hold|release|bookmark|load-key|change-key|checkpoint|resilver)$/,
  },
  btrfs: {
    volumes: true,
    reads:
      /^(?:show|list|df|usage|get|info|status|stats|dump-\S+|get-default|help|--version|find-new|get-subvol-info)$/,
    destroys:
      /^(?:delete|del|remove|rm|resize|rescue|restore|check|replace|zero-log|fix-device-size|set-default|destroy|clear)$/,
    changes:
      /^(?:create|snapshot|add|balance|scrub|start|send|receive|set|defragment|quota|enable|disable|filesystem|device|subvolume|property|qgroup)$/,
  },
  dmsetup: {
    volumes: true,
    runs: 'exec',
    reads: /^(?:ls|info|status|table|deps|targets|version|help|splitname|mangle)$/,
    destroys:
      /^(?:remove|remove_all|wipe_table|clear|create|load|reload|message|rename|suspend|resume)$/,
  },
  'mount.zfs xfs_repair e2fsck fsck fsck.ext4 fsck.xfs ntfsfix resize2fs xfs_growfs tune2fs e2label debugfs.ext4':
    {
      reads: /^(?:-n|-N|-l|--help|-V|-M)$/,
      changes: /./,
    },
  'flashrom fwupdmgr fwupdtool efibootmgr efi-updatevar mokutil bootctl grub-install update-grub grub-mkconfig grub2-mkconfig grub-set-default grub-reboot dfu-util esptool esptool.py avrdude st-flash fastboot heimdall flashcp nandwrite flash_erase mtd_debug ipmitool ipmiutil racadm hponcfg setpci wrmsr ectool i2cset i2ctransfer nvram bless dfu-programmer teensy_loader_cli bossac picotool stm32flash':
    {
      reads:
        /^(?:-r|--read|-v|--verbose|--list\S*|-l|-L|list\S*|get-\S+|status|version|--version|--help|-h|--get|-p|info|devices|getvar|sensor|sdr|sel|lan|fru|print|-x|--list-enrolled|--sb-state|read_\w+|chip_id|flash_id|--flash-name|is-installed|reboot)$/,
      destroys:
        /^(?:-w|--write|-E|--erase|erase\w*|write_flash|--delete-bootnum|-B|--bootnum|-D|--download|flash|flash:\S+|-w|format|--reset|unlock|flashing|oem|reset|fru-write|chassis|power|-U|--clear-\w+|install|remove|-c)$/,
      changes: /./,
    },
}

const device =
  (row: DeviceRow): Program =>
  (scene, call) => {
    // A file of a project or of a folder of tools may have the same name.
    if (call.path.includes('/') && !/^\/(?:usr\/)?(?:local\/)?s?bin\//.test(call.path)) {
      return runUnknownProgram(scene, call)
    }
    if (row.runs) runOptions(scene, call, row.runs)
    if (call.name.startsWith('update-grub') && call.args.length === 0) {
      emit(scene, { kind: 'privilege', how: 'changes how the machine starts' })
    }
    const loss = lossOf(
      row,
      call.args.map((field) => field.text),
    )
    if (loss === 'all') destroyDevice(scene, call, row)
    else if (loss === 'some') {
      emit(scene, { kind: 'privilege', how: `${call.name} changes disks or firmware` })
    }
    return OPAQUE
  }

/** Whether a call destroys, changes or only looks. */
function lossOf(row: DeviceRow, words: readonly string[]): 'all' | 'some' | 'none' {
  const some = (shape: RegExp | undefined): boolean =>
    shape !== undefined && words.some((word) => shape.test(word))
  if (words.length === 0 || (some(row.reads) && !clearly(row, words))) return 'none'
  if (some(row.destroys) || (!row.destroys && !row.changes)) return 'all'
  return !row.changes || some(row.changes) ? 'some' : 'none'
}

function runOptions(scene: Scene, call: Invocation, names: string): void {
  const options = readOptions(call.args, { valued: valued(names) })
  for (const { text } of options.values(...names.split(' '))) {
    scene.runner.text(fork(scene), text, OPAQUE)
    signal(scene, 'carries-command', text)
  }
}

/** Options that only print what is there, whatever the program could do besides. */
const PRINTS = /^(?:-l|--list|-p|--print|-i|--info|-v|--verify|-V|-x|-F|-d|--dump|-J|--json)$/

/** A subcommand that destroys beats a word that also looks, unless it only tries. */
function clearly(row: DeviceRow, words: readonly string[]): boolean {
  if (
    words.some((word) => /^(?:-n|-nv|--test|-t|--dry-run|--no-act|--help|-h|--pretend)$/.test(word))
  )
    return false
  if (words.every((word) => PRINTS.test(word) || !word.startsWith('-')) && onlyDisks(words)) {
    return false
  }
  return row.destroys?.test(words.find((word) => !word.startsWith('-')) ?? '') === true
}

function onlyDisks(words: readonly string[]): boolean {
  return words.every((word) => word.startsWith('-') || word.startsWith('/dev/'))
}

/** What is lost: the device or image that is named, or a volume. */
function destroyDevice(scene: Scene, call: Invocation, row: DeviceRow): void {
  if (BOARDS.test(call.name)) {
    signal(scene, 'other-tool', `${call.name} writes to a board or a phone`)
    return
  }
  if (call.name.startsWith('fwupd')) {
    emit(scene, { kind: 'privilege', how: 'changes firmware' })
    return
  }
  if (FIRMWARE.test(call.name)) {
    writePaths(scene, [plain('/dev/mem')], OPAQUE)
    return
  }
  const operands = call.args.filter((field) => !field.text.startsWith('-'))
  const devices = operands.filter((field) => field.text.startsWith('/dev/'))
  const images = row.volumes ? [] : operands.filter((field) => /[./]/.test(field.text))
  const lost = devices.length > 0 ? devices : images.slice(-1)
  writePaths(scene, lost.length > 0 ? lost : [volumeOf(call)], OPAQUE)
}

/** What is plugged in, not what the machine runs on. */
const BOARDS =
  /^(?:dfu-util|esptool(?:\.py)?|avrdude|st-flash|fastboot|heimdall|dfu-programmer|teensy_loader_cli|bossac|picotool|stm32flash)$/

const FIRMWARE = /^(?:flashrom|efi-updatevar|flashcp|nandwrite|flash_erase|mtd_debug|nvram)$/

function volumeOf(call: Invocation): Field {
  return plain(`/dev/mapper/${call.args.at(-1)?.text ?? 'volume'}`)
}

/** Windows programs that wipe disks, shadow copies or start-up settings. */
const windows: Program = (scene, call) => {
  const text = call.args.map((field) => field.text).join(' ')
  const lost =
    /delete|resize|clean|format|\/w:|remove|\/set|\/delete|disable|shrink/i.test(text) ||
    call.name === 'diskpart'
  if (lost) signal(scene, 'broad-permissions', call.name)
  if (/^(?:format|diskpart)$/.test(call.name) && call.args.length > 0) {
    deletePaths(scene, [plain('/')], true)
    return EMPTY
  }
  return OPAQUE
}

/** Programs that format, partition, wipe or flash. */
export const devicePrograms: ProgramTable = {
  ...boardPrograms,
  ...Object.fromEntries(
    Object.entries(ROWS).flatMap(([names, row]) => Object.entries(named(names, device(row)))),
  ),
  ...named('vssadmin wbadmin bcdedit diskpart cipher fsutil manage-bde', windows),
}
