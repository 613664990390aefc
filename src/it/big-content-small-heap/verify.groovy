import io.github.whittle.support.ImageLayout

def layout = ImageLayout.validate(new File(basedir, 'target/whittle/image').toPath())
assert layout.image().layers()[0].entry('big').size == 100 << 20
assert context.get('registry').requests('PUT /v2/team/big/manifests/1').size() == 1
context.get('registry').close()
