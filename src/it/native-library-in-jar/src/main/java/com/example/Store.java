package com.example;

import com.github.luben.zstd.Zstd;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Asks a database that is a native library in a jar, and compresses with another. */
public final class Store {
  private Store() {}

  public static void main(String[] args) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:/tmp/store");
        var statement = connection.createStatement()) {
      statement.execute("create table note (text varchar)");
      statement.execute("insert into note values ('a note')");
      var notes = statement.executeQuery("select count(*), max(text), sqrt(16) from note");
      System.out.println(notes.getInt(1) + " " + notes.getString(2) + " " + notes.getInt(3));
    }
    var zeros = Zstd.decompress(Zstd.compress(new byte[1000]), 1000);
    System.out.println(zeros.length);
  }
}
