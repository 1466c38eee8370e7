import { isRawDevice } from '../../paths.ts'
import { emit, OPAQUE, plain, type Scene, signal, touch, writePaths } from '../../scene.ts'
import type { Invocation } from '../program.ts'

/** How a program that writes disks is told which one. */
interface DiskRow {
  readonly names: string
  /** Only calls whose arguments, in one line, look so. */
  readonly when?: RegExp
  /** Calls of this shape only look, or try. */
  readonly unless?: RegExp
  /** Only the last argument is written; all disks that are named when absent. */
  readonly last?: boolean
  /** Part of an argument that names the disk; the whole, or what stands behind an equals sign, when absent. */
  readonly part?: RegExp
  /** Loses a pool, volume or store by name where no disk is named. */
  readonly byName?: boolean
}

const OUTPUT = /^(?:of|wipe|hof|dest|target)=(.+)/

const ROWS: readonly DiskRow[] = [
  // Making filesystems, pools and layers.
  {
    names:
      'mkudffs mkexfatfs mkreiserfs mkfs.ext4dev mkntfs genext2fs make_ext4fs mkdosfs mkfs.fat jfs_mkfs xfs_mkfile mkhfs hformat mformat newfs_hfs newfs_apfs newfs_exfat newfs_udf make-bcache btrfs-convert bcache-super-show mkrawswap mkswapfile vdoformat',
    unless: /(?:^| )(?:-V|--version|-h|--help|-n|-N|--dry-run)(?: |$)/,
  },
  { names: 'mksquashfs mkfs.erofs mkfs.jffs2 mkfs.ubifs', when: /(?:^| )\/dev\// },
  { names: 'bcachefs', when: /^(?:format|device remove|device evacuate|device offline|fsck)/ },
  {
    names: 'stratis',
    when: /^(?:pool|filesystem|blockdev) (?:create|destroy|add|init-cache)/,
    byName: true,
  },
  { names: 'vdo', when: /^(?:create|remove|import)/, byName: true },
  { names: 'integritysetup veritysetup', when: /^(?:-\S+ )*format/ },
  {
    names: 'drbdadm drbdsetup drbdmeta',
    when: /create-md|wipe-md|invalidate|down|detach|del-/,
    byName: true,
  },
  {
    names: 'ceph-volume ceph-disk',
    when: /\bzap\b|\bprepare\b|\bcreate\b|\bdestroy\b/,
    byName: true,
  },
  {
    names: 'systemd-repart systemd-cryptenroll',
    when: /--dry-run=(?:no|false)|--wipe-slot|--empty=force/,
  },
  { names: 'growpart', unless: /--dry-run|(?:^| )-N(?: |$)/ },
  { names: 'pvscan pvck', when: /--repair|--dump .*-f/ },
  { names: 'thin_restore cache_restore era_restore thin_repair', part: /^(.*)$/, last: true },
  // Copying onto a disk.
  {
    names: 'dc3dd dcfldd ddpt sgp_dd sgm_dd sg_dd sg_xcopy dd_rhelp dd busybox.dd gdd',
    part: OUTPUT,
    when: /(?:^| )(?:of|hof|wipe|hwipe|dest)=/,
  },
  { names: 'qemu-img', when: /^(?:-\S+ )*(?:convert|dd|create|resize|rebase|commit) /, last: true },
  { names: 'qemu-img', when: /^dd /, part: OUTPUT },
  { names: 'qemu-nbd', when: /(?:^| )(?:-c|--connect)/ },
  { names: 'ntfsclone', when: /--overwrite|(?:^| )-\w*O|--restore-image|(?:^| )-\w*r/ },
  {
    names: 'ntfsresize ntfscp ntfswipe ntfsfix ntfslabel',
    unless: /(?:^| )(?:-n|--no-action|-i|--info|-f -i)(?: |$)/,
  },
  { names: 'xfs_copy', last: true },
  {
    names: 'xfs_repair xfs_db xfs_admin jfs_fsck reiserfsck btrfsck fsck.repair',
    when: /(?:^| )-\w*[Lx]|--rebuild-tree|--repair|--init-/,
  },
  {
    names:
      'partimage partclone.restore partclone.dd partclone.ext4 partclone.ext3 partclone.xfs partclone.btrfs partclone.ntfs partclone.vfat partclone.fat32 partclone.extfs',
    when: /(?:^| )(?:-\w*[rb]|--restore|--dev-to-dev|restore)(?: |$)|(?:-o|-O|--output|--overwrite)[ =]\/dev\//,
    part: /^(\/dev\/.*)$/,
  },
  { names: 'partclone.dd partclone.restore', last: true },
  { names: 'fsarchiver', when: /^rest/, part: /(?:^|,)(?:dest=)?(\/dev\/[^,]+)/ },
  { names: 'e2image e2undo', when: /(?:^| )-\w*[rap]|\/dev\/\S+ \/dev\//, last: true },
  { names: 'bmaptool', when: /^(?:-\S+ )*copy/, last: true },
  {
    names:
      'etcher etcher-cli balena balena-etcher rpi-imager usbimager caligula popsicle popsicle-cli woeusb ventoy Ventoy2Disk.sh dd-utility isohybrid gnome-multi-writer flash',
  },
  { names: 'asr', when: /^(?:restore|partition)/ },
  { names: 'rsync', when: /--(?:write-devices|copy-devices)/, last: true },
  {
    names: 'socat socat1',
    part: /^(?:open|file|gopen|create):(\/dev\/[^,]+)/i,
    when: /(?:OPEN|GOPEN|CREATE|FILE|open|gopen|create|file):\/dev\//,
  },
  {
    names: 'pv mbuffer buffer zstd lz4 xz gzip openssl',
    part: /^(?:-o|--output=)?(\/dev\/[\w/.-]+)$/,
    when: /(?:^| )(?:-o|--output|-out)[ =]?\/dev\//,
  },
  // Wiping.
  {
    names: 'nwipe scrub sfill sdmem sswap wipe secure-delete disk-wipe hdwipe',
    unless: /--(?:help|version|nousb$)/,
    when: /(?:^| )(?:\/dev\/|\/)/,
  },
  {
    names:
      'sg_write_same sg_unmap sg_format sg_sanitize sg_write_buffer sg_write_long sg_write_verify sg_zone sg_reassign scsi_format sg_raw',
    unless: /(?:^| )(?:--dry-run|-n|--help|-h)(?: |$)/,
  },
  {
    names: 'sgdisk gdisk',
    when: /(?:^| )(?:-\w*[ZzogdnNtDGtlR]|--(?:zap\S*|clear|delete|new|largest-new|mbrtogpt|move-main-table|load-backup|replicate|randomize-guids))/,
    unless: /(?:^| )(?:-p|--print|-P|--pretend|-i|-v|--verify)(?: |$)/,
  },
  {
    names:
      'flash_erase flash_eraseall flashcp flash_unlock nandwrite ubiformat ubiupdatevol ubirmvol ubidetach mtd_debug mtd',
    when: /\/dev\/(?:mtd|ubi)|erase|write/,
  },
  { names: 'debugfs', when: /(?:^| )-\w*w/ },
  {
    names: 'hdparm',
    when: /--(?:security-erase\S*|trim-sector\S*|make-bad-sector|dco-\S+|sanitize\S*|fwdownload\S*)/,
  },
  { names: 'blkid fdisk sfdisk cfdisk', when: /--(?:wipe|wipe-partitions)[ =]always/ },
  { names: 'multipath kpartx', when: /(?:^| )-[Fd]/, part: /^$/ },
  { names: 'tpm2_clear tpm_clear', byName: true },
  { names: 'sedutil-cli', when: /--(?:revert\S*|PSIDrevert|yesIREALLY\S*|setMBR\S*|erase\S*)/i },
]

const BY_NAME = byName(ROWS)

function byName(rows: readonly DiskRow[]): ReadonlyMap<string, readonly DiskRow[]> {
  const map = new Map<string, DiskRow[]>()
  for (const row of rows) {
    for (const name of row.names.split(' ')) map.set(name, [...(map.get(name) ?? []), row])
  }
  return map
}

/** Programs that write onto disks. */
export const DISK_NAMES: ReadonlySet<string> = new Set(BY_NAME.keys())

const MAX_LINE = 4000

/** Notes the disks that a call writes. */
export function noteDisks(scene: Scene, call: Invocation): void {
  const line = call.args
    .map(({ text }) => text)
    .join(' ')
    .slice(0, MAX_LINE)
  for (const row of BY_NAME.get(call.name) ?? []) {
    if (row.when?.test(line) === false || row.unless?.test(line)) continue
    const disks = disksOf(scene, row, call)
    for (const disk of disks) writePaths(scene, [plain(disk)], OPAQUE)
    if (disks.length === 0 && row.byName) {
      writePaths(scene, [plain(`/dev/mapper/${call.args.at(-1)?.text ?? call.name}`)], OPAQUE)
    }
  }
}

/** What stands behind a name and an equals sign, or the whole. */
const VALUE = /^(?:--?[\w-]+=|[\w]+=)?(\/dev\/.+)$/

function disksOf(scene: Scene, row: DiskRow, { args }: Invocation): readonly string[] {
  const looked = row.last ? args.slice(-1) : args
  const found: string[] = []
  for (const field of looked) {
    const name = (row.part ?? VALUE).exec(field.text)?.[1]
    if (name && isRawDevice(touch(scene, { ...field, text: name }).path)) found.push(name)
  }
  return found
}

/** Programs that only look at disks. */
const LOOKS =
  /^(?:smartctl|smartd|lsblk|blkid|hwinfo|inxi|lshw|udevadm|iostat|ioping|iotop|df|findmnt|partx|file|dumpe2fs|xfs_info|xfs_spaceman|btrfs-find-root|testdisk|photorec|extundelete|foremost|scalpel|ext4magic|fatcat|mmls|fls|fsstat|icat|blkls|disktype|gparted|skdump|sg_inq|sg_vpd|sg_readcap|sg_logs|sg_scan|sginfo|lsscsi|cdrdao|cd-info|isoinfo|eject|fio|hddtemp|sas3ircu|megacli|storcli|minicom|picocom|screen|cu|tio|v4l2-ctl|ffmpeg|gpsd|stty|losetup)$/

/** A disk handed to a program that we know nothing of. */
export function noteHandedDisk(scene: Scene, call: Invocation): void {
  if (LOOKS.test(call.name) || BY_NAME.has(call.name)) return
  for (const field of call.args) {
    if (!field.text.includes('/dev/')) continue
    const name = VALUE.exec(field.text)?.[1]
    if (!name || !isRawDevice(touch(scene, { ...field, text: name }).path)) continue
    signal(scene, 'other-tool', `hands ${name} to ${call.name}`)
    emit(scene, { kind: 'privilege', how: `${call.name} reaches ${name}` })
    return
  }
}
