import { type PackName, packNames } from '../../../shared/bouncer/packs.ts'
import { draftSource } from './draft-source.ts'
import type { PolicySource } from './policy-source.ts'

/** The text of each pack, a policy file like any other; they only tighten. */
export const packTexts: Readonly<Record<PackName, string>> = {
  'sealed-secrets': `version: 1
rules:
  - id: sealed-secrets.read
    decision: deny
    why: Reads a file that holds secrets.
    instead: Work with a file of examples, or ask the person for the one value.
    when: { read: { secret: true } }
    expect:
      - { tool: Bash, input: { command: cat .env }, decision: deny }
      - { tool: Read, input: { file_path: .env.local }, decision: deny }
      - { tool: Bash, input: { command: cat README.md }, decision: allow }
`,
  'careful-git': `version: 1
rules:
  - id: careful-git.remote
    decision: ask
    why: Changes a repository on a server.
    instead: Commit here and say what is ready to be pushed.
    when: { version-control: { target: remote } }
    expect:
      - { tool: Bash, input: { command: git push origin feature/menu }, decision: ask }
  - id: careful-git.history
    decision: deny
    why: Deletes branches or rewrites what was committed.
    instead: Add a commit on top, and leave branches to the person.
    when: { version-control: { target: history } }
    expect:
      - { tool: Bash, input: { command: git branch -D old }, decision: deny }
      - { tool: Bash, input: { command: git commit -m x }, decision: allow }
`,
  'no-network': `version: 1
rules:
  - id: no-network.other-machine
    decision: ask
    why: Talks to another machine.
    instead: Work with what is here, or say what you need from there.
    when: { network: { host: ["*", "!localhost", "!127.*", "!::1", "!*.localhost"] } }
    expect:
      - { tool: Bash, input: { command: curl https://example.com/a }, decision: ask }
      - { tool: Bash, input: { command: curl http://localhost:3000/health }, decision: allow }
      - { tool: WebFetch, input: { url: "https://example.com/", prompt: Read }, decision: ask }
`,
  containers: `version: 1
rules:
  - id: containers.tools
    decision: ask
    why: Uses containers or a cluster.
    instead: Say which container or object is meant and what should happen to it.
    when:
      execute:
        program: [docker, docker-compose, podman, nerdctl, kubectl, helm, k9s, minikube, kind, colima]
    expect:
      - { tool: Bash, input: { command: docker ps }, decision: ask }
      - { tool: Bash, input: { command: kubectl get pods }, decision: ask }
      - { tool: Bash, input: { command: npm test }, decision: allow }
`,
  production: `version: 1
rules:
  - id: production.infrastructure
    decision: deny
    why: Changes something that is called production.
    instead: Change the code or the pipeline, and let the person release it.
    when:
      any:
        - infrastructure: { resource: "*prod*" }
        - infrastructure: { verb: "*prod*" }
        - database: { target: "*prod*" }
    expect:
      - { tool: Bash, input: { command: aws s3 rm s3://shop-prod/assets --recursive }, decision: deny }
  - id: production.branch
    decision: ask
    why: Pushes to a branch that is released from.
    instead: Push a branch of your own and open a merge request.
    when: { version-control: { target: remote, branch: ["*prod*", "release*", "main", "master"] } }
    expect:
      - { tool: Bash, input: { command: git push origin production }, decision: ask }
`,
}

/** How the rules of a pack name the place they stand in. */
export function packPlace(name: PackName): string {
  return `pack ${name}`
}

const sources = new Map<PackName, PolicySource>()

/** A pack as a source of rules of the person, whatever was switched on; unknown names give none. */
export function packSource(name: PackName): PolicySource {
  const known = sources.get(name)
  if (known) return known
  const draft = draftSource(packTexts[name], { layer: 'user', path: packPlace(name) })
  if (!draft.ok) throw new Error(`the pack ${name} cannot be read`)
  sources.set(name, draft.value.source)
  return draft.value.source
}

/** The packs among the names of the settings; names of other versions are passed over. */
export function packsNamed(names: readonly string[]): readonly PackName[] {
  return packNames.filter((name) => names.includes(name))
}
