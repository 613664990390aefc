import io.github.whittle.support.DockerRegistry

def registry = DockerRegistry.start(new File(basedir, 'target/registry').toPath())
context.put('registry', registry)
context.get('userProperties').put('registry', registry.host())

// Every other megabyte can be compressed.
def random = new Random(1)
def noise = new byte[1 << 20]
def zeros = new byte[1 << 20]
new File(basedir, 'target/big').withOutputStream { out ->
  50.times {
    random.nextBytes(noise)
    out.write(noise)
    out.write(zeros)
  }
}
