def log = new File(basedir, 'build.log').text
def digest = new File(basedir, 'target/whittle/digest').text.trim()
def registry = context.get('registry')

assert log.count("Pushed ${registry.host()}/team/typed:1: $digest") == 1
assert registry.requests('PUT /v2/team/typed/manifests/1').size() == 1
assert log.contains("Maven is offline (-o), so ${registry.host()}/team/typed:1 cannot be pushed")
['whittle:build', 'whittle:push', 'whittle:help'].each { assert log.contains(it) }
registry.close()
