import { describe } from 'vitest'
import { everyCommand } from './verdicts.test-support.ts'

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
    `,
  )
})
