import { type Scene, UNKNOWN } from '../scene.ts'
import { readVariable } from './reading.ts'

/** A text that begins with a home folder, also after the name of an assignment. */
export function tilde(scene: Scene, value: string): string {
  if (value.charCodeAt(0) !== 126) {
    if (scene.posix || !/^[A-Za-z_]\w*=(?:.*:)?~/.test(value)) return value
    return value.replace(/([=:])(~[^:]*)/g, (_whole, mark: string, path: string) => {
      return mark + tilde(scene, path)
    })
  }
  const slash = value.search(/[/:]/)
  const name = slash < 0 ? value.slice(1) : value.slice(1, slash)
  const rest = slash < 0 ? '' : value.slice(slash)
  if (name === '') return (readVariable(scene, 'HOME')[0]?.text ?? UNKNOWN) + rest
  if (name === '+') return scene.cwd + rest
  if (name === '-') return UNKNOWN + rest
  if (name === 'root') return `/root${rest}`
  return /^[a-z_][\w.-]*$/i.test(name) ? `/home/${name}${rest}` : value
}

/** A piece of a value, in which a home folder may stand after each colon. */
export function literalTildes(
  scene: Scene,
  text: string,
  { first, last }: { readonly first: boolean; readonly last: boolean },
): string {
  const paths = text.split(':')
  const ended = (path: string, at: number) => last || at < paths.length - 1 || path.includes('/')
  return paths
    .map((path, at) => ((first || at > 0) && ended(path, at) ? tilde(scene, path) : path))
    .join(':')
}
