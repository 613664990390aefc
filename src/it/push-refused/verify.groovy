def log = new File(basedir, 'build.log').text
assert log =~ /there is no image in '.*whittle'; run the goal build first/
assert log =~ /ERROR.*127\.0\.0\.1:1/
assert new File(basedir, 'target/whittle/digest').exists()
def seconds = (log =~ /Total time: +([0-9.]+) s/).collect { it[1] as BigDecimal }
assert seconds.size() == 2 && seconds.every { it < 30 }
