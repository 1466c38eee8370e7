import type { DialectName } from './dialects.ts'

/** What a function does to the world, as far as its arguments tell. */
export type Act =
  | 'system'
  | 'process'
  | 'named-process'
  | 'mode-process'
  | 'code'
  | 'load'
  | 'delete'
  | 'delete-tree'
  | 'open'
  | 'read'
  | 'write'
  | 'append'
  | 'copy'
  | 'move'
  | 'link'
  | 'make'
  | 'chmod'
  | 'chdir'
  | 'unpack'
  | 'fetch'
  | 'send'
  | 'fetch-file'
  | 'connect'
  | 'listen'
  | 'print'
  | 'kill'
  | 'below'
  | 'unpickle'
  | 'require'
  | 'attribute'
  | 'resolve'
  | 'keychain'

type Rows = Readonly<Partial<Record<Act, string>>>

const PYTHON: Rows = {
  system:
    'os.system os.popen os.popen2 os.popen3 os.popen4 popen2.popen2 subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput asyncio.create_subprocess_shell get_ipython.system pexpect.run invoke.run platform.popen os.startfile',
  process:
    'subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen asyncio.create_subprocess_exec pty.spawn pexpect.spawn os.posix_spawn os.posix_spawnp',
  'named-process':
    'os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp os.execvpe',
  'mode-process':
    'os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe',
  code: 'exec eval compile execfile code.interact code.InteractiveInterpreter builtins.exec runpy.run_path timeit.timeit',
  load: '__import__ importlib.import_module importlib.__import__',
  attribute: 'getattr',
  delete: 'os.remove os.unlink os.rmdir os.removedirs',
  'delete-tree': 'shutil.rmtree distutils.dir_util.remove_tree',
  open: 'open io.open codecs.open os.open gzip.open bz2.open lzma.open pathlib.open builtins.open zipfile.ZipFile tarfile.open aiofiles.open',
  read: 'linecache.getlines fileinput.input dotenv.dotenv_values dotenv.load_dotenv load_dotenv dotenv_values numpy.loadtxt pandas.read_csv np.loadtxt pd.read_csv pd.read_json configparser.read runpy.run_module',
  copy: 'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree shutil.copyfileobj',
  move: 'shutil.move os.rename os.replace os.renames',
  link: 'os.symlink os.link',
  make: 'os.mkdir os.makedirs os.mknod os.truncate os.mkfifo',
  chmod: 'os.chmod os.chown os.lchown os.chflags shutil.chown',
  chdir: 'os.chdir os.fchdir contextlib.chdir',
  unpack: 'shutil.unpack_archive',
  fetch:
    'urllib.request.urlopen urllib.urlopen urllib2.urlopen requests.get requests.head requests.options httpx.get httpx.head httpx.stream urllib3.request http.client.HTTPSConnection http.client.HTTPConnection httplib.HTTPSConnection httplib.HTTPConnection urllib.request.Request urllib2.Request requests.request httpx.request webbrowser.open',
  send: 'requests.post requests.put requests.patch requests.delete httpx.post httpx.put httpx.patch httpx.delete smtplib.SMTP smtplib.SMTP_SSL ftplib.FTP ftplib.FTP_TLS telnetlib.Telnet xmlrpc.client.ServerProxy boto3.client boto3.resource',
  'fetch-file': 'urllib.request.urlretrieve urllib.urlretrieve wget.download',
  connect:
    'socket.create_connection websocket.create_connection websockets.connect asyncio.open_connection paramiko.SSHClient',
  listen:
    'socket.create_server http.server.HTTPServer http.server.ThreadingHTTPServer socketserver.TCPServer http.server.test asyncio.start_server',
  print: 'print sys.stdout.write sys.stdout.buffer.write',
  kill: 'os.kill os.killpg os.abort signal.pthread_kill',
  below:
    'os.setuid os.setgid os.seteuid os.chroot os.setreuid os.fork ctypes.CDLL ctypes.cdll.LoadLibrary ctypes.PyDLL ctypes.util.find_library os.mount',
  resolve:
    'socket.gethostbyname socket.gethostbyname_ex socket.getaddrinfo dns.resolver.resolve dns.resolver.query',
  keychain:
    'keyring.get_password keyring.get_credential browser_cookie3.chrome browser_cookie3.firefox browser_cookie3.load secretstorage.get_default_collection win32crypt.CryptUnprotectData',
  unpickle:
    'pickle.loads pickle.load marshal.loads marshal.load dill.loads cPickle.loads shelve.open yaml.unsafe_load jsonpickle.decode',
}

