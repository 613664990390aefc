def log = new File(basedir, 'build.log').text
def takes = context.get('takes')
def refuses = context.get('refuses')
def origins = [
    helper: '<to><credHelper>, ', settings: '<servers> of settings.xml', named: "'secrets/named.json'", podman: "'secrets/run/containers/auth.json'",
    docker: "'secrets/docker/config.json'", identity: "'secrets/docker/config.json'", home: "'secrets/home/.docker/config.json'",
    environment: 'the environment, ', auth: '']

// Every place was asked for, and had what its registry wants.
origins.each { place, origin ->
  assert takes[place].repository('team/app').tags().containsKey('1') : place
  assert log.contains("credentials for ${takes[place].host()}: $origin") || place == 'auth'
  assert refuses[place].repository('team/app').tags().isEmpty()
  assert place == 'auth' || log =~ /ERROR.*${refuses[place].host()}\/team\/app: cannot .*answered 401/ : place
}
assert context.get('registry').requests('PUT /v2/team/app/manifests/1').size() == 1
assert context.get('proxies').settings.requests().contains('CONNECT registry.example:443 HTTP/1.1')
assert log =~ /ERROR.*registry\.example\/team\/app: cannot log in: .*It does not take the user and the password from <proxies>/
assert log.contains("<to><auth>: a password in the pom is read by everyone who reads the pom, and mvn -X prints it; write <server><id>${takes.auth.host()}</id> into settings.xml instead")

// And nobody is told.
def marks = ['mark-7f3c', 'mark_7f3c'] + origins.keySet().plus('proxy').collectMany { place ->
  ["mark-7f3c-user-$place:mark-7f3c-$place", "mark-7f3c-user-$place", "mark-7f3c-$place"].collect {
    it.toString().bytes.encodeBase64().toString().replace('=', '')
  }
}
def tell = []
basedir.eachFileRecurse(groovy.io.FileType.FILES) { file ->
  def path = basedir.toPath().relativize(file.toPath()).toString()
  def ours = path == 'build.log' || path =~ /^([a-z]+\/)?target\//
  if (ours && marks.any { file.getText('ISO-8859-1').contains(it) }) {
    tell << path
  }
}
assert tell == []
takes.values()*.close()
refuses.values()*.close()
context.get('registry').close()
context.get('proxies').values()*.close()
return true
