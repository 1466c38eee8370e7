import { redactText } from '../../../kit/redact.ts'
import { type Scene, signal } from '../scene.ts'

/**
 * Keys that give their holder an account. Kinds that are often meant for everybody to see (publishable
 * keys, tokens of anonymous visitors) and values that are only named like secrets are left out.
 */
const ACCOUNT_KEY =
  /__redacted_(?:anthropic_key|openai_key|github_token|gitlab_token|aws_key|slack_token|npm_token|pypi_token|provider_token|private_key)__/
const WHERE_EXAMPLES_LIVE =
  /\.(?:mdx?|css|s[ac]ss|less|rst|txt|adoc|snap|html?|patch|diff|lock|svg|csv|ipynb)$|\/(?:tests?|specs?|__tests__|__mocks__|__snapshots__|fixtures?|testdata|mocks?|examples?|samples?|docs?|e2e|cypress|stories)\/|[._-](?:test|spec|fixture|mock|example|sample|template|stories)s?\.\w+$|\/test_[^/]+$|_test\.\w+$/i

const MAX_TEXT = 64 * 1024

/** Notes a key to some account in a text for a file of the project: it would be committed and shared. */
export function noteWrittenSecrets(scene: Scene, path: string, text: string): void {
  if (WHERE_EXAMPLES_LIVE.test(path)) return
  const redacted = redactText(text.slice(0, MAX_TEXT))
  if (ACCOUNT_KEY.test(redacted)) signal(scene, 'written-secret', path)
}