const JAVASCRIPT: Rows = {
  resolve: 'dns.lookup dns.resolve dns.resolve4 dns.resolve6 dns.resolveTxt dns.resolveAny',
  keychain: 'keytar.getPassword keytar.findPassword keytar.findCredentials',
  system: 'child_process.exec Bun.$ execa.execaCommand execa.command shelljs.exec zx.$ $',
  process:
    'child_process.spawn child_process.execFile child_process.fork Bun.spawn Deno.run Deno.Command execa.execa execa cross-spawn spawn execSync spawnSync execFile execFileSync node-pty.spawn',
  code: 'eval Function vm.runInThisContext vm.runInNewContext vm.runInContext vm.Script vm.compileFunction setTimeout setInterval setImmediate AsyncFunction GeneratorFunction Worker',
  load: 'require import createRequire module.createRequire process.getBuiltinModule module._load',
  attribute: 'Reflect.get',
  delete: 'fs.unlink fs.rmdir fs.rm Deno.remove fs.delete',
  'delete-tree':
    'fs.remove fs.emptyDir rimraf rimraf.sync rimraf.rimraf del del.deleteAsync shelljs.rm fs.removeSync trash',
  read: 'fs.readFile fs.createReadStream fs.readJson Deno.readTextFile Deno.readFile Bun.file dotenv.config process.loadEnvFile fs.readv fs.read',
  write:
    'fs.writeFile fs.createWriteStream fs.outputFile fs.writeJson Deno.writeTextFile Deno.writeFile Bun.write fs.outputJson fs.truncate',
  append: 'fs.appendFile',
  open: 'fs.open Deno.open',
  copy: 'fs.copyFile fs.cp fs.copy Deno.copyFile shelljs.cp',
  move: 'fs.rename Deno.rename fs.move shelljs.mv',
  link: 'fs.symlink fs.link Deno.symlink Deno.link',
  make: 'fs.mkdir fs.mkdtemp Deno.mkdir fs.ensureDir shelljs.mkdir fs.mkdirp',
  chmod: 'fs.chmod fs.chown fs.lchown Deno.chmod Deno.chown',
  chdir: 'process.chdir Deno.chdir shelljs.cd',
  fetch:
    'fetch http.get https.get http.request https.request axios axios.get axios.head got got.get undici.request undici.fetch needle.get superagent.get node-fetch http2.connect request request.get',
  send: 'axios.post axios.put axios.patch axios.delete got.post got.put needle.post superagent.post navigator.sendBeacon request.post request.put nodemailer.createTransport',
  connect:
    'net.connect net.createConnection tls.connect dgram.createSocket net.Socket.connect WebSocket Deno.connect Bun.connect ws',
  print:
    'console.log console.info process.stdout.write console.error console.warn console.dir Deno.stdout.write',
  kill: 'process.kill Deno.kill process.abort',
  below:
    'process.setuid process.setgid process.binding process.dlopen process.setgroups Deno.dlopen bun:ffi.dlopen ffi-napi.Library',
}

