import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('registry', registry.host())

def base = new UmociImage(new File(basedir, 'target/base').toPath())
def root = base.unpack()
UmociImage.busybox(root, 'sh', 'cat', 'stat')
base.repack()
base.config('--config.entrypoint', '/bin/sh', '--config.cmd', '/bin/never', '--config.env', 'BASE=busybox',
    '--config.env', 'TEXT=base', '--config.user', '1000:1000')

def name = "${registry.host()}/team/base"
def digest = base.push("$name:1")
def wrong = 'sha256:' + '0' * 64
def platform = UmociImage.platform()
new File(basedir, 'whittle.lock').text = """\
$name:1 $digest $platform=$digest
$name:no-such-digest $wrong $platform=$wrong
$name:other-digest $digest $platform=$wrong
"""
context.put('base', digest)

def git = Tool.named('git').in(basedir.toPath()).with('-c', 'user.name=a test', '-c', 'user.email=test@example.com')
git.run('init', '-q')
new File(basedir, '.git/info/exclude').text = 'build.log\n/target/\n'
git.run('add', '-A')
git.run('commit', '-q', '-m', 'A commit')
context.put('commit', git.run('rev-parse', 'HEAD').trim())
return true
