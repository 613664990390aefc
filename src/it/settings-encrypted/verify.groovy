def log = new File(basedir, 'build.log').text
def registry = context.get('registry')
def port = registry.host().replaceFirst('.*:', '')

assert log.contains("credentials for 127.0.0.1:$port: <servers> of settings.xml")
assert log =~ "Pushed 127\\.0\\.0\\.1:$port/team/three:1: sha256:"
if (log =~ /(?m)^Apache Maven 4/) {
  assert log =~ "Pushed localhost:$port/team/four:1: sha256:"
} else {
  assert log.contains('settings.xml: the password of <server><id>localhost</id> cannot be decrypted')
  assert registry.repository('team/four').tags().isEmpty()
}
['mark-2b7a', 'AY+rFqkJ', '7jnA4smi', 'bWFyay0', 'somebody'].each { assert !log.contains(it) }
registry.close()
return true
