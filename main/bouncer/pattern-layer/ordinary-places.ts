/** Hidden folders of a home that tools of work keep: caches, toolchains, editors, shells. */
const FOLDERS = words(
  'cache ssh gnupg cargo rustup npm nvm fnm volta n asdf pyenv rbenv rvm gem bundle m2 gradle ivy2 sbt nuget dotnet conda ' +
    'anaconda miniconda3 mamba micromamba conan conan2 pub-cache dart dart-tool dartserver flutter flutter-devtools ' +
    'android expo yarn yarn-cache pnpm pnpm-store pnpm-state bun deno vim vimrc.d emacs.d doom.d spacemacs.d nvim ' +
    'oh-my-zsh oh-my-bash oh-my-posh zsh zsh.d zshrc.d bashrc.d bash.d profile.d antigen zinit zplug zprezto antidote ' +
    'sheldon tmux byobu vscode vscode-server vscode-oss vscode-insiders vscode-test cursor cursor-server windsurf ' +
    'windsurf-server zed codeium claude codex gemini qwen agents opencode kilocode roo continue augment docker ' +
    'minikube kind kube krew terraform.d terraformrc.d tfenv tflint.d tofuenv pulumi ansible vagrant.d helm julia ' +
    'stack cabal ghc ghcup opam elan lean mix hex erlang asdf-erlang kerl kiex lein clojure cpcache boot r rstudio ' +
    'ipython jupyter matplotlib keras torch fastai nltk_data nv nv-sight cuda triton cupy ollama lmstudio platformio ' +
    'arduino15 arduinoide espressif esp idf rustc wine cpan cpanm perl5 perlbrew luarocks luaver nix-defexpr ' +
    'nix-profile nixpkgs guix-profile linuxbrew homebrew sdkman jenv jabba java openjfx goenv gvm gobrew go ndenv ' +
    'nodenv nodebrew swiftpm swiftly cocoapods bazel bazelisk cache-bazel ccache sccache distcc electron ' +
    'electron-gyp node-gyp nx turbo parcel-cache terminfo fonts icons themes dotfiles githooks git-templates ' +
    'git_template hooks local config dbus vcpkg xmake cmake meson ros gazebo ignition gz sonar sonarlint semgrep ' +
    'trivy pre-commit mypy_cache ruff_cache pytest_cache hypothesis tox nox virtualenvs venvs venv venv3 env-python ' +
    'pipx rye pixi uv poetry hatch pdm spack lmod singularity apptainer enroot puppet-lint rubocop eslintcache ' +
    'yarn-berry playwright cypress selenium webdrivermanager wdm ms-playwright storybook astro next nuxt ' +
    'svelte-kit gatsby angular-config ng cordova ionic nativescript unity unity3d godot unreal gamemaker love ' +
    'fzf zoxide tldr tldrc navi cheat.sh starship powerlevel10k iterm2 kitty wezterm hammerspoon karabiner yabai ' +
    'skhd phoenix spack texlive texmf texmf-var texmf-config lyx tectonic latexmk elm purs spago idris2 racket ' +
    'roswell quicklisp sbcl slime chicken gambit nimble choosenim nim zig zvm zigup crystal shards v vlang vmodules ' +
    'dub dlang odin haxe ocaml coursier bloop metals scala ammonite mill kotlin konan groovy grapes jbang micronaut ' +
    'quarkus spring-boot helidon wasmer wasmtime wasm-pack emscripten emscripten_cache foundry-cache svm solc-select ' +
    'hardhat-nodejs rbenv-gemsets chruby ruby-build puma-dev pow lando ddev docksal multipass.d lima colima rd ' +
    'orbstack podman distrobox toolbox devbox devcontainer earthly dagger mutagen tilt-dev skaffold ctlptl',
)

