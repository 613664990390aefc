import io.github.whittle.support.ImageLayout
import io.github.whittle.support.ImageRunner
import java.util.zip.ZipEntry
import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
assert log.contains("the war 'shop.war' has no Main-Class, so it cannot be run by itself; write a base with a server as <from><image>")

def image = { ImageLayout.validate(new File(basedir, "target/$it/image").toPath()).image() }
def file = { name, path -> image(name).layers().reverse().find { it.paths().contains(path) }.read(path) }

// Stored, and right as it was: the class of the newest version, and sealed.
def stored = new File(basedir, 'target/stored.jar')
stored.bytes = file('versions', 'app/classpath/versions.jar')
new ZipFile(stored).withCloseable { zip -> assert zip.entries().every { it.method == ZipEntry.STORED } }

// A jar behind a script is left alone, and the ledger says why.
assert file('script', 'app/classpath/script.jar') == new File(basedir, 'target/script.jar').bytes
def kept = new File(basedir, 'target/script/removed.tsv').readLines()*.split('\t').find { it[1] == 'kept' }
assert kept[3] == '/app/classpath/script.jar' && kept[5].contains('data stands before the zip in it')

def runner = ImageRunner.open()
def says = { runner.run("oci:$basedir/target/$it/image".toString()) }
assert says('quarkus') == 'a note; old; sealed false\n'
assert says('versions') == 'a note; new; sealed true\n'
assert says('script') == 'a note; new; sealed true\n'
runner.close()

// Unpacked where the server of the base looks, in the layers of a jar.
def layers = image('war').layers()*.paths()*.findAll { it.startsWith('srv/ROOT/') && !it.endsWith('/') }.findAll()
assert layers == [
    ['srv/ROOT/WEB-INF/lib/notes-1.jar'],
    ['srv/ROOT/META-INF/MANIFEST.MF', 'srv/ROOT/WEB-INF/web.xml', 'srv/ROOT/index.html'],
    ['srv/ROOT/WEB-INF/classes/it/Main.class', 'srv/ROOT/WEB-INF/classes/it/Version.class']]
return true
