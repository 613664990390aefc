import io.github.whittle.support.ImageLayout
import io.github.whittle.support.Tool
import io.github.whittle.support.UmociImage

def host = context.get('registry').host()
def base = context.get('base')
def logs = new File(basedir, 'build.log').text.split(/Scanning for projects/).drop(1)
assert logs.size() == 10

// Nothing is taken that is not pinned, and the error names the command that the next call is.
assert logs[0] =~ /ERROR.*'$host\/team\/base:1' is not pinned.* Pin it with mvn io\.github\.whittle:whittle-maven-plugin:lock/

// One file for the reactor, each image once, sorted.
def moved = Tool.named('skopeo').run('inspect', '--tls-verify=false', '--format={{.Digest}}', "docker://$host/team/base:1").trim()
assert moved != base
def line = { name, digest -> "$name $digest ${UmociImage.platform()}=$digest" }
def lock = { first ->
  [line("$host/team/base:1", first), line("$host/team/base:2", base),
   line("$host/team/tools:1", context.get('tools')), line('oci://target/base/layout', base)]
}
assert new File(basedir, 'whittle.lock').text == lock(moved).join('\n') + '\n'
['one', 'two'].each { assert !new File(basedir, "$it/whittle.lock").exists() }
["$host/team/base:1", "$host/team/base:2", "$host/team/tools:1", 'oci://target/base/layout'].each {
  assert logs[1] =~ /Locked \Q$it\E: sha256:/
}

// The tag has moved: that is told, and nothing else happens.
assert logs[4].contains("Moved: $host/team/base:1: $base -> $moved")
assert logs[4].contains('1 image has moved of 4')
assert logs[5] =~ /ERROR.*1 image has moved; take what they are now with mvn .*:lock -Dwhittle\.update/
assert logs[6].contains('whittle.lock is up to date')

// The same bytes as before, without network.
def digest = { new File(basedir, "$it/digest").text }
['one/target/', 'two/target/', 'two/target/other-'].each {
  assert digest(it + 'again') == digest(it + 'whittle')
}
def image = ImageLayout.validate(new File(basedir, 'one/target/whittle/image').toPath()).image()
assert image.layers().size() == 3
assert image.layers().last().paths() == ['opt/', 'opt/tool']

// Asked anew it is the other one, which nobody has fetched yet.
assert logs[8].contains("Locked $host/team/base:1: $base -> $moved")
assert logs[9] =~ /ERROR.*offline.*/
context.get('registry').close()