const RUBY: Rows = {
  resolve: 'Resolv.getaddress Resolv.getaddresses Socket.getaddrinfo Addrinfo.getaddrinfo',
  process:
    'system exec spawn IO.popen Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen2 Open3.popen3 Open3.popen2e Open3.pipeline PTY.spawn syscall Process.spawn Process.exec',
  code: 'eval instance_eval class_eval module_eval instance_exec binding.eval TOPLEVEL_BINDING.eval RubyVM.InstructionSequence.compile Erb.new ERB.new load',
  load: 'const_get',
  attribute: 'send public_send __send__ method',
  delete:
    'File.delete File.unlink Dir.delete Dir.rmdir Dir.unlink FileUtils.rm FileUtils.rm_f FileUtils.rmdir FileUtils.remove FileUtils.safe_unlink',
  'delete-tree':
    'FileUtils.rm_r FileUtils.rm_rf FileUtils.rmtree FileUtils.remove_entry FileUtils.remove_dir FileUtils.remove_entry_secure',
  open: 'open File.open File.new IO.sysopen Zlib.GzipReader.open CSV.open',
  read: 'File.read File.readlines File.foreach IO.read IO.readlines IO.foreach IO.binread File.binread YAML.load_file JSON.load_file CSV.read CSV.foreach Dotenv.load',
  write: 'File.write IO.write File.binwrite IO.binwrite File.truncate',
  copy: 'FileUtils.cp FileUtils.cp_r FileUtils.copy FileUtils.copy_file FileUtils.copy_entry FileUtils.install IO.copy_stream',
  move: 'FileUtils.mv File.rename FileUtils.move',
  link: 'FileUtils.ln FileUtils.ln_s FileUtils.ln_sf File.symlink File.link',
  make: 'FileUtils.mkdir FileUtils.mkdir_p FileUtils.touch Dir.mkdir FileUtils.makedirs',
  chmod: 'FileUtils.chmod FileUtils.chmod_R FileUtils.chown FileUtils.chown_R File.chown',
  chdir: 'Dir.chdir FileUtils.cd',
  fetch:
    'URI.open Net.HTTP.get Net.HTTP.get_response Net.HTTP.start Net.HTTP.new HTTParty.get Faraday.get RestClient.get OpenURI.open_uri Net.HTTP.get_print',
  send: 'Net.HTTP.post Net.HTTP.post_form HTTParty.post Faraday.post RestClient.post Net.SMTP.start Net.FTP.open Net.FTP.new Net.SMTP.new',
  connect:
    'TCPSocket.new TCPSocket.open UDPSocket.new Socket.tcp OpenSSL.SSL.SSLSocket.new UNIXSocket.new',
  listen:
    'TCPServer.new TCPServer.open Socket.tcp_server_loop WEBrick.HTTPServer.new UDPServer.new',
  print:
    'puts print p pp $stdout.puts $stdout.print $stdout.write STDOUT.puts STDOUT.write printf warn',
  kill: 'Process.kill abort',
  below:
    'Process.setuid Process.UID.change_privilege Fiddle.dlopen Fiddle.Function fork Process.daemon Process.fork',
  unpickle: 'Marshal.load YAML.unsafe_load',
}

const PERL: Rows = {
  resolve: 'gethostbyname inet_aton',
  chmod: 'chmod chown',
  process:
    'system exec IPC.Open3.open3 IPC.Open2.open2 open2 open3 run IPC.Run.run IPC::Open3::open3',
  system: 'readpipe',
  code: 'eval evalbytes',
  load: 'require do',
  delete: 'unlink rmdir',
  'delete-tree':
    'rmtree remove_tree File.Path.rmtree File.Path.remove_tree File::Path::rmtree File::Path::remove_tree',
  open: 'open sysopen IO.File.new',
  read: 'slurp read_file path.slurp',
  write: 'write_file truncate spew',
  copy: 'copy File.Copy.copy cp File::Copy::copy',
  move: 'rename move File.Copy.move File::Copy::move',
  link: 'symlink link',
  make: 'mkdir make_path mkpath',
  chdir: 'chdir',
  fetch: 'get getprint LWP.Simple.get HTTP.Tiny.get LWP::Simple::get LWP.UserAgent.get mirror',
  'fetch-file': 'getstore LWP::Simple::getstore',
  connect: 'connect IO.Socket.INET.new IO.Socket.SSL.new IO::Socket::INET sockaddr_in',
  print: 'print say printf warn',
  kill: 'kill',
  below: 'syscall chroot setuid fork dump POSIX::setuid POSIX.setuid',
}

