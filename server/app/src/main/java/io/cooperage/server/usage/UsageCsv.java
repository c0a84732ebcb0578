package io.cooperage.server.usage;

import io.cooperage.api.UsageView;
import java.util.List;
import java.util.Locale;

/** Rows as RFC 4180 has them, with a line of headings. */
final class UsageCsv {
  private static final String HEADINGS =
      "from,to,tenant,template,user,nodeSeconds,nodeHours,clusterSeconds,clusterHours\r\n";

  private UsageCsv() {}

  static String of(List<UsageView> rows) {
    StringBuilder text = new StringBuilder(HEADINGS);
    for (UsageView row : rows) {
      text.append(row.from())
          .append(',')
          .append(row.to())
          .append(',')
          .append(cell(row.tenant()))
          .append(',')
          .append(cell(row.template().orElse("")))
          .append(',')
          .append(cell(row.user().orElse("")))
          .append(
              String.format(
                  Locale.ROOT,
                  ",%d,%.4f,%d,%.4f\r\n",
                  row.nodeSeconds(),
                  row.nodeHours(),
                  row.clusterSeconds(),
                  row.clusterHours()));
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.matches("[\\w.@-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