/** Folders below `.config` that hold settings of tools of work, and nothing that logs anybody in. */
const SETTINGS = words(
  'nvim vim emacs doom helix kak micro nano zed lapce sublime-text fish starship.toml starship alacritty kitty ' +
    'wezterm ghostty foot terminator tilix gnome-terminal tmux zellij git jj hg tig gitui lazygit lazydocker gh gh-dash ' +
    'delta htop btop bottom ripgrep ripgreprc fd bat eza exa lsd ranger yazi lf nnn vifm broot fzf i3 i3status ' +
    'i3blocks sway hypr waybar rofi wofi dunst mako polybar picom bspwm sxhkd awesome qtile xmonad leftwm ' +
    'gtk-2.0 gtk-3.0 gtk-4.0 qt5ct qt6ct fontconfig mise rtx asdf direnv systemd environment.d user-dirs.dirs ' +
    'user-dirs.locale mimeapps.list containers yapf black flake8 ruff pycodestyle pylintrc mypy isort matplotlib ' +
    'jupyter ipython karabiner aerospace yabai skhd nix nixpkgs home-manager zsh zshrc bash shell profile.d ' +
    'powershell prettier biome eslint clangd clang-format ccache sccache pulse pipewire wireplumber mpv zathura ' +
    'sioyek redshift gammastep bottom neofetch fastfetch topgrade.toml topgrade unity3d godot pnpm yarn cargo go ' +
    'uv pypoetry hatch pdm rye pixi bundle rubocop irb pry solargraph stylua luacheck selene dprint taplo ' +
    'typos watchexec just task cmake meson conan vcpkg xmake zls zig nim rstudio r julia ocaml ocamlformat ' +
    'emacs.d spacemacs chezmoi yadm stow dotfiles code vscodium cursor windsurf code-oss code-insiders claude opencode ' +
    'crush amp goose kilo jetbrains androidstudio google studio xcode swiftlint swiftformat tlrc tealdeer navi ' +
    'pycharm ghcid hoogle stack cabal brittany hlint fourmolu elvish nushell xonsh murex oil ion ov glow mdcat hub-lint ' +
    'yamllint markdownlint shellcheckrc shellcheck hadolint actionlint tflint trivy semgrep pre-commit act-lint k9s ' +
    'kubecolor stern popeye helm-docs dive ctop podman nerdctl lima colima autostart xdg-desktop-portal kglobalshortcutsrc ' +
    'kdeglobals konsole kate kdevelop qtcreator qtproject gedit geany pluma dconf mc far2l procps toprc screen ' +
    'kicad freecad blender openscad prusaslicer cura inkscape gimp krita darktable audacity obs-studio kdenlive lmms musescore',
)

/** Folders below `.local/share` and `.local/state` that hold programs and what they are built from. */
const SHARED = words(
  'applications fonts icons themes man info bash-completion zsh fish nvim vim emacs helix zed code-server uv pipx ' +
    'pnpm npm yarn cargo rustup go mise asdf fnm nvm virtualenv virtualenvs poetry pypoetry hatch rye pdm conda ' +
    'mamba jupyter containers docker flatpak gem ruby r julia godot unity3d mime dbus-1 systemd kitty pixi nix ' +
    'home-manager direnv lazygit tmux zellij zinit oh-my-zsh sheldon starship zoxide bin java gradle maven sbt ' +
    'coursier ccache deno bun swiftly zig ghcup stack elm gnome-shell ranger lf yazi opencode claude chezmoi ' +
    'dotfiles jetbrains google code vscodium cursor kotlin nuget powershell spack tectonic typst texlive texmf helm ' +
    'krew aquasecurity trivy kind buildkit cmake vcpkg bloop metals luarocks nimble dub doc docs ' +
    'locale sounds backgrounds wireplumber kernels plasma kwin konsole kate color-schemes blender',
)

/** Folders below `.cache` that programs for people fill with what they saw. */
const SEEN = words(
  'mozilla google-chrome google-chrome-beta google-chrome-unstable chromium bravesoftware microsoft-edge vivaldi ' +
    'opera thunderbird evolution geary telegram telegramdesktop slack discord signal thumbnails epiphany falkon ' +
    'librewolf waterfox zen floorp keyring keepassxc bitwarden tracker tracker3 shotwell rclone spotify mail mutt ' +
    'neomutt aerc qutebrowser gnome-photos digikam nextcloud owncloud dropbox clipboard clipman cliphist greenclip copyq',
)

const LIBRARY = words(
  'developer caches logs android pnpm python fonts frameworks java haskell launchagents services scripts quicklook ' +
    'colorpickers input\u00A0methods preferencepanes spelling go unity mono dotnet arduino15 perl ruby r texlive',
)
/** Programs whose data below a Mac's `Application Support` belongs to work. */
const SUPPORT = words(
  'code cursor vscodium windsurf zed jetbrains google/androidstudio godot unity uv pypoetry mise nvim go helix claude ' +
    'com.mitchellh.ghostty kitty alacritty lazygit virtualenv pip fnm blender xcode homebrew cmake docker nushell ' +
    'rstudio julia org.swift.swiftpm swiftly typst tectonic hatch pdm rye k6 hammerspoon iterm2 rectangle karabiner',
)
const SEEN_LIBRARY =
  /^caches\/(?:google\/chrome|firefox|mozilla|com\.apple\.(?:safari|mail|messages|ichat)|chromium|bravesoftware|com\.(?:microsoft\.edge\w*|tinyspeck|hnc\.discord|spotify)|org\.mozilla|telegram|signal|slack)/

