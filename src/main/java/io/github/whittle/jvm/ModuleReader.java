package io.github.whittle.jvm;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reads a {@code module-info.class}. The JDK's own reader refuses those of a newer JDK, and does
 * not tell the platform.
 */
final class ModuleReader extends ClassVisitor {
  private final Set<String> requires = new HashSet<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> exports = new HashSet<>();
  private String name = "";
  private String version = "";
  private String target = "";

  private ModuleReader() {
    super(Opcodes.ASM9);
  }

  static JdkModule read(byte[] moduleInfo) {
    var reader = new ModuleReader();
    new ClassReader(moduleInfo).accept(reader, new Attribute[] {new Target("")}, 0);
    return new JdkModule(
        reader.name,
        reader.version,
        reader.target,
        reader.requires,
        reader.packages,
        reader.exports);
  }

  @Override
  public ModuleVisitor visitModule(String module, int access, String moduleVersion) {
    name = module;
    version = moduleVersion == null ? "" : moduleVersion;
    return new ModuleVisitor(Opcodes.ASM9) {
      @Override
      public void visitPackage(String internalName) {
        packages.add(internalName);
      }

      @Override
      public void visitExport(String internalName, int flags, String... to) {
        packages.add(internalName);
        if (to == null || to.length == 0) {
          exports.add(internalName);
        }
      }

      @Override
      public void visitRequire(String other, int flags, String otherVersion) {
        if ((flags & Opcodes.ACC_STATIC_PHASE) == 0) {
          requires.add(other);
        }
      }
    };
  }

  @Override
  public void visitAttribute(Attribute attribute) {
    if (attribute instanceof Target found) {
      target = found.value;
    }
  }

  /** The platform that a module is made for, which ASM does not read by itself. */
  private static final class Target extends Attribute {
    private final String value;

    Target(String value) {
      super("ModuleTarget");
      this.value = value;
    }

    @Override
    protected Attribute read(
        ClassReader reader, int offset, int length, char[] buffer, int code, Label[] labels) {
      return new Target(reader.readUTF8(offset, buffer));
    }
  }
}
