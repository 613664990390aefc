import io.github.whittle.support.Tool

// Looks as what the plugins of Quarkus, Spring Boot and others make, without their downloads.
def javac = { out, String... files ->
  Tool.ofJdk('javac').in(basedir.toPath()).run(*['--release', '17', '-d', "target/$out", *files]*.toString())
}
def jar = { String... words -> Tool.ofJdk('jar').in(basedir.toPath()).run(words) }
def write = { name, text -> new File(basedir, name).with { it.parentFile.mkdirs(); it.text = text } }

javac('classes', 'src/main/it/Main.java', 'src/old/it/Version.java')
javac('new', 'src/new/it/Version.java')
write('target/notes/note.txt', 'a note')

write('target/sealed.mf', 'Main-Class: it.Main\nSealed: true\nMulti-Release: true\n')
jar('-cfm', 'target/versions.jar', 'target/sealed.mf', '-C', 'target/classes', '.', '-C', 'target/notes', '.', '--release', '11', '-C', 'target/new', '.')
new File(basedir, 'target/script.jar').bytes = ('#!/bin/sh\nexec java -jar $0\n'.bytes as List) + (new File(basedir, 'target/versions.jar').bytes as List) as byte[]

new File(basedir, 'target/quarkus-app/lib/boot').mkdirs()
new File(basedir, 'target/quarkus-app/lib/main').mkdirs()
write('target/run.mf', 'Main-Class: it.Main\nClass-Path: lib/boot/it.runner-1.jar lib/main/it.notes-1.jar\n')
jar('-cfm', 'target/quarkus-app/quarkus-run.jar', 'target/run.mf')
jar('-cf', 'target/quarkus-app/lib/boot/it.runner-1.jar', '-C', 'target/classes', '.')
jar('-cf', 'target/quarkus-app/lib/main/it.notes-1.jar', '-C', 'target/notes', '.')

new File(basedir, 'target/shop/WEB-INF/lib').mkdirs()
write('target/shop/index.html', 'a shop')
write('target/shop/WEB-INF/web.xml', '<web-app/>')
javac('shop/WEB-INF/classes', 'src/main/it/Main.java', 'src/old/it/Version.java')
jar('-cf', 'target/shop/WEB-INF/lib/notes-1.jar', '-C', 'target/notes', '.')
jar('-cf', 'target/shop.war', '-C', 'target/shop', '.')
return true
