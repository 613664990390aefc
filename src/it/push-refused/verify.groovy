def log = new File(basedir, 'build.log').text
assert log =~ /there is no image in '.*whittle'; run the goal build first/
// At once: nothing is said of how often it was tried.
assert log =~ /ERROR.*127\.0\.0\.1:1\/team\/app: cannot connect: the registry cannot be reached \([^)]*\)\. Check that it is running/
assert new File(basedir, 'target/whittle/digest').exists()
