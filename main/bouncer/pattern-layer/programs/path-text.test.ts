import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('paths made from paths', () => {
  everyCommand(
    'deny',
    `
    rm -rf "$(dirname "$PWD")"
    rm -rf "$(dirname /etc/x)"
    rm -rf "/$(basename /x/etc)"
    rm -rf "/$(basename /x/etc.d .d)"
    rm -rf "$(realpath ../../..)"
    rm -rf "$(readlink -f /etc)"
    cd / && rm -rf "$(pwd)"
    `,
  )
  everyCommand(
    'stop',
    `
    rm -rf "$(dirname "$X")/$(basename "$Y")"
    rm -rf "$(readlink link)"
    `,
  )
  everyCommand(
    'allow',
    `
    rm -rf "$(pwd)/dist"
    rm -rf "$(dirname src/a/b.ts)"
    rm -rf "$(git rev-parse --show-toplevel)/dist"
    cd "$(git rev-parse --show-toplevel)" && npm test
    for f in $(find . -name '*.bak'); do rm "$(dirname "$f")/$(basename "$f")"; done
    docker run --rm -v "$(pwd)":/work -w /work rust:1 cargo build
    $(pwd)/scripts/run.sh
    `,
  )
})