const PHP: Rows = {
  resolve: 'gethostbyname dns_get_record checkdnsrr gethostbynamel',
  system: 'system exec shell_exec passthru popen proc_open expect_popen',
  process: 'pcntl_exec',
  code: 'eval assert create_function include include_once require require_once',
  attribute: 'call_user_func call_user_func_array',
  delete: 'unlink rmdir',
  open: 'fopen gzopen SplFileObject bzopen',
  read: 'file_get_contents readfile file show_source highlight_file php_strip_whitespace parse_ini_file fpassthru simplexml_load_file',
  write: 'file_put_contents touch',
  copy: 'copy move_uploaded_file',
  move: 'rename',
  link: 'symlink link',
  make: 'mkdir tempnam',
  chmod: 'chmod chown chgrp',
  chdir: 'chdir chroot',
  fetch: 'curl_init get_headers stream_context_create http_get SoapClient',
  send: 'mail ftp_connect ftp_ssl_connect ssh2_connect http_post_data',
  connect: 'fsockopen pfsockopen stream_socket_client socket_connect',
  listen: 'stream_socket_server socket_create_listen socket_bind',
  print: 'print printf var_dump print_r var_export echo',
  kill: 'posix_kill',
  below: 'posix_setuid posix_setgid dl pcntl_fork FFI.cdef FFI.load putenv mb_send_mail',
  unpickle: 'unserialize',
}

const LUA: Rows = {
  system: 'os.execute io.popen',
  code: 'load loadstring dofile loadfile loadlib package.loadlib',
  load: 'require',
  delete: 'os.remove lfs.rmdir',
  open: 'io.open io.lines io.input io.output',
  move: 'os.rename',
  make: 'lfs.mkdir',
  chdir: 'lfs.chdir',
  connect: 'socket.connect socket.tcp.connect',
  listen: 'socket.bind',
  fetch: 'socket.http.request http.request ssl.https.request',
  print: 'print io.write io.stdout.write',
}

function tableOf(rows: Rows): ReadonlyMap<string, Act> {
  const table = new Map<string, Act>()
  for (const [act, names] of Object.entries(rows)) {
    for (const name of names.split(' ')) table.set(name, act as Act)
  }
  return table
}

const TABLES: Readonly<Record<DialectName, ReadonlyMap<string, Act>>> = {
  python: tableOf(PYTHON),
  javascript: tableOf(JAVASCRIPT),
  ruby: tableOf(RUBY),
  perl: tableOf(PERL),
  php: tableOf(PHP),
  lua: tableOf(LUA),
}

/** Methods that act whatever they are called on. */
const METHODS: ReadonlyMap<string, Act> = tableOf({
  process: 'spawnSync execFileSync execvp',
  system: 'execSync system popen getoutput check_output exec_command doShellScript',
  'delete-tree': 'rmtree rmSync remove_tree rm_rf rm_r rimraf',
  delete: 'unlinkSync rmdirSync',
  fetch: 'urlopen',
  send: 'post put patch',
  connect: 'connect create_connection',
  listen: 'bind serve_forever listen',
})

const MODULE_NAMES: Readonly<Record<string, string>> = {
  'fs/promises': 'fs',
  'fs-extra': 'fs',
  'graceful-fs': 'fs',
  fse: 'fs',
  posix: 'os',
  nt: 'os',
  subprocess32: 'subprocess',
  _posixsubprocess: 'subprocess',
  http2: 'http',
}

/** The module a text names, without the parts that do not matter. */
export function moduleName(text: string): string {
  const name = text.replace(/^(?:node:|npm:)/, '').replace(/^fs\/promises$/, 'fs')
  return MODULE_NAMES[name] ?? name
}

/** What a call of that dotted name does, or undefined. */
export function actOf(dialect: DialectName, ref: string): Act | undefined {
  const table = TABLES[dialect]
  const found = table.get(ref)
  if (found) return found
  const name = plainName(dialect, ref)
  return name === ref ? undefined : table.get(name)
}

function plainName(dialect: DialectName, ref: string): string {
  if (dialect === 'javascript')
    return ref.replace(/\.(?:call|apply|bind|sync|async)$/, '').replace(/Sync$/, '')
  if (dialect === 'php') return ref.replace(/^\\/, '').toLowerCase()
  return ref
    .replace(/^(?:Kernel|CORE|main|File::Path|File::Copy)(?:\.|::)/, '')
    .replaceAll('::', '.')
    .replace(/^&/, '')
}

/** What a method of this name does on a receiver that is not known. */
export function methodAct(name: string): Act | undefined {
  return METHODS.get(name)
}
