import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { brand } from '../../shared/brand.ts'
import type { CommandStanding } from '../../shared/install/model.ts'
import { createInstaller } from '../install/index.ts'
import { commandFiles } from '../os/node/places.ts'
import type { Call } from './command.ts'
import { refuse, tell } from './tell.ts'

const installer = () =>
  createInstaller({
    ...{ name: brand.command, executables: commandFiles(process.env), userHome: homedir() },
    ...{ environment: process.env, platform: process.platform },
  })

/** Links the command into a folder of the person's search path and says which. */
export async function installCommand(call: Call): Promise<0 | 1> {
  const to = call.text('to')
  const linked = await installer().link(to === undefined ? undefined : resolve(to))
  return linked.ok ? tell(call, linked.value, linkedText(linked.value)) : refuse(call, linked.error)
}

function linkedText({
  links,
  executable,
  folder,
  isOnPath,
  found,
  pathLine,
}: CommandStanding): string {
  const made = links.map((link) => `Linked: ${link} leads to ${executable}\n`).join('')
  if (!isOnPath) {
    const back = `\`${brand.command} uninstall --to ${folder}\` removes it.`
    return `${made}That folder is not on the search path. This line in ${pathLine.file} puts it there:\n  ${pathLine.line}\nWithout that line, ${back}\n`
  }
  const isFirst = found !== null && links.includes(found)
  return isFirst
    ? made
    : `${made}“${brand.command}” starts ${found} first, which stands before it.\n`
}

const none =
  'There was no link to remove. One in a folder that is not on the search path is found with --to DIR.\n'

/** Removes the links that lead to this executable. */
export async function uninstallCommand(call: Call): Promise<0 | 1> {
  const one = installer()
  const to = call.text('to')
  const folder = to === undefined ? undefined : resolve(to)
  const { links } = await one.look(folder)
  const removed = await one.unlink(folder)
  if (!removed.ok) return refuse(call, removed.error)
  const text = links.map((link) => `Removed: ${link}\n`).join('')
  return tell(call, { removed: links, ...removed.value }, text || none)
}
