import io.github.whittle.support.ImageLayout

def whittle = new File(basedir, 'target/whittle')
def made = new groovy.json.JsonSlurper().parse(new File(whittle, 'image.json'))
assert made.image.startsWith('localhost:1/line')
assert made.tags == ['latest', 'line']

def image = ImageLayout.validate(new File(whittle, 'image').toPath()).image()
def config = image.config().path('config')
assert config.at('/Labels/from').asText() == 'line'
assert config.path('User').asText() == '1:1'
assert config.path('WorkingDir').asText() == '/property'
assert image.layers()[0].entry('data').mode == 0600

def log = new File(basedir, 'build.log').text
assert log.contains("-Djib.to.image is Jib's and not read here; write -Dwhittle.to.image")
assert log =~ /whittle\.to\.imgae.*did you mean.*whittle\.to\.image/
