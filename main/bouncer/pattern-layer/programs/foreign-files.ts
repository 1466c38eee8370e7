import { type Field, type Scene, touch } from '../scene.ts'
import { isInstalled } from './environment-files.ts'

/** Where kits and packages are installed; other folders below `/opt` are somebody's own. */
const INSTALLED =
  /^\/(?:nix|snap|gnu|Applications|Library|System)\/|\/node_modules\/|^\/opt\/(?:homebrew|local|vcpkg|android|ndk|rust|java|jdk|esp|emsdk|conda|miniconda|miniforge|anaconda|cuda|rocm|intel|ros|gradle|maven|node|google|microsoft|hostedtoolcache|pyenv|rbenv|sdk|qt|llvm|gcc|arm|toolchain|cross|zephyr|python|ruby|perl|php|R|julia|pypoetry|poetry|venv|virtualenv)[^/]*\//
/** The person's own settings, where programs look for them by themselves. */
const OWN_SETTINGS =
  /^\/\.(?:config\/(?!autostart|systemd)[\w.-]+\/[^/]+|[\w-]+(?:rc|_?profile|conf|config|aliases)|[\w.-]+\.(?:conf|toml|ya?ml|json|ini|lua|vim|el|cfg|rc)|vim\/vimrc|emacs\.d\/init\.el|\w+\/config)$/

/** Whether a file to load is neither the project's, nor installed, nor the person's own settings. */
export function isForeignFile(scene: Scene, field: Field): boolean {
  const { path, place } = touch(scene, field)
  const { home } = scene.ground
  if (place === 'project' || INSTALLED.test(path) || isInstalled(path, home)) return false
  if (place === 'system') return path.startsWith('/opt/')
  return !(path.startsWith(`${home}/.`) && OWN_SETTINGS.test(path.slice(home.length)))
}
