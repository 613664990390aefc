package it;

import java.nio.file.Path;
import java.util.Scanner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.IOUtils;

public final class App {
  private App() {}

  public static void main(String[] args) {
    var loader = App.class.getClassLoader();
    var utils =
        loader
            .resources("util.txt")
            .map(url -> Path.of(url.getPath().replaceFirst("!.*", "")).getFileName().toString())
            .collect(Collectors.joining(","));
    System.out.println(
        Stream.of(
                System.getProperty("greeting"),
                args[0],
                Core.name(),
                String.valueOf(IOUtils.EOF),
                new Scanner(loader.getResourceAsStream("app.txt")).nextLine(),
                utils)
            .collect(Collectors.joining("; ")));
  }
}
