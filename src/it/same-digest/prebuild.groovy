import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions

// Two folders of the same files: the second written in the other order, older, and for its owner only.
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
return true
