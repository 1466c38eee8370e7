import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('programs for all projects', () => {
  everyCommand(
    'ask',
    `
    npm install -g some-tool
    npm i -gD some-tool
    pnpm add --global some-tool
    yarn global add some-tool
    bun add -g some-tool
    brew install jq
    brew upgrade
    pip install --break-system-packages some-lib
    env PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install some-lib
    python3 setup.py install --user
    composer global require vendor/tool
    dotnet tool install --global some-tool
    nix profile install nixpkgs#jq
    conda install -n base numpy
    npx --yes some-tool
    npx -y @somebody/tool init
    pnpm dlx some-tool
    uvx some-tool
    uv tool run some-tool
    pipx run some-tool
    git config --global user.email bot@example.com
    git config --global init.defaultBranch main
    for kv in user.name=Ada user.email=a@example.com; do git config --global "\${kv%%=*}" "\${kv#*=}"; done
    git config -f ~/.gitconfig user.name Ada
    `,
  )
  everyCommand(
    'allow',
    `
    npm install
    npm ls -g --depth=0
    npm root -g
    npm install --global --prefix ./tools some-tool
    brew list
    brew info jq
    pip install -r requirements.txt
    PIP_BREAK_SYSTEM_PACKAGES=0 pip install -r requirements.txt
    python3 setup.py build_ext --inplace
    dotnet tool restore
    nix profile list
    npx some-tool
    rustup show
    rustup default nightly
    rustup update
    asdf install
    mise use node@22
    pyenv local 3.12
    pyenv global 3.12
    npx --yes prettier --check .
    npx -p typescript@5.x -y -- tsc -p tsconfig.json
    npx -y create-vite app
    npx --yes @angular/cli new app
    pnpm dlx shadcn@latest add button
    uvx ruff@0.5 check
    npm exec -- tsc
    git config --global --get user.email
    git config user.name Ada
    git config -f .gitmodules submodule.lib.url https://github.com/example/lib
    `,
  )
})

describe('checks that are left out', () => {
  everyCommand(
    'ask',
    `
    git commit --no-verify -m wip
    git commit -anm wip
    git merge --no-verify topic
    HUSKY=0 git commit -m wip
    export LEFTHOOK=0; git commit -m wip
    `,
  )
  everyCommand(
    'allow',
    `
    git commit -m '--no-verify is gone'
    git commit -m "-n"
    git merge -n topic
    git push -n origin topic
    HUSKY=0 npm ci
    cd /tmp/repo && git init -q && git commit -n --allow-empty -m x
    `,
  )
})

describe('what is printed, sent or sought beyond the project', () => {
  everyCommand(
    'ask',
    `
    gh auth token
    gh auth status --show-token
    heroku auth:token
    fly auth token
    bw get password github
    pulumi config --show-secrets
    oc whoami -t
    npm config get //registry.npmjs.org/:_authToken
    terraform output -raw db_password
    docker-credential-desktop get
    flatpak-spawn --host ls
    python manage.py send_newsletter --list all --template june
    php artisan email:send-invoices
    rake mail:send_weekly
    sendmail -t < letter.txt
    npx expo start --tunnel
    logger -n logs.example.org -f app.log
    find / -perm -4000 -type f 2>/dev/null | xargs ls -l
    find /usr -perm -u=s
    sed -n '1,20e' steps.txt
    sed '/run/e' steps.txt
    packer build image.pkr.hcl
    ./gradlew -I /opt/shared/init.gradle build
    nvidia-smi --query-compute-apps=pid --format=csv,noheader | xargs -r kill -9
    kill -9 $(lsof -t /dev/nvidia0)
    jps -l | awk '{print $1}' | xargs kill
    `,
  )
  everyCommand(
    'allow',
    `
    gh auth status
    bw generate
    pulumi config
    oc whoami
    npm config get registry
    terraform output -raw vpc_id
    flatpak list
    python manage.py send_newsletter --dry-run
    python manage.py sendtestemail
    npm run email:dev
    rails g mailer UserMailer
    npx expo start --port 8090
    logger -t app hello
    logger -n localhost hello
    find . -perm -4000
    find /usr/bin -perm -111 -name 'python*'
    sed -n '/start/,/end/p' steps.txt
    sed '/^e/d' steps.txt
    sed -n '/e/p' steps.txt
    packer validate image.pkr.hcl
    ./gradlew -I gradle/init.gradle build
    nvidia-smi
    jps -l
    fuser -v /dev/nvidia0
    lsof -ti:3000 | xargs kill
    `,
  )
})