/** Hidden files directly in a home that say how tools of work behave. */
const SETTING_FILE =
  /^\.(?:[\w.-]*rc(?:\.(?:c?js|json|ya?ml|toml|local|d|zsh|bash|cfg))?|(?:bash|zsh|sh|git|tmux|vim|fzf|p10k|nvm|starship)[\w.-]*|z?profile|z(?:login|logout|shenv)|aliases|functions|exports|path|extra|env\.fish|dircolors|hushlogin|[\w-]+ignore(?:_global|_file)?|[\w-]+-versions?|editorconfig|hg\w*|xresources|xdefaults|xmodmap|xprofile|xsession|emacs|spacemacs|wezterm\.lua|hyper\.js|gdbinit[\w.-]*|lldbinit[\w.-]*|clang-?\w+|flake8|isort\.cfg|default-[\w-]+|rspec|rubocop\.yml|rprofile|selected_editor|mailcap|mime\.types|indent\.pro|sudo_as_admin_successful|face(?:\.icon)?|ds_store|cfusertextencoding|localized|fonts\.conf|pam_environment|iterm2_shell_integration\.\w+|claude\.json|lesskey|luacheckrc|style\.yapf|octaverc|condarc|cvsignore|plan|project|forward|mkshrc|login_conf|login|logout|cshrc|tcshrc)$/
/** Settings whose programs log in somewhere or write to people, though they are named as settings. */
const LOGIN_FILE =
  /^\.(?:(?:neo)?mutt|mbsync|isync|ldap|task|mpdas|irc|newsboat|newsbeuter|slrn|pine|alpine|tin|ncmpc\w*|getmail|fdm|tw?ytter|rtorrent|gam|s3cmd|aria2|lftp|mega|vpn\w*|openconnect|rdesktop|pass|gopass|jira|gcalcli|hledger|ledger|act|msmtp|procmail|twmn|zoom|sgpt|llm|aider)rc(?:\.\w+)?$|_history$|^\.(?:bash|zsh|sh)_sessions|^\.git-credential/

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map((word) => word.replaceAll('\u00A0', ' ')))
}

const HISTORY =
  /(?:^|\/)(?:history(?:\.(?:txt|db|sqlite3?|jsonl?))?|[\w.-]*_hist(?:ory)?(?:\.\w+)?|[\w-]*[-_]history\.\w+|shada\/[^/]+|histfile)$/

/**
 * Whether a hidden path of a home belongs to the tools of work; `inside` is the path below the home in lower
 * case, without a slash in front. What no tool of work keeps there is the person's own.
 */
export function isOrdinaryHidden(inside: string): boolean {
  const [first = '', second = '', third = ''] = inside.split('/', 3)
  if (first === 'library') return isOrdinaryLibrary(inside, second)
  if (first === inside) return isOrdinaryRoot(first)
  if (HISTORY.test(inside)) return first === '.claude'
  const name = first.slice(1)
  if (name === 'config') return isOrdinarySetting(second)
  if (name === 'local') return isOrdinaryShared(second, third)
  if (name === 'cache') return !SEEN.has(second)
  return FOLDERS.has(name)
}

function isOrdinaryRoot(name: string): boolean {
  return (SETTING_FILE.test(name) && !LOGIN_FILE.test(name)) || FOLDERS.has(name.slice(1))
}

function isOrdinarySetting(program: string): boolean {
  return SETTINGS.has(program) || program === ''
}

function isOrdinaryShared(kind: string, program: string): boolean {
  if (kind !== 'share' && kind !== 'state') return true
  return program === '' || SHARED.has(program)
}

function isOrdinaryLibrary(inside: string, kind: string): boolean {
  const below = inside.slice('library/'.length)
  if (kind === '') return true
  if (kind === 'caches') return !SEEN_LIBRARY.test(below)
  if (kind === 'application support') {
    const program = below.slice('application support/'.length)
    if (program === '' || program === below) return true
    const [vendor = '', product = ''] = program.split('/', 2)
    return SUPPORT.has(vendor) || SUPPORT.has(`${vendor}/${product}`)
  }
  return LIBRARY.has(kind)
}
