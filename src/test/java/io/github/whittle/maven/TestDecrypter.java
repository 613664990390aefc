package io.github.whittle.maven;

import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.building.SettingsProblem.Severity;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * As Maven 3: what it cannot decrypt, here <code>{broken}</code> and what has more than braces,
 * stays, and a problem says so.
 */
public record TestDecrypter(SettingsDecryptionRequest request) implements SettingsDecryptionResult {
  private static final String BROKEN = "{broken}";

  private static String decrypted(String password) {
    return broken(password) ? password : password.replaceAll("[{}]", "");
  }

  /** Maven's dispatcher of passwords finds braces anywhere. */
  private static boolean broken(String password) {
    return password != null && (BROKEN.equals(password) || password.matches(".+\\{.+}.*"));
  }

  @Override
  public Server getServer() {
    return getServers().get(0);
  }

  @Override
  public List<Server> getServers() {
    return request.getServers().stream().map(TestDecrypter::decrypted).toList();
  }

  private static Server decrypted(Server server) {
    var copy = server.clone();
    copy.setPassword(decrypted(server.getPassword()));
    return copy;
  }

  @Override
  public Proxy getProxy() {
    return getProxies().get(0);
  }

  @Override
  public List<Proxy> getProxies() {
    return request.getProxies().stream().map(TestDecrypter::decrypted).toList();
  }

  private static Proxy decrypted(Proxy proxy) {
    var copy = proxy.clone();
    copy.setPassword(decrypted(proxy.getPassword()));
    return copy;
  }

  @Override
  public List<SettingsProblem> getProblems() {
    boolean broken =
        request.getServers().stream()
                .anyMatch(server -> broken(server.getPassword()) || broken(server.getPassphrase()))
            || request.getProxies().stream().anyMatch(proxy -> broken(proxy.getPassword()));
    return broken
        ? List.of(new DefaultSettingsProblem(BROKEN, Severity.ERROR, "", 1, 1, null))
        : List.of();
  }
}
