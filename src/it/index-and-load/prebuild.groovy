import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.TinyElf

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
def properties = context.get('userProperties')
properties.put('registry', registry.host())
properties.put('whittle.load.command', 'podman')

// Each machine has its own copy of the project, and its own local repository, which is empty.
['amd64', 'arm64'].each { machine ->
  def folder = new File(basedir, machine)
  folder.mkdirs()
  new File(folder, 'pom.xml').text = new File(basedir, 'machine/pom.xml').text
  new File(folder, 'hello-amd64').bytes = TinyElf.program(TinyElf.AMD64, 4000)
  new File(folder, 'hello-arm64').bytes = TinyElf.program(TinyElf.ARM64, 5000)
}

// What this build made, which no machine has yet, is in the repository of the other scenarios.
def repository = { kind -> """\
      <${kind}>
        <id>built</id>
        <url>${localRepositoryPath.toURI()}</url>
        <snapshots><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></snapshots>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
      </${kind}>""" }
new File(basedir, 'machines.xml').text = """\
<settings>
  <profiles>
    <profile>
      <id>built</id>
      <repositories>
${repository('repository')}
      </repositories>
      <pluginRepositories>
${repository('pluginRepository')}
      </pluginRepositories>
    </profile>
  </profiles>
  <activeProfiles>
    <activeProfile>built</activeProfile>
  </activeProfiles>
</settings>
"""
return true
