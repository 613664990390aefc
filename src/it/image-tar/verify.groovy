import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import io.github.whittle.support.Tool

def types = [
  OCI: 'application/vnd.oci.image.manifest.v1+json',
  Docker: 'application/vnd.docker.distribution.manifest.v2+json']
def skopeo = Tool.named('skopeo')
types.each { format, type ->
  def whittle = new File(basedir, "target/$format")
  def layout = ImageLayout.validate(new File(whittle, 'image').toPath())
  assert layout.mediaType() == type
  def tar = "$whittle/image.tar"
  def id = layout.image().manifest().at('/config/digest').asText()

  def config = new groovy.json.JsonSlurper()
      .parseText(skopeo.run('inspect', '--config', "docker-archive:$tar"))
  assert config.config.Entrypoint == ['/protoc']
  assert skopeo.run('inspect', '--config', '--raw', "oci-archive:$tar").contains('"/protoc"')

  def runner = ImageRunner.open()
  runner.podman().run('load', '--quiet', '--input', tar)
  def images = runner.podman().run('images', '--no-trunc', '--format={{.Id}} {{.Repository}}:{{.Tag}}')
  assert images.readLines()*.replace('sha256:', '') == [id.replace('sha256:', '') + ' localhost:5000/team/protoc:1']
  assert runner.run('localhost:5000/team/protoc:1', '--version') == 'libprotoc 33.1\n'
  runner.close()
}
// Two platforms: podman takes the index and runs its own; an engine that knows no index finds both by name.
// With several names podman takes the docker-archive, as that engine would.
[platforms: ['1'], tags: ['1', '2', '1-linux-arm64', '2-linux-arm64']].each { folder, loaded ->
  def tar = "$basedir/target/$folder/image.tar"
  def runner = ImageRunner.open()
  runner.podman().run('load', '--quiet', '--input', tar)
  def tags = runner.podman().run('images', '--format={{.Tag}}').readLines()
  assert tags as Set == loaded as Set
  assert runner.run('localhost:5000/team/protoc:1', '--version') == 'libprotoc 33.1\n'
  runner.close()
  ['1': 'amd64', '1-linux-arm64': 'arm64'].each { tag, architecture ->
    def config = skopeo.run('inspect', '--config', "docker-archive:$tar:localhost:5000/team/protoc:$tag")
    assert new groovy.json.JsonSlurper().parseText(config).architecture == architecture
  }
}
return true
