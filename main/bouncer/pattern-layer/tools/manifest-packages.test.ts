import { describe } from 'vitest'
import { project, testRows } from '../../../../tests/scorecard/tool-rows.ts'

const edit = (file: string, from: string, to: string) => ({
  file_path: `${project}/${file}`,
  old_string: from,
  new_string: to,
})
const write = (file: string, content: string) => ({ file_path: `${project}/${file}`, content })

describe('manifests: packages that are named anew', () => {
  testRows([
    ['ask', 'Edit', edit('package.json', '"a": "1"', '"a": "1",\n    "expresss": "^4.18.0"')],
    ['deny', 'Edit', edit('package.json', '"a": "1"', '"a": "1",\n    "ua-parser-js": "0.7.29"')],
    ['ask', 'Edit', edit('requirements.txt', 'flask', 'flask\nreqeusts==2.31')],
    ['ask', 'Write', write('Cargo.toml', '[dependencies]\nserdee = "1"\n')],
    ['ask', 'Edit', edit('Gemfile', 'gem "a"', 'gem "a"\ngem "nokogirii"')],
    ['deny', 'Edit', edit('go.mod', 'require (', 'require (\n\tgithub.com/boltdb-go/bolt v1.3.1')],
    ['ask', 'Edit', edit('Dockerfile', 'FROM nginx:1.27', 'FROM ngnix:1.27')],
    ['ask', 'Edit', edit('package.json', '"a": "1"', '"a": "github:someone/a#main"')],
    ['ask', 'Edit', edit('Cargo.toml', 'a = "1"', 'a = { git = "https://github.com/b/a" }')],
    ['allow', 'Edit', edit('package.json', '"a": "1"', '"a": "1",\n    "express": "^4.18.0"')],
    ['allow', 'Edit', edit('package.json', '"expresss": "4.1.0"', '"expresss": "4.1.1"')],
    ['allow', 'Edit', edit('package.json', '"a": "1"', '"a": "workspace:*"')],
    ['allow', 'Edit', edit('package.json', '"a": "1"', '"a": "github:someone/a#v1.2.0"')],
    [
      'allow',
      'Edit',
      edit('Cargo.toml', 'a = "1"', 'a = { git = "https://github.com/b/a", tag = "v1" }'),
    ],
    ['allow', 'Edit', edit('package.json', '"bin": "x"', '"bin": "dist/cli.js"')],
    ['allow', 'Edit', edit('requirements.txt', 'flask==2', 'flask==3.0.3\nscapy>=2')],
    [
      'allow',
      'Write',
      write('Cargo.toml', '[package]\nname = "a"\n\n[dependencies]\nserde = "1"\n'),
    ],
    ['allow', 'Edit', edit('Dockerfile', 'FROM node:20', 'FROM node:22-alpine')],
  ])
})

describe('pipelines and containers: steps and images from elsewhere', () => {
  const CHECKOUT = '      - uses: actions/checkout@v4'
  const CI = '.github/workflows/ci.yml'
  testRows([
    ['ask', 'Edit', edit(CI, CHECKOUT, `${CHECKOUT}\n      - uses: someone/fast-cache@main`)],
    [
      'ask',
      'Edit',
      edit(CI, CHECKOUT, `${CHECKOUT}\n      - uses: docker://reg.example.org/x/y:1`),
    ],
    [
      'ask',
      'Edit',
      edit('.gitlab-ci.yml', 'include:', 'include:\n  - remote: https://x.example/a.yml'),
    ],
    ['ask', 'Write', write('Dockerfile', 'FROM registry.example.org/base/node:20\n')],
    [
      'ask',
      'Edit',
      edit('Dockerfile', 'WORKDIR /a', 'WORKDIR /a\nADD https://x.example.org/a.tgz /a'),
    ],
    ['ask', 'Edit', edit('compose.yml', '    image: a', '    image: registry.example.org/a/b:1')],
    ['allow', 'Edit', edit(CI, CHECKOUT, `${CHECKOUT}\n      - uses: someone/fast-cache@v2`)],
    ['allow', 'Edit', edit(CI, CHECKOUT, `${CHECKOUT}\n      - uses: pnpm/action-setup@master`)],
    [
      'allow',
      'Edit',
      edit('Dockerfile', 'FROM registry.acme.example/a:1', 'FROM registry.acme.example/a:2'),
    ],
    ['allow', 'Edit', edit('Dockerfile', 'FROM node:20', 'FROM ghcr.io/astral-sh/uv:0.5')],
    ['allow', 'Edit', edit('compose.yml', '    image: a', '    image: postgres:16')],
  ])
})
