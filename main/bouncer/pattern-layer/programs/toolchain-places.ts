/** Hidden folders of a home that toolchains and their version managers keep their programs in. */
const HIDDEN =
  'jdks|jbang|jabba|jenv|nodenv|ndenv|nodebrew|goenv|gvm|gobrew|plenv|swiftenv|tenv|tofuenv|zvm|zig|proto|moon|pixi|poetry|luarocks|nimble|roswell|qlot|wasmtime|wasmer|wasmedge|dprint|fly|symfony5?|symfony-cli|meteor|temporalio|linuxbrew|rd|lmstudio|risc0|sp1|avm|cocoapods|mint|gradle|m2|sbt|kerl|kiex|tiup|local/opt|local/state/nix/profiles|rustup|rakubrew|racket|conda|hatch|rye|nvs|n'

/** Programs of toolchains and of environments of languages, wherever in a home those are put. */
const OF_TOOLCHAIN = new RegExp(
  `^/(?:${[
    // Environments kept side by side; one alone belongs to a project, which may be another.
    String.raw`(?:[^/]+/)?\.?v(?:irtual)?envs/[\w.-]+/bin/[^/]+`,
    String.raw`(?:[^/]+/){0,2}flutter\w*/bin/(?:flutter|dart)`,
    String.raw`(?:[^/]+/){0,3}(?:[Aa]ndroid-?)?[Ss]dk/(?:platform-tools|build-tools|cmdline-tools|emulator|ndk|tools)/(?:[^/]+/)*[^/]+`,
    String.raw`(?:[^/]+/){0,2}(?:miniconda|anaconda|miniforge|mambaforge|micromamba)\d*/(?:envs/[\w.-]+/)?bin/[^/]+`,
    String.raw`(?:[^/]+/){0,2}(?:google-cloud-sdk|gcc-arm-none-eabi[\w.-]*|arm-gnu-toolchain[\w.-]*|zephyr-sdk[\w.-]*|emsdk|depot_tools|llvm-[\w.-]+|jdk[\w.-]*|go\d[\d.]*|node-v[\w.-]+)/(?:[^/]+/)*[^/]+`,
    String.raw`\.(?:${HIDDEN})/(?:[^/]+/)*[^/]+`,
    'perl5/bin/[^/]+',
    // They only start the build tool of the folder they lie in, as `npm` and `cargo` do.
    '(?:[^/.][^/]*/)+(?:gradlew|mvnw)',
  ].join('|')})$`,
)

/** Programs that a packager of the machine keeps outside the system's own folders. */
const PACKAGED =
  /^\/(?:snap\/bin|home\/linuxbrew\/\.linuxbrew\/(?:bin|sbin|opt\/[\w@.+-]+\/(?:[\w.-]+\/)*bin)|run\/current-system\/sw\/bin|run\/wrappers\/bin|nix\/var\/nix\/profiles\/[\w./-]+\/bin)\/[\w@.+-]+$/

/** Whether a path below a home, with its slash in front, is a program of a toolchain. */
export function isOfToolchain(inside: string): boolean {
  return OF_TOOLCHAIN.test(inside)
}

/** Interpreters of an environment that somebody made for a trial. */
const TRIAL =
  /^\/(?:private\/)?tmp\/(?:[^/]+\/)*\.?(?:v|py|test-?)?envs?[\w.-]*\/bin\/(?:python|pip|pytest|ruff|mypy|black)[\d.]*$/

/** Whether a path outside the home is a program that a packager put there, or the interpreter of a trial. */
export function isPackaged(path: string): boolean {
  return PACKAGED.test(path) || TRIAL.test(path)
}
