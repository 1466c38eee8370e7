/** Rules to begin with, each with its case. */
export const policyExample = `version: 1
rules:
  - id: mine.deploy-files
    decision: deny
    why: Changes how we deploy.
    instead: Describe the change, I make it.
    when: { write: { path: deploy/** } }
    expect:
      - tool: Write
        input: { file_path: deploy/web.yaml, content: x }
        decision: deny
  - id: mine.ask-docker
    decision: ask
    why: Starts or stops containers.
    when: { execute: { program: docker } }
    expect:
      - tool: Bash
        input: { command: docker compose up -d }
        decision: ask
`
