// One part of the log a call of Maven.
def logs = new File(basedir, 'build.log').text.split(/Scanning for projects/).drop(1)
assert logs.size() == 4

['/bash', '/lib64/ld-linux-x86-64.so.2', 'libtinfo.so.6', 'libc.so.6', 'checkLibraries'].each {
  assert logs[0].contains(it)
}
assert logs[1] =~ /ERROR.*bash.*linux\/arm64/
assert logs[2] =~ /ERROR.*target.none' is not there.*put that plugin before this one/
assert logs[3] =~ /WARN.*libc\.so\.6/
assert new File(basedir, 'target/whittle/digest').exists()
