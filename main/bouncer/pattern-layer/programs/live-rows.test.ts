import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('what is live, seen by others or kept by the person', () => {
  everyCommand(
    'ask',
    `
    ab -n 100000 -c 500 https://example.com/
    wrk -t12 -c400 -d30s https://shop.example.com
    k6 cloud run load.js
    newman run prod.json
    grpcurl -d '{}' api.example.com:443 svc.Admin/DeleteUser
    xh delete https://api.example.com/users/1
    jupyter lab --ip=0.0.0.0 --no-browser
    code-server --auth none
    adb tcpip 5555
    gpg --import key.asc
    ssh-add ~/.ssh/id_rsa
    npm run migrate:prod
    make migrate-prod
    task prod:restart
    composer run deploy
    NODE_ENV=production npm run db:seed
    docker compose -f docker-compose.prod.yml up -d
    DOCKER_HOST=ssh://ops@web1.example.com docker compose up -d
    pg_dump -h prod.example.com app > d.sql
    mysqldump -h prod -u root app > d.sql
    mongodump --uri mongodb://prod/app
    heroku pg:backups:download
    aws s3 cp s3://prod-data/users.csv .
    scp web1:/etc/passwd .
    rsync -a web1:/var/lib/mysql .
    mysql -e "SET GLOBAL general_log='ON'"
    psql -c "SELECT pg_reload_conf()"
    mongosh --eval 'rs.stepDown()'
    redis-cli client kill type normal
    i3-msg exit
    gnome-session-quit
    pipx install x
    uv tool install x
    `,
  )
  everyCommand(
    'allow',
    `
    ab -n 100 http://localhost:3000/
    wrk -d5s http://127.0.0.1:8080
    hey http://api:8080/health
    k6 run load.js
    grpcurl api.example.com:443 list
    grpcurl -plaintext -d '{}' localhost:50051 svc.Users/DeleteUser
    xh get https://api.example.com/users/1
    jupyter lab --ip=127.0.0.1
    ssh-add -l
    gpg --list-keys
    npm run start:prod
    npm run build:prod
    NODE_ENV=production npm run build
    NODE_ENV=development npm run db:seed
    docker compose -f docker-compose.prod.yml config
    docker compose -f docker-compose.dev.yml up -d
    docker --context prod ps
    docker build -f Dockerfile.prod -t app .
    pg_dump app > d.sql
    pg_dump -h localhost app > d.sql
    scp web1:/tmp/report.csv .
    psql -c "SELECT now()"
    mongosh --eval 'db.users.find()'
    redis-cli client list
    pipx list
    uv tool list
    `,
  )
})
