import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('places of packages that are edited into files', () => {
  everyCommand(
    'ask',
    String.raw`
    sed -i 's#mavenCentral()#maven { url "https://maven.example.net/r" }#' build.gradle
    sed -i "s#https\\://services.gradle.org/distributions#https\\://dl.example.net#" gradle/wrapper/gradle-wrapper.properties
    sed -i 's|registry.npmjs.org|npm.example.net|g' package-lock.json
    perl -pi -e 's{https://registry.npmjs.org}{https://npm.example.net}g' yarn.lock
    sed -i 's#"x": "1.0.0"#"x": "git+https://git.example.net/x.git"#' package.json
    npm pkg set dependencies.x=git+https://git.example.net/x.git
    npm pkg set devDependencies.x=github:someone/x
    npm pkg set dependencies.expresss=4.0.0
    yq -i '.repos[0].repo = "https://git.example.net/h"' .pre-commit-config.yaml
    jq '.dependencies.x="git+https://git.example.net/x.git"' package.json > t && mv t package.json
    `,
  )
  everyCommand(
    'allow',
    `
    sed -i 's/"version": "1.0.0"/"version": "1.1.0"/' package.json
    sed -i 's#https://old.example.com#https://new.example.com#' package.json
    sed -i 's#https://npm.example.net#https://registry.npmjs.org#g' package-lock.json
    sed -i 's/mavenCentral()/google()/' build.gradle
    sed -n '1,20p' build.gradle
    sed -i 's#distributions/gradle-8.4#distributions/gradle-8.5#' gradle/wrapper/gradle-wrapper.properties
    sed -i 's/okhttp3:okhttp:4.11.0/okhttp3:okhttp:4.12.0/' build.gradle
    sed -i 's|github.com/acme/a|github.com/acme/b|' go.mod
    jq '.dependencies' package.json
    jq '.homepage="https://acme.example"' package.json
    yq -i '.image.tag = "1.2"' values.yaml
    npm pkg set dependencies.express=^4
    npm pkg set homepage=https://acme.example
    npm pkg get dependencies
    `,
  )
})
