import io.github.whittle.support.Debootstrap
import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import io.github.whittle.support.Tool
import java.nio.file.Files
import java.nio.file.LinkOption

def log = new File(basedir, 'build.log').text
def layout = { new File(basedir, "target/$it/image").toPath() }
def unpacked = { name ->
  def folder = new File(basedir, "target/unpacked-$name")
  Tool.named('skopeo').run('copy', "oci:${layout(name)}", "oci:${folder}.oci:1")
  Tool.named('umoci').run('raw', 'unpack', '--image', "${folder}.oci:1", folder.path)
  return folder
}

// Of all that a Debian has, what the script touches, and what that needs.
def image = ImageLayout.validate(layout('whittle')).image()
assert image.layers().size() == 2
def root = unpacked('whittle')
assert Files.walk(root.toPath()).filter { Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS) }.mapToLong { Files.size(it) }.sum() <= 6_400_000
assert !new File(root, 'usr/bin/perl').exists()

// It still cleans logs.
def runner = ImageRunner.openOverlay()
assert runner.run("oci:${layout('whittle')}", 'make') == 'cleaning\ncleaned\n'
runner.close()

// Scanners find the system's name and just the packages that have files left.
assert new File(root, 'etc/os-release').text.contains('Debian')
def packages = Tool.named('dpkg-query').run('-W', "--admindir=$root/var/lib/dpkg", '-f=${Package} ').split(' ') as List
def isLeft = { path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path) }
def lists = new File(Debootstrap.root().toFile(), 'var/lib/dpkg/info').listFiles().findAll { it.name.endsWith('.list') }
def staying = lists.findAll { list -> list.readLines().any { isLeft(new File(root, it).toPath()) } }
assert packages.containsAll(['base-files', 'bash', 'coreutils', 'findutils', 'libc6']) && packages.size() < 20
assert packages.toSet() == staying.collect { it.name.replaceFirst(/(:.*)?\.list$/, '') }.toSet()

// What the first trace did not see is named, and the second keeps it.
assert log =~ /'\/usr\/bin\/wc' was looked for, and had been removed .*<keep>\/usr\/bin\/wc<\/keep>/
assert new File(unpacked('merged'), 'usr/bin/wc').exists()

// With -q the answer comes alone.
assert log =~ /(?m)^  \/usr\/bin\/perl was left out \(3\.\d MB\): in no trace, and nothing that stays needs it \(layer 1 of the base, package perl-base/
return true
