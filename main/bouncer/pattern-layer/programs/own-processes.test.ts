import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('programs ended by how they were started', () => {
  everyCommand(
    'allow',
    `
    pkill -f "node dist/main"
    pkill -f "vite --port 5173"
    pkill -f "uvicorn app.main:app"
    pkill -f "python train.py"
    pkill -f "npm run dev"
    pkill -f "manage.py runserver"
    pkill -f target/debug/app
    pkill -f "python -m http.server 8000"
    `,
  )
  everyCommand(
    'ask',
    `
    pkill node
    pkill -f node
    pkill -f vite
    pkill -f http.server
    pkill -f "bin/bash"
    pkill -f "lib/systemd/systemd"
    pkill -f "node .*"
    sudo pkill -f "npm run dev"
    `,
  )
})
