def log = new File(basedir, 'build.log').readLines()
def count = { text -> log.count { it.contains(text) } }

// root and app, build and push; then only app's push
assert count('Skipped: whittle.skip is set') == 4
assert count('Skipped: whittle.push.skip is set') == 1
assert count('Nothing to do: a project of packaging pom without <contents>') == 2
assert new File(basedir, 'app/target/whittle/digest').exists()
assert !new File(basedir, 'target').exists()
