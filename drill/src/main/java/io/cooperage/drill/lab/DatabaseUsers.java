package io.cooperage.drill.lab;

/** The database's users, each with the least that its work needs. */
final class DatabaseUsers {

  static final String SCHEMA = "cooperage";
  static final String APPLICATION = "cooperage";
  static final String MIGRATIONS = "cooperage_migrations";
  static final String TRANSFER = "sst";
  static final String BENCH = "bench";
  static final String WATCHDOG = "watchdog";

  private DatabaseUsers() {}

  /** Statements that make schema and users, or leave them as they are. */
  static String statements(LabSite site) {
    String from = "10.%d.%%".formatted(site.addresses().network());
    Secrets secrets = site.secrets();
    return """
        CREATE DATABASE IF NOT EXISTS `cooperage` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE DATABASE IF NOT EXISTS `bench` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE DATABASE IF NOT EXISTS `watchdog` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        %1$s
        GRANT SELECT, INSERT, UPDATE, DELETE ON `cooperage`.* TO `cooperage`@`%5$s`;
        %2$s
        GRANT ALL ON `cooperage`.* TO `cooperage_migrations`@`%5$s`;
        %3$s
        GRANT RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR, REPLICA MONITOR ON *.* TO `sst`@`localhost`;
        %4$s
        GRANT ALL ON `bench`.* TO `bench`@`%5$s`;
        %6$s
        GRANT CREATE, SELECT, INSERT, UPDATE ON `watchdog`.* TO `watchdog`@`%5$s`;
        """
        .formatted(
            user(APPLICATION, from, secrets.password(Secrets.Word.DATABASE_APPLICATION)),
            user(MIGRATIONS, from, secrets.password(Secrets.Word.DATABASE_MIGRATIONS)),
            user(TRANSFER, "localhost", secrets.password(Secrets.Word.DATABASE_TRANSFER)),
            user(BENCH, from, secrets.password(Secrets.Word.DATABASE_BENCH)),
            from,
            user(WATCHDOG, from, secrets.password(Secrets.Word.DATABASE_WATCHDOG)));
  }

  private static String user(String name, String from, String password) {
    return "CREATE USER IF NOT EXISTS `%s`@`%s` IDENTIFIED BY '%s';"
        .formatted(name, from, password);
  }
}
