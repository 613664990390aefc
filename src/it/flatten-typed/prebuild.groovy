import groovy.json.JsonOutput
import io.github.whittle.support.DockerRegistry
import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Files

def registry = DockerRegistry.start(new File(basedir, 'registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('registry', registry.host())
context.get('userProperties').put('whittle.cache', new File(basedir, 'cache').path)
def empty = Files.createDirectory(new File(basedir, 'empty').toPath())

// Two platforms that differ in a file and in a command.
def folder = new File(basedir, 'app').toPath()
def app = new UmociImage(folder)
def step = { change ->
  change(app.unpack())
  app.repack()
}
step {
  UmociImage.busybox(it, 'sh', 'cat')
  Files.writeString(it.resolve('gone'), 'gone')
}
step { Files.delete(it.resolve('gone')) }
step { Files.writeString(it.resolve('platform'), 'this one\n') }
app.config('--config.cmd', '/bin/cat', '--config.cmd', '/platform')
def skopeo = Tool.named('skopeo')
def digests = [(UmociImage.platform()): app.push("${registry.host()}/team/app:this")]
step { Files.writeString(it.resolve('platform'), 'another one\n') }
app.config('--architecture', 'riscv64')
digests['linux/riscv64'] = app.push("${registry.host()}/team/app:riscv64")

// The index: no tool here writes one of two platforms and an attestation.
def manifests = digests.collect { platform, digest ->
  [mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: digest,
   size: new File("$folder/layout/blobs/${digest.replace(':', '/')}").length(),
   platform: [os: 'linux', architecture: platform.split('/')[1]]]
}
manifests << manifests[0] + [platform: [os: 'unknown', architecture: 'unknown'],
    annotations: ['vnd.docker.reference.type': 'attestation-manifest']]
def type = 'application/vnd.oci.image.index.v1+json'
def index = JsonOutput.toJson([schemaVersion: 2, mediaType: type, manifests: manifests])
def put = HttpRequest.newBuilder(URI.create("http://${registry.host()}/v2/team/app/manifests/1"))
    .header('Content-Type', type).PUT(BodyPublishers.ofString(index)).build()
assert HttpClient.newHttpClient().send(put, BodyHandlers.ofString()).statusCode() == 201

// An archive that ends in the middle.
def tar = empty.resolve('truncated.tar')
skopeo.run('copy', "oci:${app.name()}", "docker-archive:$tar:app:1")
Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 900_000))
return true
