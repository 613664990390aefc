import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.FakeProxy
import io.github.whittle.support.FakeRegistry
import io.github.whittle.support.PrivateAuthority
import io.github.whittle.support.RegistrySetup

// Each place has two registries of its own: one that takes its password, and one that does not.
def places = ['helper', 'settings', 'named', 'podman', 'docker', 'identity', 'home', 'environment', 'proxy', 'auth']
def user = { 'mark-7f3c-user-' + it }
def password = { 'mark-7f3c-' + it }
def auth = { "${user(it)}:${password(it)}".bytes.encodeBase64().toString() }
def secrets = new File(basedir, 'secrets')
def write = { String path, String text ->
  def file = new File(secrets, path)
  file.parentFile.mkdirs()
  file.text = text
  file
}

def takes = [:]
def refuses = [:]
places.each {
  takes[it] = new FakeRegistry()
  refuses[it] = new FakeRegistry().requireBasic('other', 'other')
  it == 'identity' ? takes[it].requireBearer(user(it), password(it)) : takes[it].requireBasic(user(it), password(it))
}
refuses.identity.requireBearer('other', 'other')
def hosts = { [takes[it].host(), refuses[it].host()] }

def entries = { place, value -> hosts(place).collect { "\"$it\": $value" }.join(', ') }
def logins = { place -> entries(place, "{\"auth\": \"${auth(place)}\"}") }
write('named.json', "{\"auths\": {${logins('named')}}}")
write('run/containers/auth.json', "{\"auths\": {${logins('podman')}}}")
write('docker/config.json', "{\"auths\": {${logins('docker')}, ${entries('identity', "{\"identitytoken\": \"${password('identity')}\"}")}}}")
write('home/.docker/config.json', "{\"auths\": {${logins('home')}}}")
def helper = write('docker-credential-mark', """\
#!/bin/sh
echo "${password('helper')}" >&2
echo '{"Username": "${user('helper')}", "Secret": "${password('helper')}"}'
""")
helper.executable = true

// A real registry behind TLS, reached through a proxy that wants a password of its own.
def authority = PrivateAuthority.make(new File(basedir, 'authority').toPath())
def setup = RegistrySetup.open().withTls(authority.issue('registry'))
    .withPassword(user('proxy'), password('proxy'), new File(secrets, 'htpasswd').toPath())
def registry = DockerRegistry.start(new File(basedir, 'registry').toPath(), setup)
def proxies = [settings: FakeProxy.to(registry.host(), "${user('proxy')}:${password('proxy')}"),
    'settings-refused': FakeProxy.to(registry.host(), 'other:other')]
proxies.each { file, proxy ->
  write("${file}.xml", """\
<settings>
  <proxies>
    <proxy>
      <active>true</active>
      <protocol>https</protocol>
      <host>127.0.0.1</host>
      <port>${proxy.port()}</port>
      <username>${user('proxy')}</username>
      <password>${password('proxy')}</password>
    </proxy>
  </proxies>
  <servers>
    ${hosts('settings').collect { "<server><id>$it</id><username>${user('settings')}</username><password>${password('settings')}</password></server>" }.join()}
  </servers>
</settings>
""")
}

def more = [
    helper: "<to><credHelper>${helper}</credHelper></to>",
    auth: "<to><auth><username>${user('auth')}</username><password>${password('auth')}</password></auth></to>",
    proxy: "<registryCertificates>${authority.certificate()}</registryCertificates>"]
places.each {
  def module = new File(basedir, it)
  module.mkdirs()
  def host = it == 'proxy' ? 'registry.example' : takes[it].host()
  def refused = it == 'proxy' ? 'registry.example' : refuses[it].host()
  new File(module, 'pom.xml').text = """\
<project>
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>it</groupId>
    <artifactId>setup</artifactId>
    <version>1</version>
    <relativePath />
  </parent>
  <artifactId>$it</artifactId>
  <packaging>pom</packaging>
  <properties>
    <host>$host</host>
    <whittle.to.image>\${host}/team/app:1</whittle.to.image>
    <whittle.checkLibraries>false</whittle.checkLibraries>
  </properties>
  <build>
    <plugins>
      <plugin>
        <groupId>io.github.whittle</groupId>
        <artifactId>whittle-maven-plugin</artifactId>
        <configuration>
          <contents><file><source>text</source><target>/data</target></file></contents>
          <container><entrypoint>/data</entrypoint></container>
          ${more.getOrDefault(it, '')}
        </configuration>
      </plugin>
    </plugins>
  </build>
  <profiles>
    <profile>
      <id>refused</id>
      <properties><host>$refused</host></properties>
    </profile>
  </profiles>
</project>
"""
  new File(module, 'text').text = it
}
context.putAll([takes: takes, refuses: refuses, registry: registry, proxies: proxies])
return true
