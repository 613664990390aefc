import io.github.whittle.support.FakeRegistry

def registry = new FakeRegistry().requireBasic('somebody', 'mark-2b7a-encrypted')
context.put('registry', registry)
context.get('userProperties').put('port', registry.host().replaceFirst('.*:', ''))
return true
