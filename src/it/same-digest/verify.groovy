import io.github.whittle.support.ImageLayout

def one = new File(basedir, 'target/one')
def two = new File(basedir, 'target/two')
def digest = new File(one, 'digest').text.trim()

assert ImageLayout.validate(new File(one, 'image').toPath()).digest() == digest
assert new File(two, 'digest').text.trim() == digest

// Read off once, the same on every Maven and JDK; a change here changes every user's digests, so it belongs in the changelog.
assert digest == 'sha256:7b1a5a109517ce4a94655fd4649c9a0912d05b0bf4795685894cb7fffbec3e11'
