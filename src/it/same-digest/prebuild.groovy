import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions

// Folders of the same files: the second written in the other order, older, and for its owner only.
def names = ['a.proto', 'sub/item.proto', 'sub/TITLE.proto', 'z.proto']
def fill = { folder, list -> list.collect { name ->
  def file = new File(basedir, "target/$folder/$name")
  file.parentFile.mkdirs()
  file.setText("// $name\n", 'UTF-8')
  file
} }
fill('include-one', names)
fill('include-two', names.reverse()).each {
  if (Files.getFileStore(it.toPath()).supportsFileAttributeView('posix')) {
    // As umask 077 makes them.
    Files.setPosixFilePermissions(it.toPath(), PosixFilePermissions.fromString('rw-------'))
    Files.setPosixFilePermissions(it.parentFile.toPath(), PosixFilePermissions.fromString('rwx------'))
  }
  it.setLastModified(86_400_000L)
}
fill('include-three', names)

// Names that are not ASCII, and one that is not even UTF-8: bytes to the disk, whatever the locale.
['one', 'two', 'three'].each { folder ->
  def command = 'echo 1 > "$(printf "\\303\\251.proto")" && echo 2 > "$(printf "\\350.proto")" && echo 3 > "$(printf "\\351.proto")"' +
      ' && ln -s "$(printf "\\303\\251.proto")" link.proto'
  assert ['sh', '-c', command].execute(null, new File(basedir, "target/include-$folder")).waitFor() == 0
}
return true
