def log = new File(basedir, 'build.log').text

// One module, and then one that has a file of another in it.
assert log.split(/Built once more, and the same: sha256:[0-9a-f]{64}/).length == 3
assert log.contains('[INFO] from another module')
assert log.contains('<verify><rebuild>: the second build made another image')
assert log =~ "and not sha256:[0-9a-f]{64}; what differs first is\n.*linux/\\w+: layer 1: '/srv/stamp.txt' differs from byte \\d+ on \\(26 and 26 bytes\\)"
assert log.contains("<verify><rebuild>: the second build failed; all that it said is in '")
assert log.contains('rebuild.log') && log.contains('target/by-hand')

// Once each: the second build does not build a third.
assert log.count('Builds once more') == 4
return true
