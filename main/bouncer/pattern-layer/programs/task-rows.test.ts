import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('tasks and scripts that reach out of the project', () => {
  everyCommand(
    'ask',
    `
    python scripts/send_emails.py --all
    node scripts/charge-customers.js
    uv run python scripts/delete_users.py
    ./scripts/send_newsletter.sh
    ./scripts/delete-old-data.py
    tsx scripts/publish.ts
    make apply ENV=staging
    make tf-destroy
    make push
    just teardown
    wp post delete 1 --force
    wp user create bob b@example.com --role=administrator
    php artisan tinker --execute="User::truncate();"
    terraform workspace select prod
    firebase use prod
    nvidia-smi -pl 200
    nvidia-smi --gpu-reset
    wall rebooting
    ionice -c 3 -p 1
    snmpset -v2c -c private router x i 1
    cansend can0 123#DEAD
    crictl rmp -f x
    gpg --clearsign notes.txt
    pass insert work/db
    az acr build -r reg -t app:1 .
    `,
  )
  everyCommand(
    'allow',
    `
    python scripts/send_test.py
    node scripts/release-notes.js
    python scripts/train.py
    ./scripts/build.sh
    ./scripts/reset.sh
    python -m pytest tests/test_delete_users.py
    make build
    make test
    make -n apply
    make push-dry
    node scripts/reset-db.js
    just lint
    wp post list
    wp plugin list
    wp plugin install x --activate
    wp user create bob b@example.com
    php artisan tinker --execute="User::count();"
    terraform workspace select dev
    nvidia-smi
    nvidia-smi --query-gpu=memory.used --format=csv
    snmpwalk -v2c -c public router
    cansend vcan0 123#DEAD
    crictl ps
    gpg --verify x.sig x
    taskset -c 0-3 ./bench
    `,
  )
})
