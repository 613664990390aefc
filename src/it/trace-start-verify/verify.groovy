def log = new File(basedir, 'build.log').text
def trace = new File(basedir, 'src/main/whittle/trace-start-verify.trace').readLines()

// Around integration tests the server ran, and its page was read; then cat read another file, and both are in the trace.
assert trace.containsAll(['/bin/busybox', '/srv/index.html', '/srv/other'])
assert !trace.contains('/srv/unused')
assert trace.findAll { it.startsWith('/') } == trace.findAll { it.startsWith('/') }.sort(false)
assert log.contains('Verified linux/')
assert log.contains('Started the image')
assert log.contains('[INFO] other')

// What does not do what it must: said, and nothing is written for it.
assert log.contains("<verify>: http://localhost:${context.get('port')}/nope answered with status 404")
assert log.contains('<trace>: ')
assert log.count('Wrote ') == 2

// Nothing is left: no server, no unpacked image.
try {
  new Socket('127.0.0.1', context.get('port') as int).close()
  assert false: 'the server runs still'
} catch (ConnectException e) {
  assert new File(basedir, 'target/whittle').list().every { !it.startsWith('.sandbox') }
}
return true
