/** Rules to begin with: one of each decision, each with its case. */
export const policyExample = `version: 1
rules:
  - id: mine.no-production
    decision: deny
    why: Touches production, which goes through the pipeline alone.
    instead: Change the pipeline, or ask me.
    when: { infrastructure: { resource: "*production*" } }
    expect:
      - tool: Bash
        input: { command: kubectl delete deployment web -n production }
        decision: deny
  - id: mine.ask-docker
    decision: ask
    why: Starts or stops containers.
    when: { execute: { program: docker } }
    expect:
      - { tool: Bash, input: { command: docker compose up -d }, decision: ask }
`
