import { isOfToolchain, isPackaged } from './toolchain-places.ts'

/** Files that set up a shell for a tool, by the end of their path; people source them before they work. */
const SETS_UP = new RegExp(
  [
    '\\.(?:bashrc|bash_profile|bash_aliases|profile|zshrc|zprofile|zshenv|kshrc|envrc)',
    '\\.(?:cargo|poetry|ghcup|deno|swiftly|local/bin|elan|juliaup|foundry|rye|local/share/swiftly)/env(?:\\.sh)?',
    '(?:nvm|asdf|gvm|fnm|nodenv|pyenv|rbenv|jenv|sdkman-init|chruby|auto|conda|mamba|micromamba|nix|nix-daemon|zephyr-env|emsdk_env|setvars|thisroot|geant4|setup-env|setup_env|virtualenvwrapper|bash_completion|lmod|modules|kiex|kerl|opam|z|broot|fzf|google-cloud-sdk|vulkan|doxbee)\\.(?:sh|bash|zsh)',
    '\\.?(?:rvm|gvm|kiex)/scripts/\\w+',
    'bin/(?:activate|virtualenvwrapper\\.sh|thisroot\\.sh)',
    '(?:esp|espressif|esp-idf|esp-adf|\\.espressif)/(?:[\\w.-]+/)*export\\.sh',
    'export-esp\\.sh',
    'ros/\\w+/(?:local_)?setup\\.(?:ba|z)?sh',
    '(?:install|devel)/(?:local_)?setup\\.(?:ba|z)?sh',
    'environment-setup-[\\w.-]+',
    'oe-init-build-env',
    'settings(?:32|64)\\.sh',
    'google-cloud-sdk/(?:path|completion)\\.(?:bash|zsh)\\.inc',
    '(?:\\.opam|opam-init)/(?:[\\w.-]+/)*(?:init|variables)\\.sh',
    'completions?/[^/]+',
    'etc/profile',
  ]
    .map((shape) => `(?:${shape})`)
    .join('|')
    .replace(/^/, '/(?:')
    .replace(/$/, ')$'),
)

/** Parts of the system that only its administrator writes and that shells are set up from. */
const OF_SYSTEM =
  /^\/(?:etc\/(?:os-release|lsb-release|profile|bashrc|bash\.bashrc|environment|default\/[\w.-]+|profile\.d\/[\w.-]+\.sh|bash_completion(?:\.d\/[\w.-]+)?)|usr\/(?:local\/)?(?:lib|share)\/[\w./+-]+|opt\/[\w.+-]+\/[\w./+-]+)$/

/** Whether sourcing the file is how a shell is set up for an installed tool. */
export function setsUpShell(path: string): boolean {
  return SETS_UP.test(path) || OF_SYSTEM.test(path)
}

/** Folders of kits and tools that shells know by a variable, below the home. */
const KITS: ReadonlyMap<string, string> = new Map([
  ['NVM_DIR', '.nvm'],
  ['NVM_BIN', '.nvm/versions/node/current/bin'],
  ['PYENV_ROOT', '.pyenv'],
  ['RBENV_ROOT', '.rbenv'],
  ['ASDF_DIR', '.asdf'],
  ['ASDF_DATA_DIR', '.asdf'],
  ['SDKMAN_DIR', '.sdkman'],
  ['VOLTA_HOME', '.volta'],
  ['BUN_INSTALL', '.bun'],
  ['DENO_INSTALL', '.deno'],
  ['PNPM_HOME', '.local/share/pnpm'],
  ['CARGO_HOME', '.cargo'],
  ['RUSTUP_HOME', '.rustup'],
  ['GOPATH', 'go'],
  ['GOBIN', 'go/bin'],
  ['WORKON_HOME', '.virtualenvs'],
  ['IDF_PATH', 'esp/esp-idf'],
  ['ADF_PATH', 'esp/esp-adf'],
  ['ANDROID_HOME', 'Android/Sdk'],
  ['ANDROID_SDK_ROOT', 'Android/Sdk'],
  ['ANDROID_NDK_HOME', 'Android/Sdk/ndk/current'],
  ['ANDROID_NDK_ROOT', 'Android/Sdk/ndk/current'],
  ['FLUTTER_ROOT', 'flutter'],
  ['FLUTTER_HOME', 'flutter'],
  ['ZEPHYR_BASE', 'zephyrproject/zephyr'],
  ['PICO_SDK_PATH', 'pico/pico-sdk'],
  ['EMSDK', 'emsdk'],
  ['VCPKG_ROOT', 'vcpkg'],
  ['JAVA_HOME', '.sdkman/candidates/java/current'],
  ['GRADLE_USER_HOME', '.gradle'],
  ['CONDA_PREFIX', 'miniconda3/envs/current'],
  ['CONDA_ROOT', 'miniconda3'],
  ['VIRTUAL_ENV', '.virtualenvs/current'],
])

/** Where such a variable leads where nothing in the call sets it; undefined for all others. */
export function kitFolder(variable: string, home: string): string | undefined {
  const folder = KITS.get(variable)
  return folder === undefined ? undefined : `${home}/${folder}`
}

const IN_KITS = new RegExp(
  `^/(?:${[...new Set(KITS.values())].map((folder) => folder.replaceAll('.', '\\.')).join('|')}|Library/Android/sdk|\\.local/(?:bin|share|pipx)|\\.npm-global|\\.yarn|\\.pnpm|\\.fnm|\\.dotnet|\\.composer/vendor|\\.config/composer/vendor|\\.gem|\\.rvm|\\.nix-profile|\\.ghcup|\\.cabal|\\.opam|\\.mix|\\.pub-cache|\\.platformio|\\.espressif|\\.krew|\\.foundry|\\.swiftly|\\.juliaup|\\.elan|miniconda3|miniforge3|mambaforge|anaconda3|\\.virtualenvs|\\.pulumi|\\.tfenv|\\.arduino15|snap/bin|bin|(?:[^/]+/)*node_modules)/(?:[^/]+/)*[^/]+$`,
)

const OF_ENVIRONMENT = /^(\/.+)\/\.?venv\/bin\/[^/]+$/

/** Whether a program belongs to the virtual environment of a folder that the project lies in. */
export function isEnvironmentAround(
  path: string,
  ground: { readonly workspace: string; readonly home: string },
): boolean {
  const folder = OF_ENVIRONMENT.exec(path)?.[1]
  if (folder === undefined || !folder.startsWith(`${ground.home}/`)) return false
  return ground.workspace.startsWith(`${folder}/`)
}

/** Whether a file of the home belongs to an installed tool or kit. */
export function isInstalled(path: string, home: string): boolean {
  if (!path.startsWith(`${home}/`)) return isPackaged(path)
  const inside = path.slice(home.length)
  return IN_KITS.test(inside) || isOfToolchain(inside)
}
