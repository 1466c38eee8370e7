import type { AbilityRow } from './ability-row.ts'

/** Values of `-C`/`-D` of compilers and build tools that name a program to run. */
const CMAKE_PROGRAMS =
  /^(?:CMAKE_\w+_COMPILER_LAUNCHER|CMAKE_TOOLCHAIN_FILE|CMAKE_PROJECT_(?:\w+_)?INCLUDE(?:_BEFORE)?|CMAKE_USER_MAKE_RULES_OVERRIDE|CMAKE_(?:C|CXX|Fortran|CUDA)_COMPILER|CMAKE_(?:LINKER|AR|MAKE_PROGRAM))(?::\w+)?=(\/.+)/
const PHP_SETTINGS =
  /^(?:auto_prepend_file|auto_append_file|extension|zend_extension|extension_dir|opcache\.preload)=([~/.].*)/
/** Modules of a name are the project's; only paths say where they come from. */
const PATH_ONLY = /^([~/.].*)/

/** Options by which ordinary programs load code, or settings that name code, by names of programs. */
export const LOADING_ROWS: readonly AbilityRow[] = [
  // Interpreters: what stands behind the script is the script's.
  {
    names: 'node nodejs',
    loads: 'r require import loader experimental-loader openssl-config',
    loadsPart: PATH_ONLY,
    valued: 'e p c eval print conditions C input-type',
    stops: true,
  },
  { names: 'bun', loads: 'r preload require import', loadsPart: PATH_ONLY, stops: true },
  {
    names: 'tsx ts-node swc-node esno',
    loads: 'r require import loader',
    loadsPart: PATH_ONLY,
    valued: 'e p P O eval print project tsconfig',
    stops: true,
  },
  { names: 'perl', loads: 'I', loadsPart: PATH_ONLY, valued: 'e E M m', stops: true },
  { names: 'ruby jruby', loads: 'r I', loadsPart: PATH_ONLY, valued: 'e E C', stops: true },
  { names: 'irb', loads: 'r I', loadsPart: PATH_ONLY },
  { names: 'php', loads: 'd', loadsPart: PHP_SETTINGS, valued: 'r B R E f S t F z c', stops: true },
  { names: 'php php-cgi php-fpm', loads: 'c z', valued: 'd r B R E f S t F y p', stops: true },
  { names: 'lua luajit', loads: 'l', loadsPart: PATH_ONLY, valued: 'e', stops: true },
  { names: 'R Rscript', loads: 'f file', stops: true },
  { names: 'julia', loads: 'L load J sysimage H home', valued: 'e E p t', stops: true },
  { names: 'elixir iex', loads: 'r pr pz pa', valued: 'e eval S sname name', stops: true },
  {
    names: 'erl werl',
    loads: 'boot config args_file pa pz',
    loadsPart: PATH_ONLY,
    singleDash: true,
  },
  { names: 'guile guile3.0', loads: 'l L', valued: 'c e s', stops: true },
  { names: 'racket raco', loads: 'u t f r', loadsPart: PATH_ONLY, valued: 'e', stops: true },
  { names: 'swipl gprolog', loads: 'f F x s l consult-file', valued: 'g t', stops: true },
  { names: 'ocaml ocamlrun', loads: 'init I', singleDash: true, loadsPart: PATH_ONLY, stops: true },
  {
    names: 'groovy',
    loads: 'cp classpath',
    loadsPart: /^(\/(?:tmp|var\/tmp|dev\/shm)\/.+)/,
    stops: true,
  },
  {
    names: 'javac',
    loads: 'processorpath processor-path proc-path',
    valued: 'd cp classpath s h',
    singleDash: true,
  },
  { names: 'erlc elixirc', loads: 'pa pz' },
  { names: 'fish', runs: 'C init-command', valued: 'c d o' },
  { names: 'zsh ksh mksh', loads: 'rcfile' },
  // Compilers and linkers.
  {
    names: 'rustc',
    loads: 'C codegen Z',
    loadsPart: /^(?:linker|codegen-backend)=(.+)/,
    valued: 'o L l',
  },
  {
    names: 'cargo',
    loads: 'config',
    loadsPart:
      /^([~/][^=]*\.toml)$|(?:runner|linker|rustc(?:-wrapper|-workspace-wrapper)?)["'\s]*=[\s["']*(\/[^"'\]]+)/,
  },
  {
    names: 'go garble tinygo',
    runs: 'exec toolexec',
    loads: 'vettool overlay modfile',
    singleDash: true,
    loadsPart: PATH_ONLY,
  },
  {
    names: 'ld ld.bfd ld.gold ld.lld lld mold',
    loads: 'plugin T script',
    loadsPart: PATH_ONLY,
    singleDash: true,
    writes: 'o output Map',
  },
  // Tools of JavaScript: their settings are programs.
  {
    names: 'eslint',
    loads: 'c config rulesdir parser plugin resolve-plugins-relative-to f format o',
    loadsPart: PATH_ONLY,
  },
  { names: 'prettier', loads: 'config plugin plugin-search-dir', loadsPart: PATH_ONLY },
  { names: 'webpack webpack-cli rspack', loads: 'c config', loadsPart: PATH_ONLY },
  { names: 'rollup rolldown', loads: 'c config p plugin', loadsPart: PATH_ONLY },
  {
    names: 'vite vitest astro svelte-kit',
    loads: 'c config globalSetup setupFiles',
    loadsPart: PATH_ONLY,
  },
  {
    names: 'jest',
    loads:
      'c config preset globalSetup globalTeardown setupFiles setupFilesAfterEnv reporters runner testRunner testEnvironment resolver transform rootDir',
    loadsPart: PATH_ONLY,
  },
  {
    names: 'mocha nyc c8 tap ava cucumber-js',
    loads: 'r require import config nycrc-path package opts node-option loader reporter',
    loadsPart: PATH_ONLY,
  },
  {
    names: 'playwright wdio testcafe nightwatch',
    loads: 'c config config-file',
    loadsPart: PATH_ONLY,
  },
  { names: 'cypress', loads: 'C config-file', loadsPart: PATH_ONLY },
  { names: 'karma protractor', operands: 'loads', skip: 1 },
  { names: 'babel', loads: 'config-file presets plugins', loadsPart: PATH_ONLY },
  {
    names: 'tsup unbuild parcel postcss tailwindcss sass',
    loads: 'c config u use l load-path pkg-importer',
    loadsPart: PATH_ONLY,
  },
  {
    names: 'stylelint commitlint markdownlint markdownlint-cli2 htmlhint textlint',
    loads: 'c config g x extends custom-syntax custom-formatter f r rules plugin rulesdir',
    loadsPart: PATH_ONLY,
  },
  {
    names: 'typedoc jsdoc documentation eleventy hexo',
    loads: 'c config configure options plugin t template theme',
    loadsPart: PATH_ONLY,
  },
  { names: 'nodemon', runs: 'x exec', loads: 'config r require', loadsPart: PATH_ONLY },
  { names: 'gulp', loads: 'f gulpfile r require preload', loadsPart: PATH_ONLY },
  { names: 'grunt', loads: 'gruntfile tasks', loadsPart: PATH_ONLY },
  {
    names: 'lint-staged semantic-release release-it standard-version np',
    loads: 'c config e extends plugins p',
    loadsPart: PATH_ONLY,
  },
  {
    names: 'knex sequelize sequelize-cli typeorm mikro-orm drizzle-kit',
    loads: 'knexfile config options-path d dataSource env',
    loadsPart: PATH_ONLY,
  },
  {
    names: 'pm2 forever',
    when: /^(?:start|restart|reload|startOrRestart) /,
    operands: 'loads',
    skip: 1,
  },
  {
    names: 'http-proxy json-server serverless sls',
    loads: 'c config m middlewares',
    loadsPart: PATH_ONLY,
  },
  // Tools of Python.
  {
    names: 'pytest py.test',
    loads: 'c config-file rootdir confcutdir',
    loadsPart: PATH_ONLY,
    valued: 'k m p o n W r',
  },
  { names: 'pylint', code: 'init-hook', language: 'python', loads: 'rcfile load-plugins' },
  {
    names: 'flake8 isort bandit pycodestyle pydocstyle',
    loads: 'config append-config settings-path c',
  },
  { names: 'sphinx-build sphinx-autobuild', loads: 'c', valued: 'b d D A t w j' },
  { names: 'tox', loads: 'c conf', valued: 'e' },
  { names: 'nox', loads: 'f noxfile', valued: 's e k p' },
  { names: 'invoke inv fab', loads: 'c r f collection search-root config fabfile' },
  { names: 'locust', loads: 'f locustfile config' },
  { names: 'mitmproxy mitmdump mitmweb', loads: 's scripts', loadsPart: PATH_ONLY },
  { names: 'gunicorn hypercorn', loads: 'c config', loadsPart: /^(?:file:)?([~/.].*)/ },
  { names: 'uvicorn celery', loads: 'app-dir workdir' },
  { names: 'uwsgi', loads: 'ini yaml xml json plugin plugins-dir wsgi-file', loadsPart: PATH_ONLY },
  { names: 'supervisord supervisorctl', loads: 'c configuration', valued: 'u p s' },
  { names: 'behave lettuce', operands: 'loads', valued: 't n f o D i e' },
  {
    names: 'robot pybot',
    operands: 'loads',
    loads: 'P V variablefile listener pythonpath prerunmodifier',
  },
  { names: 'jupyter jupyter-nbconvert jupyter-lab', loads: 'config' },
  { names: 'snakemake luigi doit', loads: 's snakefile f configfile profile' },
  { names: 'scons waf', loads: 'f file makefile sconstruct', valued: 'j Q' },
  { names: 'coverage pyinstaller', loads: 'rcfile additional-hooks-dir runtime-hook' },
  { names: 'ansible', loads: 'M module-path playbook-dir', valued: 'm a i u k f e l t' },
  { names: 'alembic dvc', loads: 'c config' },
  // Building.
  { names: 'cmake cpack', loads: 'P C D', loadsPart: CMAKE_PROGRAMS, valued: 'S B G T A U E' },
  { names: 'cmake cmake3', loads: 'P C', valued: 'S B G T A D U E' },
  { names: 'ctest', loads: 'S SP script', valued: 'R E L j C' },
  { names: 'ninja', loads: 'f', valued: 'C j k l d t' },
  { names: 'meson', loads: 'native-file cross-file', valued: 'D C' },
  { names: 'bazel', loads: 'bazelrc', runs: 'run_under', valued: 'c' },
  { names: 'bazelisk blaze buck buck2', loads: 'bazelrc config-file', runs: 'run_under' },
  { names: 'just task', loads: 'f justfile t taskfile', valued: 'd working-directory' },
  { names: 'ant', loads: 'f file buildfile lib propertyfile', singleDash: true },
  {
    names: 'sbt',
    loads: 'sbt-dir sbt-boot',
    operands: 'code',
    language: 'scala',
    singleDash: true,
  },
  {
    names: 'rake thor',
    loads: 'f rakefile R rakelibdir r require I libdir',
    code: 'e execute p execute-print E execute-continue',
    language: 'ruby',
    valued: 'T P j',
  },
  { names: 'bundle', loads: 'gemfile' },
  {
    names: 'autoconf autoheader autoreconf automake aclocal autom4te',
    loads: 'B prepend-include I include',
    loadsPart: PATH_ONLY,
    writes: 'o output',
  },
  {
    names: 'doxygen hugo jekyll mkdocs middleman zola mdbook',
    loads: 'config c f config-file p plugins configDir',
    loadsPart: PATH_ONLY,
    valued: 'd s t b',
  },
  {
    names: 'asciidoctor asciidoctor-pdf kramdown',
    loads: 'r require I load-path T template-dir',
    loadsPart: PATH_ONLY,
  },
  { names: 'rustup', when: /^toolchain link /, operands: 'loads', skip: 3 },
  // Editors, terminals, viewers, mail, transfer.
  { names: 'nvim vim', loads: 'l', loadsPart: /^(-|[~/].*)$/, valued: 'c S u s w W T t i r cmd' },
  { names: 'tmux', when: /^(?:source-file|source) /, operands: 'loads', skip: 1 },
  { names: 'tmux tmate', loads: 'f', valued: 'L S c' },
  { names: 'screen dvtm byobu', loads: 'c', valued: 'S L t e T h Logfile' },
  {
    names: 'mutt neomutt',
    loads: 'F',
    code: 'e',
    codeRuns: /(?:^|[;`])[ \t]{0,20}!?[ \t]{0,20}(?:shell-escape|!)[ \t]{0,20}(.+)/,
  },
  { names: 'less', loads: 'lesskey-file lesskey-src', valued: 'P H j x b o t T p' },
  { names: 'man', loads: 'C config-file', valued: 'P H s S L m M' },
  { names: 'wget wget2', loads: 'config', starts: 'use-askpass' },
  {
    names: 'aria2c',
    loads: 'conf-path',
    starts:
      'on-bt-download-complete on-download-complete on-download-error on-download-pause on-download-start on-download-stop',
    valued: 'o d i x s j l out dir',
  },
  {
    names: 'yt-dlp youtube-dl',
    runs: 'exec exec-before-download netrc-cmd',
    loads: 'config-locations config-location plugin-dirs ffmpeg-location',
    loadsPart: PATH_ONLY,
    asks: /^--cookies-from-browser/,
    valued: 'o output f P',
  },
  {
    names: 'svn',
    loads: 'config-dir',
    runs: 'config-option editor-cmd diff-cmd diff3-cmd',
    runsPart: /^(?:config:(?:tunnels|helpers):[\w-]+=)?([^:=]+)$/,
  },
  {
    names: 'hg',
    loads: 'config',
    loadsPart: /^(?:extensions\.\w+|ui\.ssh|ui\.editor|extdiff\.cmd\.\w+)=([~/].*)/,
    runs: 'config',
    runsPart:
      /^(?:alias\.[\w-]+=!|hooks\.[\w.-]+=(?!python:)|ui\.(?:ssh|editor|merge)=|pager\.pager=|merge-tools\.\w+\.executable=)(.+)/s,
  },
  { names: 'hg', runs: 'e ssh remotecmd' },
  { names: 'unison', runs: 'sshcmd rshcmd', loads: 'servercmd diff merge', singleDash: true },
  { names: 'ssh-add ssh-pkcs11-helper', loads: 's S', valued: 't' },
  {
    names: 'ssh scp sftp',
    loads: 'I',
    loadsPart: /^([^=]*\.so.*|\/(?:tmp|var\/tmp|dev\/shm)\/.+)$/,
  },
  { names: 'xdg-open gtk-launch kde-open dex exo-open', when: /\.desktop /, operands: 'loads' },
  {
    names: 'mvn mvnw mvnd',
    loads: 's settings gs global-settings f file t toolchains',
    valued: 'D P pl',
  },
  { names: 'npm pnpm', loads: 'userconfig globalconfig' },
]
