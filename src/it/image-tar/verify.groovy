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
return true
