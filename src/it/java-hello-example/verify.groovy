import io.github.whittle.support.ImageRunner

def registry = context.get('registry')
def runner = ImageRunner.openOverlay()
def image = "docker://${registry.host()}/hello"
assert runner.run(image) == 'Hello, world!\n'
assert runner.run(image, 'a', 'b') == 'Hello, a b!\n'
runner.close()
registry.close()
