import { describe } from 'vitest'
import { everyCommand } from '../../../../tests/scorecard/command-rows.ts'

describe('packages: names that imitate much used ones', () => {
  everyCommand(
    'ask',
    `
      npm install expresss
      npm i -D axois
      npm i @tpyes/node
      yarn add typescirpt
      pnpm add chalkk
      bun add raect-dom
      npx creat-react-app shop
      npm init vit@latest
      npx --yes expresss
      npx expresss@latest
      pip install numpyy
      pip install 'djang0>=4'
      python3 -m pip install beautifulsup4
      uv add pydnatic
      uv run --with requsts script.py
      poetry add sqlalcemy
      cargo add tokioo
      gem install nokogirii
      bundle add sidekik
      composer require symfny/console
      go get github.com/gorila/mux@latest
      dotnet add package Newtonsoft.Jsn
      docker run --rm -it ngnix
      docker pull postgress:16
    `,
  )
  everyCommand(
    'deny',
    `
      npm install crossenv
      npm i ua-parser-js@0.7.29
      pip install colourama
      pip install ctx==0.2.2
      go get github.com/boltdb-go/bolt@v1.3.1
      cargo add lazystatic
    `,
  )
  everyCommand(
    'allow',
    `
      npm install express
      npm i preact vuex lodash-es colors cookies
      npm i ms koa ky
      npm i ua-parser-js@1.0.38
      npm i @types/node @acme/widgets
      npm i our-own-widget-library
      npm uninstall expresss
      npm run axois
      npx tsc --noEmit raect
      npx prism mock api.yaml
      npx expresss
      pip install requests scapy pymssql flask_cors
      pip install -r requirements.txt
      pip install 'uvicorn[standard]>=0.30'
      uv run reqeusts.py
      cargo add serde-json env-logger
      gem install rails
      composer require symfony/console:^7
      go get github.com/gorilla/mux/v2@latest
      go install github.com/spf13/cobra@latest
      dotnet add src/App.csproj package Newtonsoft.Json
      docker run --rm nginx:alpine nginx -t
      docker run -v ./a:/b my-own-image ngnix
      docker pull postgres:16
    `,
  )
})

describe('packages: from repositories instead of registries', () => {
  everyCommand(
    'ask',
    `
      npm i someone/some-lib
      npm install github:someone/some-lib#next
      npm install git+ssh://git@github.com/someone/x.git
      yarn add react@github:someone/react
      bun add git@github.com:someone/x.git
      npx github:someone/cli
      pip install "lib @ git+https://github.com/someone/lib@v1"
      pip install -r https://raw.githubusercontent.com/someone/x/main/requirements.txt
      uv run --with git+https://github.com/someone/tool tool
      cargo add --git https://github.com/someone/lib lib
      bundle add thing --git https://github.com/someone/thing
      flutter pub add thing --git-url https://github.com/someone/thing
      go run github.com/someone/odd-tool@latest
      docker build https://github.com/someone/x.git
      Rscript -e 'remotes::install_github("someone/pkg")'
      julia -e 'using Pkg; Pkg.add(url="https://github.com/someone/X.jl")'
    `,
  )
  everyCommand(
    'allow',
    `
      npm install ./packages/ui ../shared
      npm i file:../shared
      pnpm add @acme/util@workspace:*
      pip install -e .
      pip install https://files.pythonhosted.org/packages/aa/lib-1.0-py3-none-any.whl
      docker build -t app .
      cargo add --path ../lib lib
      Rscript -e 'install.packages("dplyr", repos="https://cloud.r-project.org")'
      julia -e 'using Pkg; Pkg.add("CSV")'
      go run ./cmd/tool
    `,
  )
})
