import io.github.whittle.support.ImageLayout

def paths = { ImageLayout.validate(new File(basedir, "target/$it/image").toPath()).image().paths() }
assert paths('whittle') == ['first']
assert paths('other') == ['second']
assert new File(basedir, 'build.log').text.contains('<outputDirectory>')
