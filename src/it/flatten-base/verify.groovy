import com.fasterxml.jackson.databind.ObjectMapper
import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner

def layout = { new File(basedir, "target/$it/image").toPath() }
def plain = ImageLayout.validate(layout('plain')).image()
def flat = ImageLayout.validate(layout('whittle')).image()
def size = { image -> image.layers().sum { it.size() } }
def megabyte = 1 << 20

// Base, 101 MB, 10 MB, what deletes the 101, and ours; flattened: base and 10 MB in one, and ours.
assert plain.layers().size() == 5
assert flat.layers().size() == 2
def busybox = plain.layers()[0].size()
assert size(plain) > busybox + 111 * megabyte
assert Math.abs(size(flat) - busybox - 10 * megabyte) < megabyte / 8
assert flat.layers()[0].paths().containsAll(['little', 'bin', 'usr/bin/busybox', 'tmp/'])
assert !flat.paths().any { it == 'much' || it == 'secret' || it.contains('.wh.') }

// No bytes of the secret, in no blob as it lies there, and in no unpacked layer.
def latin = { bytes -> new String(bytes, 'ISO-8859-1') }
def secret = new File(basedir, 'target/secret').bytes
def piece = latin(secret[1000..<1032] as byte[])
def packed = { file -> file.withInputStream { it.read() == 0x1f && it.read() == 0x8b } }
def holds = { name ->
  layout(name).resolve('blobs/sha256').toFile().listFiles().any { file ->
    def bytes = packed(file) ? new java.util.zip.GZIPInputStream(file.newInputStream()).bytes : file.bytes
    latin(bytes).contains(piece)
  }
}
assert holds('plain')
assert !holds('whittle')

// What a runtime is told is what the base says, to the letter; the history says what was done.
def manifest = new ObjectMapper().readTree(new File(basedir, "target/base/layout/blobs/sha256/${context.get('digest').substring(7)}"))
def config = new ObjectMapper().readTree(new File(basedir, "target/base/layout/blobs/${manifest.at('/config/digest').asText().replace(':', '/')}"))
assert config.at('/config/Cmd').size() == 3
assert flat.config().path('config') == config.path('config')
assert flat.config().path('history').any { it.path('created_by').asText() =~ /whittle: 4 layers of .* as one/ }

// The same each time, and it runs.
assert new File(basedir, 'target/again/digest').text == new File(basedir, 'target/whittle/digest').text
def runner = ImageRunner.openOverlay()
def out = runner.run("oci:${layout('whittle')}")
assert out.startsWith('1 and 2\n')
assert out.contains('little') && !out.contains('much')
assert out.endsWith('data\n')
runner.close()
