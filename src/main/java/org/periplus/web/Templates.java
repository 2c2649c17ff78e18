package org.periplus.web;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateNotFoundException;
import freemarker.template.utility.DeepUnwrap;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.periplus.api.JsonBodies;

/**
 * The templates of the pages, which lie beside this class. What they print is escaped unless they
 * say otherwise, and they reach no Java classes. Threads share it.
 */
final class Templates {

  private static final String FOR_ALL_ELSE = "Representation.ftlh";

  private final Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);

  Templates() {
    freemarker.setTemplateLoader(new ClassTemplateLoader(Templates.class, ""));
    freemarker.setDefaultEncoding(StandardCharsets.UTF_8.name());
    freemarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
    freemarker.setLocalizedLookup(false);
    freemarker.setNumberFormat("computer");
    freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    freemarker.setLogTemplateExceptions(false);
    freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    TemplateMethodModelEx json =
        arguments -> JsonBodies.text(DeepUnwrap.unwrap((TemplateModel) arguments.get(0)));
    freemarker.setSharedVariable("json", json);
  }

  /** The page of a representation, by the template of this name or the one for all. */
  String render(String name, Map<String, Object> model) {
    Map<String, Object> named = new HashMap<>(model);
    named.put("name", name);
    StringWriter page = new StringWriter();
    try {
      template(name).process(named, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("The template of " + name + " is wrong", e);
    }
    return page.toString();
  }

  private Template template(String name) throws IOException {
    try {
      return freemarker.getTemplate(name + ".ftlh");
    } catch (TemplateNotFoundException e) {
      return freemarker.getTemplate(FOR_ALL_ELSE);
    }
  }
}
