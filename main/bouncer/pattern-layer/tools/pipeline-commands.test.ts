import { describe } from 'vitest'
import {
  type Expected,
  project,
  type Row,
  testRows,
  write,
} from '../../../../tests/scorecard/tool-rows.ts'

const workflow = (expected: Expected, run: string): Row =>
  write(
    expected,
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    steps:\n      - run: ${run}\n`,
  )

describe('pipelines that reach what others use', () => {
  testRows([
    workflow('ask', 'npm publish --provenance'),
    workflow('ask', 'cargo publish'),
    workflow('ask', 'terraform apply -auto-approve'),
    workflow('ask', 'rsync -az --delete dist/ web@www.example.org:/srv/www/'),
    workflow('allow', 'rsync -az dist/ build/'),
    workflow('allow', 'npm publish --dry-run'),
    workflow('allow', 'terraform plan'),
    workflow('allow', 'docker push registry.example.org/a/b:1'),
    [
      'allow',
      'Edit',
      {
        file_path: `${project}/.github/workflows/a.yml`,
        old_string: '      - run: npm publish\n',
        new_string: '      - run: npm publish --provenance\n',
      },
    ],
    write(
      'ask',
      'Dockerfile',
      'FROM a:1\nRUN pip install --index-url http://p.example.org/simple --trusted-host p.example.org x\n',
    ),
    write('allow', 'Dockerfile', 'FROM a:1\nRUN pip install -r requirements.txt\n'),
  ])
})
