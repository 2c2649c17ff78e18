package org.periplus.web;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNotFoundException;
import freemarker.template.utility.DeepUnwrap;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.periplus.api.JsonBodies;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.step.RunDetails.Used;
import org.periplus.api.timeline.UsageOverTime.Course;
import org.periplus.web.graph.CoursePlot;
import org.periplus.web.graph.GraphPicture;
import org.periplus.web.graph.PictureTexts;
import org.periplus.web.graph.UsagePlot;

/**
 * The templates of the pages, which lie beside this class. What they print is escaped unless they
 * say otherwise, and they reach no Java classes. Threads share it.
 */
final class Templates {

  private static final String FOR_ALL_ELSE = "Representation.ftlh";

  private final Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);
  private final Texts texts = new Texts();

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
  String render(String name, Language language, Map<String, Object> model) {
    Map<String, Object> named = new HashMap<>(model);
    named.putAll(new Words(texts, language).functions());
    PictureTexts words = texts.of(language);
    named.put("picture", drawn(StepGraph.class, graph -> GraphPicture.inPage(graph, words)));
    named.put("usagePlot", drawn(Used.class, used -> UsagePlot.inPage(used, words)));
    named.put("coursePlot", (TemplateMethodModelEx) Templates::course);
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

  private static TemplateHTMLOutputModel course(List<?> arguments) throws TemplateModelException {
    return HTMLOutputFormat.INSTANCE.fromMarkup(
        CoursePlot.inPage(given(arguments.get(0), Course.class), arguments.get(1).toString()));
  }

  private static <T> T given(Object argument, Class<T> type) throws TemplateModelException {
    return JsonBodies.MAPPER.convertValue(DeepUnwrap.unwrap((TemplateModel) argument), type);
  }

  /** Draws what a page has as plain values; the SVG has no need of escapes. */
  private <T> TemplateMethodModelEx drawn(Class<T> type, Function<T, String> picture) {
    return arguments ->
        HTMLOutputFormat.INSTANCE.fromMarkup(picture.apply(given(arguments.get(0), type)));
  }

  private Template template(String name) throws IOException {
    try {
      return freemarker.getTemplate(name + ".ftlh");
    } catch (TemplateNotFoundException e) {
      return freemarker.getTemplate(FOR_ALL_ELSE);
    }
  }
}
