import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe("what is the project's own although its kind is not", () => {
  everyCommand(
    'allow',
    `
    pkill -f atlas-server
    pkill -9 -f "target/debug/atlas"
    pkill -u "$USER" -f ledger-gateway-all.jar
    pkill -f /home/mira/work/atlas/dist/main.js
    nginx -p "$PWD/nginx" -c lab.conf -s quit
    nginx -t -c $PWD/nginx.conf
    nginx -p ./nginx -g 'daemon off;'
    pg_ctl -D ./pgdata -l log start
    pg_ctl -D /tmp/pg stop
    Xvfb :99 & DISPLAY=:99 import -window root /tmp/x.png
    xvfb-run -a sh -c './app & sleep 3; import -window root /tmp/x.png'
    LD_PRELOAD=$(gcc -print-file-name=libasan.so) python3 -m pytest
    LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2 ./app
    awk '{n[$1]++} END {for (k in n) print n[k], k | "sort -rn"}' dev.tsv
    awk '{print | "sort | uniq -c"}' dev.tsv
    cargo run -q > c.fish && fish --no-execute c.fish
    cargo run -q -- completions zsh > completions/_atlas && zsh -n completions/_atlas
    bin/rails db:migrate && bin/rails db:rollback && bin/rails db:migrate
    alembic upgrade head && alembic downgrade -1 && alembic upgrade head
    goose -dir migrations sqlite3 ./dev.db status
    mongosh --quiet mongodb://localhost:27017/dev --eval 'db.runCommand({ping:1})'
    adb -s emulator-5554 shell pm clear com.example.habits
    adb -e uninstall com.example.habits
    keytool -genkeypair -alias dev -keyalg RSA -dname CN=localhost -keystore /tmp/dev.p12 -storepass changeit
    claude mcp list
    codex mcp get docs
    /home/mira/work/.venv/bin/pytest
    `,
  )
  everyCommand(
    'stop',
    `
    pkill -f node
    pkill -f vite
    pkill -f server.py
    pkill -f 'atlas|ssh'
    pkill -f typescript-language-server.js
    pkill atlas
    sudo pkill -f atlas
    nginx -s reload
    nginx -c /etc/nginx/nginx.conf
    nginx -c /tmp/nginx.conf
    nginx -p . -c ../../x.conf
    nginx -p . -g 'load_module /tmp/x.so;'
    pg_ctl stop
    pg_ctl -D /var/lib/postgresql/data stop
    import -window root /tmp/x.png
    DISPLAY=:0 import -window root /tmp/x.png
    xvfb-run -a ./app; scrot /tmp/x.png
    LD_PRELOAD=/tmp/libasan.so ls
    LD_PRELOAD=/home/mira/libasan.so ls
    awk '{print | "sort -o out"}' dev.tsv
    awk '{print | "sort; id"}' dev.tsv
    awk '{print | "sh"}' dev.tsv
    bin/rails db:rollback
    bin/rails db:migrate && bin/rails db:rollback STEP=5
    export RAILS_ENV=production; bin/rails db:migrate && bin/rails db:rollback
    alembic upgrade head && alembic downgrade base
    goose postgres "$PROD_URL" up && goose postgres "$PROD_URL" down
    goose run
    npm run start zsh -c 'rm -rf ~/x'
    mongosh --eval 'db.runCommand({dropDatabase:1})'
    adb shell pm clear com.example.habits
    keytool -genkeypair -alias dev -keystore ~/.keystore -storepass changeit
    keytool -list -keystore release.jks
    claude mcp add docs
    claude mcp list --dangerously-skip-permissions
    /home/mira/.venv/bin/pytest
    /home/mira/other/.venv/bin/pytest
    `,
  )
})
