package io.cooperage.drill.report;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The page as HTML. Whatever the template puts in is escaped, except for the plots. */
final class PageTemplate {

  private static final Configuration TEMPLATES = templates();

  private PageTemplate() {}

  static String fill(Page page) {
    try {
      Template template = TEMPLATES.getTemplate("page.ftlh");
      StringWriter html = new StringWriter();
      template.process(page, html);
      return html.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("The page's template cannot be read", e);
    } catch (TemplateException e) {
      throw new IllegalStateException("The page cannot be made", e);
    }
  }

  private static Configuration templates() {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(PageTemplate.class, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setLocale(Locale.ROOT);
    templates.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    return templates;
  }
}
