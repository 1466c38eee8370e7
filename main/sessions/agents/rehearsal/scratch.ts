import { lstat, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from '../../../kit/make-folder.ts'
import { isMissing, systemCode } from '../../../kit/system-code.ts'

/** The small project that a rehearsal works on: a menu whose total is wrong, and a check that notices. */
const project: Readonly<Record<string, string>> = {
  'README.md':
    '# Menu\n\n`menu.csv` lists dishes and ends with their total. `sh check.sh` says whether it adds up.\n',
  'menu.csv': 'soup,6\nbread,3\nstew,14\ntotal,32\n',
  'check.sh':
    'awk -F, \'$1 == "total" { total = $2; next } { sum += $2 } END { print "dishes add up to " sum ", total says " total; exit sum != total }\' menu.csv\n',
  'drafts/menu-old.csv': 'soup,5\nstew,12\ntotal,17\n',
}

const prefix = 'rehearsal-'
/** As `mkdtemp` names it. */
const named = new RegExp(`^${prefix}[A-Za-z0-9]{6}$`)

/** Makes a fresh scratch folder outside any project and returns its real path. */
export async function makeScratch(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), prefix)))
  for (const [name, text] of Object.entries(project)) {
    await makeFolder(dirname(join(folder, name)))
    await writeFile(join(folder, name), text, { flag: 'wx' })
  }
  return folder
}

/** Removes a scratch folder; any other folder is left alone. */
export async function removeScratch(folder: string): Promise<void> {
  if (await isScratch(folder)) await rm(folder, { recursive: true, force: true })
}

/** Bytes in a scratch folder; null for any other folder, and for one that is gone. */
export async function scratchBytes(folder: string): Promise<number | null> {
  if (!(await isScratch(folder))) return null
  try {
    const names = await readdir(folder, { recursive: true })
    const found = await Promise.all(names.map((name) => lstat(join(folder, name))))
    return found.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Known by its name and what was laid there, because the temporary folder of another start may be another one. */
async function isScratch(folder: string): Promise<boolean> {
  if (!named.test(basename(folder))) return false
  try {
    if ((await realpath(folder)) !== folder) return false
    const names = await readdir(folder)
    return names.length === 0 || Object.keys(project).some((path) => names.includes(firstOf(path)))
  } catch (error) {
    if (isMissing(error) || systemCode(error) === 'ENOTDIR') return false
    throw error
  }
}

const firstOf = (path: string) => path.split('/')[0] ?? path
