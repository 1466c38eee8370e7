import { dirname, join, resolve } from 'node:path'
import type { SeenFiles } from './seen-files.ts'

/**
 * The real folder of the repository that a linked worktree belongs to, or null. It counts only when
 * that repository names the worktree in turn: a `.git` file of the project alone could point anywhere.
 */
export async function repositoryOf(project: string, files: SeenFiles): Promise<string | null> {
  const dotGit = join(project, '.git')
  if ((await files.kindOf(dotGit)) !== 'file') return null
  const named = /^gitdir: (.+)$/m.exec((await files.textOf(dotGit)) ?? '')?.[1]
  if (!named) return null
  const own = await files.realOf(resolve(project, named))
  if (own === null) return null
  const back = (await files.textOf(join(own, 'gitdir')))?.trim()
  if (!back || (await files.realOf(resolve(own, back))) !== dotGit) return null
  const common = (await files.textOf(join(own, 'commondir')))?.trim()
  const repository = common ? await files.realOf(resolve(own, common)) : null
  // As git lays it out: <repository>/worktrees/<name>.
  return repository !== null && dirname(dirname(own)) === repository ? repository : null
}
