import { describe } from 'vitest'
import { project, testRows } from '../../../../tests/scorecard/tool-rows.ts'

const write = (file: string, content: string) => ({ file_path: `${project}/${file}`, content })
const edit = (file: string, from: string, to: string) => ({
  file_path: `${project}/${file}`,
  old_string: from,
  new_string: to,
})

const STRANGE = 'https://git.somewhere.example/x'

describe('manifests: addresses that code is taken from', () => {
  testRows([
    [
      'ask',
      'Write',
      write('Gemfile', `source 'https://rubygems.org'\ngem 'x', git: '${STRANGE}'\n`),
    ],
    ['ask', 'Write', write('pyproject.toml', `[project]\ndependencies = ["x @ ${STRANGE}.whl"]\n`)],
    ['ask', 'Write', write('pyproject.toml', `[tool.uv.sources]\nx = { git = "${STRANGE}" }\n`)],
    ['ask', 'Write', write('environment.yml', `channels:\n  - ${STRANGE}\n`)],
    ['ask', 'Write', write('Cargo.toml', `[dependencies]\nx = { git = "${STRANGE}" }\n`)],
    ['ask', 'Write', write('deps.edn', `{:mvn/repos {"x" {:url "${STRANGE}"}}}`)],
    ['ask', 'Write', write('build.sbt', `resolvers += "x" at "${STRANGE}"\n`)],
    ['ask', 'Write', write('mix.exs', `defp deps, do: [{:x, git: "${STRANGE}"}]\n`)],
    [
      'ask',
      'Write',
      write('pubspec.yaml', `dependencies:\n  x:\n    git:\n      url: ${STRANGE}\n`),
    ],
    ['ask', 'Write', write('Package.swift', `.package(url: "${STRANGE}", branch: "main")`)],
    ['ask', 'Write', write('Podfile', `source '${STRANGE}'\n`)],
    [
      'ask',
      'Write',
      write('.pre-commit-config.yaml', `repos:\n  - repo: ${STRANGE}\n    rev: v1\n`),
    ],
    ['ask', 'Write', write('main.tf', `module "x" {\n  source = "git::${STRANGE}"\n}\n`)],
    [
      'ask',
      'Write',
      write('main.tf', 'module "x" {\n  source = "git::ssh://git@h.example/x"\n}\n'),
    ],
    ['ask', 'Write', write('requirements.yml', `roles:\n  - src: git+${STRANGE}\n`)],
    ['ask', 'Write', write('flake.nix', `{ inputs.x.url = "git+${STRANGE}"; }`)],
    [
      'ask',
      'Edit',
      edit('go.mod', 'go 1.23', 'go 1.23\nreplace a.example/b => github.com/c/b v1.0.0'),
    ],
    ['ask', 'Write', write('package.json', '{"overrides":{"express":"npm:expresss@4.0.0"}}')],
    [
      'ask',
      'Write',
      write('.devcontainer/devcontainer.json', '{"image":"registry.example.net/x:1"}'),
    ],
    [
      'ask',
      'Write',
      write('.circleci/config.yml', 'version: 2.1\norbs:\n  x: who/knows@volatile\n'),
    ],
  ])
  testRows([
    ['allow', 'Write', write('Gemfile', "gem 'x', git: 'https://github.com/rails/x', tag: 'v1'\n")],
    [
      'allow',
      'Write',
      write(
        'pyproject.toml',
        `[project.urls]\nHomepage = "${STRANGE}"\n[tool.x]\nurl = "${STRANGE}"\n`,
      ),
    ],
    [
      'allow',
      'Write',
      write('Cargo.toml', `[package]\nrepository = "${STRANGE}"\nhomepage = "${STRANGE}"\n`),
    ],
    [
      'allow',
      'Write',
      write('pubspec.yaml', `name: a\nhomepage: ${STRANGE}\nrepository: ${STRANGE}\n`),
    ],
    [
      'allow',
      'Write',
      write(
        'Package.swift',
        '.package(url: "https://github.com/apple/swift-nio.git", from: "2.0.0")',
      ),
    ],
    [
      'allow',
      'Write',
      write(
        '.pre-commit-config.yaml',
        'repos:\n  - repo: local\n  - repo: https://github.com/psf/black\n',
      ),
    ],
    [
      'allow',
      'Write',
      write(
        'main.tf',
        'module "x" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "y" {\n  source = "../y"\n}\n',
      ),
    ],
    [
      'allow',
      'Write',
      write('environment.yml', 'channels:\n  - conda-forge\ndependencies:\n  - python=3.12\n'),
    ],
    [
      'allow',
      'Write',
      write('flake.nix', '{ inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05"; }'),
    ],
    [
      'allow',
      'Edit',
      edit(
        'Cargo.toml',
        `x = { git = "${STRANGE}", rev = "a" }`,
        `x = { git = "${STRANGE}", rev = "b" }`,
      ),
    ],
    ['allow', 'Edit', edit('go.mod', 'go 1.22', 'go 1.23\nreplace a.example/b => ../b')],
    [
      'allow',
      'Write',
      write('.circleci/config.yml', 'version: 2.1\norbs:\n  node: circleci/node@5.2.0\n'),
    ],
    ['allow', 'Write', write('docs/Gemfile.md', `gem 'x', git: '${STRANGE}'\n`)],
  ])
})
