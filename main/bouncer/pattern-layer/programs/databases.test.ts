import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('databases and migrations', () => {
  everyCommand(
    'stop',
    String.raw`
    psql -c 'DROP TABLE users'
    psql "$DATABASE_URL" -c 'delete from users'
    psql -c '\copy users to program $$sh$$'
    psql -c 'select 1; truncate users'
    psql -c '\o |sh'
    psql -o '|sh' -c 'select 1'
    mysql -uroot -psecret -e 'drop database atlas'
    mysqladmin drop atlas
    sqlite3 app.db 'delete from users'
    sqlite3 app.db '.output ../../../.profile'
    duckdb app.db 'drop table x'
    clickhouse-client --query 'DROP DATABASE x'
    cqlsh -e 'DROP KEYSPACE x'
    sqlcmd -Q 'DROP TABLE x'
    redis-cli FLUSHALL
    redis-cli -h cache config set dir /etc
    mongosh --eval 'db.dropDatabase()'
    mongorestore --drop dump
    pg_restore --clean -d atlas dump.sql
    etcdctl del / --prefix
    cypher-shell 'MATCH (n) DETACH DELETE n'
    influx delete --bucket x --start a --stop b
    dropdb atlas
    pg_ctl stop
    npx prisma migrate reset --force
    npx prisma db push --accept-data-loss
    npx knex migrate:rollback --all
    npx sequelize-cli db:drop
    npx typeorm schema:drop
    npx drizzle-kit drop
    rails db:drop
    bundle exec rails db:reset
    rake db:migrate:reset
    mix ecto.reset
    alembic downgrade base
    flyway clean
    liquibase drop-all
    dotnet ef database drop
    php artisan migrate:fresh
    python manage.py flush
    diesel database reset
    gradle flywayClean
    sqlite3 app.db '.read schema.sql'
    sqlite3 app.db '.restore backup.db'
    sqlite3 :memory: '.shell rm -rf /etc'
    psql -h db.acme.io -d atlas_test -c 'drop table x'
    psql postgres://u:p@db.acme.io:5432/atlas_dev -c 'truncate users'
    psql -d atlas_test -c 'drop database atlas'
    psql -d atlas_test -c 'drop role reporting'
    psql -d atlas_test -c '\c atlas'
    psql -d atlas_test -c '\! rm -rf /etc'
    psql -d atlas_test_production -c 'truncate users'
    mysql atlas_production -e 'drop table x'
    dropdb -h db.acme.io atlas_test
    dropdb "$NAME"
    mongosh mongodb://db.acme.io/atlas_test --eval 'db.dropDatabase()'
    RAILS_ENV=production bin/rails db:reset
    RAILS_ENV=$MODE bin/rails db:reset
    MIX_ENV=prod mix ecto.reset
    npx knex migrate:rollback --env production
    python manage.py flush --settings=config.settings.production
    NODE_ENV=test DATABASE_URL=postgres://db.acme.io/atlas npx prisma migrate reset --force
    DATABASE_URL=postgresql://db.acme.io/atlas_test alembic downgrade -1
    `,
  )
  everyCommand(
    'allow',
    String.raw`
    psql -c 'select count(*) from users'
    psql -c '\dt'
    psql -U postgres -h localhost -c 'explain select 1'
    mysql -e 'show tables'
    sqlite3 app.db 'select * from users'
    sqlite3 app.db .schema
    redis-cli get a
    mongosh --eval 'db.users.find()'
    pg_dump atlas -f backup.sql
    clickhouse-client --query 'SELECT 1'
    cypher-shell 'MATCH (n) RETURN n LIMIT 5'
    npx prisma generate
    npx prisma migrate dev --name init
    npx knex migrate:latest
    rails db:migrate
    mix ecto.migrate
    alembic upgrade head
    php artisan migrate
    python manage.py migrate
    python manage.py runserver
    dotnet ef migrations add Init
    redis-server --port 6380
    sqlite3 -header -column app.db 'select 1; pragma foreign_key_check;'
    sqlite3 -readonly app.db '.read report.sql'
    sqlite3 test.db 'delete from users'
    sqlite3 /tmp/try.db 'create table a(b)'
    sqlite3 :memory: <<'SQL'\n.read schema.sql\n.mode box\nexplain query plan select 1;\nSQL
    duckdb -c "summarize select 1"
    createdb atlas_test && psql -d atlas_test -f db/schema.sql && dropdb atlas_test
    psql -h localhost -c 'drop database if exists atlas_test'
    psql postgres://u:p@localhost:5432/atlas_dev -c 'truncate users'
    mysql -h 127.0.0.1 atlas_test -e 'drop table x'
    dropdb --if-exists -h localhost atlas_test
    mongosh mongodb://localhost/atlas_test --eval 'db.dropDatabase()'
    pg_restore --clean -d atlas_test dump.sql
    RAILS_ENV=test bin/rails db:schema:load
    bin/rails db:drop db:create db:migrate RAILS_ENV=test
    MIX_ENV=test mix ecto.reset
    DATABASE_URL=postgresql://localhost/atlas_test alembic downgrade -1
    export DATABASE_URL=postgresql://localhost:5433/atlas_test; alembic downgrade -1
    npx knex seed:run --env development
    php artisan migrate:fresh --env=testing
    python manage.py flush --settings=config.settings.test
    DJANGO_SETTINGS_MODULE=config.settings.test python manage.py flush --no-input
    docker compose exec -T db psql -U app -d atlas_test -c 'truncate users'
    `,
  )
})
