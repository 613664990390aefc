package io.github.whittle.jvm;

import io.github.whittle.tree.Attributes;
import io.github.whittle.tree.Content;
import io.github.whittle.tree.Entry;
import io.github.whittle.tree.FileTree;
import io.github.whittle.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Small classes, compiled by the tests that read them. */
final class Compiled {
  private Compiled() {}

  /** The bytes of the class {@code Sample} with these members. */
  static byte[] sample(String members, String... options) {
    return compiled("Sample", "public class Sample {" + members + "}", options);
  }

  /** The bytes of the {@code module-info.class} of a module with these directives. */
  static byte[] module(String directives) {
    return compiled("module-info", "module sample {" + directives + "}");
  }

  private static byte[] compiled(String name, String text, String... more) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var out = new ByteArrayOutputStream();
    var files = new Memory(compiler.getStandardFileManager(null, null, null), out);
    var source = new Source(name, text);
    var options = new ArrayList<>(List.of("-proc:none", "--release", "17"));
    options.addAll(List.of(more));
    if (!compiler.getTask(null, files, null, options, null, List.of(source)).call()) {
      throw new IllegalArgumentException(text);
    }
    return out.toByteArray();
  }

  static byte[] jar(Map<String, byte[]> files) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return out.toByteArray();
  }

  static FileTree tree(String path, byte[] bytes) {
    return FileTree.of(
        new TreePath(path), new Entry.RegularFile(Attributes.of(0644, 0), Content.of(bytes)));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final ByteArrayOutputStream out;

    Memory(StandardJavaFileManager files, ByteArrayOutputStream out) {
      super(files);
      this.out = out;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        javax.tools.FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public ByteArrayOutputStream openOutputStream() {
          return out;
        }
      };
    }
  }
}
