import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Addresses of socket files are cut at 104 bytes on macOS and at 108 on Linux. */
const mostPathBytes = 100

/** Hands on a path that is short enough for the address of a socket file: through a link to its folder, where it is not. */
export async function withShortPath<T>(
  path: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  if (Buffer.byteLength(path) <= mostPathBytes) return work(path)
  const folder = await mkdtemp(join(tmpdir(), 'm-'))
  try {
    const link = join(folder, 'h')
    await symlink(dirname(path), link)
    return await work(join(link, basename(path)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
