def log = new File(basedir, 'build.log').readLines()
def count = { text -> log.count { it.contains(text) } }

// root and app, build and push; then the push of both
assert count('Skipped: whittle.skip is set') == 4
assert count('Not pushed: whittle.push.skip is set') == 2
assert count('Nothing to do: a project of packaging pom without <contents>') == 1
assert new File(basedir, 'app/target/whittle/digest').exists()
assert !new File(basedir, 'target').exists()
