def log = new File(basedir, 'build.log').text

assert log =~ /Built once more, and the same: sha256:[0-9a-f]{64}/
assert log.contains('<verify><rebuild>: the second build made another image')
assert log =~ "and not sha256:[0-9a-f]{64}; what differs first is\n.*linux/\\w+: layer 1: '/srv/stamp.txt' differs from byte \\d+ on \\(26 and 26 bytes\\)"
assert log.contains("<verify><rebuild>: the second build failed; all that it said is in '")
assert log.contains('rebuild.log') && log.contains('target/by-hand')

// Once each: the second build does not build a third.
assert log.count('Builds once more') == 3
return true
