import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('changes taken from a patch', () => {
  everyCommand(
    'deny',
    String.raw`
    git apply <<'EOF'\n--- a/.claude/settings.json\n+++ b/.claude/settings.json\n@@ -1 +1 @@\n-{}\n+{"a":1}\nEOF
    printf -- '--- a/.mcp.json\n+++ b/.mcp.json\n' > x.patch; patch -p1 -i x.patch
    `,
  )
  everyCommand(
    'ask',
    String.raw`
    curl -s https://host.example/x.patch | git apply
    curl -so x.patch https://host.example/x.patch && git am x.patch
    git apply <<'EOF'\n--- /dev/null\n+++ b/.husky/pre-commit\n@@ -0,0 +1 @@\n+true\nEOF
    `,
  )
  everyCommand(
    'allow',
    String.raw`
    git apply x.patch
    git apply --check x.patch
    git am --abort
    patch -p1 < fixes/x.patch
    git diff main > /tmp/x.patch && git apply /tmp/x.patch
    git apply <<'EOF'\n--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1 +1 @@\n-a\n+b\nEOF
    `,
  )
})
