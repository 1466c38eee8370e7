import { isKnown, type Scene, signal } from '../scene.ts'

/** Tools that very many projects run without declaring them. */
const EVERYDAY = new Set(
  'typescript tsc tsx ts-node eslint prettier biome vitest jest mocha ava c8 nyc rollup webpack vite esbuild swc babel turbo nx lerna tsup unbuild tsdown rimraf oxlint oxfmt stylelint markdownlint markdownlint-cli markdownlint-cli2 typedoc playwright cypress storybook sb next nuxt nuxi astro svelte-kit svelte-check vue-tsc tailwindcss postcss sass lessc changeset commitlint commitizen husky lint-staged knip depcheck madge publint attw size-limit jscpd cspell serve http-server live-server json-server wait-on start-server-and-test concurrently kill-port cross-env npm-check-updates ncu npm-run-all license-checker npkill degit tiged giget prisma drizzle-kit knex typeorm sequelize-cli expo react-native react-native-cli eas-cli cap ionic ng vue gatsby remix wrangler firebase-tools vercel netlify netlify-cli serverless cdk electron electron-builder electron-rebuild asar patch-package syncpack sort-package-json source-map-explorer webpack-bundle-analyzer bundlesize lighthouse pa11y pa11y-ci linkinator mmdc mermaid svgo svgr imagemin terser uglify-js csso-cli clean-css-cli html-validate htmlhint browserslist update-browserslist-db autoprefixer redocly swagger-cli openapi-typescript openapi-generator-cli orval graphql-codegen quicktype ajv ajv-cli jsonlint yaml-lint typescript-language-server pyright node-gyp prebuildify zx nodemon pm2 verdaccio yarn pnpm npm corepack shadcn shadcn-ui ruff black isort flake8 pylint mypy pytest tox nox coverage pre-commit cookiecutter copier poetry pdm hatch build twine httpie yt-dlp ansible-lint yamllint sqlfluff codespell vulture bandit pip-audit pip-tools pip-compile mkdocs sphinx-build jupyter jupyterlab ipython marimo basedpyright ty deptry interrogate djlint pycowsay'.split(
    ' ',
  ),
)

/** Scaffolds of frameworks. */
const SCAFFOLD =
  /^create-(?:vite|vue|svelte|astro|next-app|nuxt|react-app|react-router|remix|t3-app|t3-turbo|expo-app|expo|react-native-app|solid|qwik|turbo|electron-app|electron-vite|tauri-app|docusaurus|eslint-config|preact|lit|hono|cloudflare|elysia|nx-workspace|mastra|tsrouter-app|wxt|vitest|storybook|playwright|gatsby|strapi-app|payload-app|medusa-app|sanity|jest-runner|chrome-ext|plasmo|fastify|typescript-app|vuepress|vitepress)$/

/** Whose packages carry the name of a framework or of a firm behind it. */
const KNOWN_SCOPE =
  /^@(?:angular|vue|nestjs|sveltejs|tauri-apps|biomejs|playwright|storybook|redocly|openapitools|graphql-codegen|capacitor|ionic|expo|react-native-community|react-native|react-router|11ty|changesets|prisma|sentry|aws-cdk|aws-amplify|microsoft|azure|google|google-cloud|angular-devkit|schematics|vercel|netlify|shopify|wordpress|babel|swc|tailwindcss|typescript-eslint|typescript|electron-forge|electron|eslint|astrojs|nuxt|remix-run|docusaurus|mermaid-js|commitlint|stoplight|apidevtools|cyclonedx|lhci|axe-core|asyncapi|hey-api|svgr|napi-rs|cloudflare|modelcontextprotocol|anthropic-ai|openai|tanstack|trpc|rollup|vitejs|vitest|arethetypeswrong|next|mui|mikro-orm|stryker-mutator|percy|applitools|compodoc|nx|nrwl|apollo|sanity|strapi|backstage|yarnpkg|figma|lingui|formatjs|ngneat|qwikdev|solidjs|web|open-wc|lit|preact|hono|adonisjs|loopback|feathersjs|fastify)\//

/** Notes a program that is fetched and started unasked, that neither the project nor many others use. */
export function noteUndeclaredTool(scene: Scene, given: string): void {
  const name = given.replace(/(?<=.)@[^/]*$/, '').replace(/\[[\w,-]*\]$|[=<>~!].*$/, '')
  if (!isKnown(name) || !/^(?:@[\w.-]+\/)?[\w.-]+$/.test(name)) return
  if (EVERYDAY.has(name) || SCAFFOLD.test(name) || KNOWN_SCOPE.test(name)) return
  signal(scene, 'other-tool', `fetches and starts ${name}, which the project does not declare`)
}
