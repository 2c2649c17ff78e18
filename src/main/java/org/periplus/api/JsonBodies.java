package org.periplus.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.periplus.configuration.JsonLimits;

/**
 * Reads and writes JSON bodies with Jackson, in place of the server's own JSON binding. Jackson's
 * library registers a provider by itself, too; it finds the same mapper through {@link
 * #getContext}, so that it does not matter which of the two a server takes.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE, MediaType.WILDCARD})
public class JsonBodies extends JacksonJsonProvider implements ContextResolver<ObjectMapper> {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The one mapper of all representations; it is thread-safe. */
  public static final ObjectMapper MAPPER = builder(JsonLimits.usual()).build();

  /** Reads what stands in requests, as far as it has the usual limits. */
  public static final ObjectMapper REQUESTS = requests(JsonLimits.usual());

  private final ObjectMapper mapper;

  private static JsonLimits configured() {
    try {
      return CDI.current().select(JsonLimits.class).get();
    } catch (IllegalStateException e) {
      return JsonLimits.usual(); // outside of a server
    }
  }

  private static ObjectMapper requests(JsonLimits limits) {
    return builder(limits).nodeFactory(new RequestNumbers(limits.maxDigits())).build();
  }

  private static JsonMapper.Builder builder(JsonLimits limits) {
    return JsonMapper.builder(limits.factory())
        .addModule(new Jdk8Module())
        .addModule(
            new SimpleModule()
                .addSerializer(Instant.class, new Milliseconds())
                .addDeserializer(Instant.class, new ReadInstant()))
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
  }

  /** A representation as maps, lists, strings, numbers and booleans, the same as in JSON. */
  public static Object plain(Object representation) {
    return MAPPER.convertValue(representation, Object.class);
  }

  /** Plain values as indented JSON. */
  public static String text(Object plain) {
    return MAPPER.valueToTree(plain).toPrettyString();
  }

  /** An instant as representations have it, with milliseconds. */
  public static String text(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /** Servers make the provider themselves, some of them before they ask CDI. */
  public JsonBodies() {
    this(requests(configured()));
  }

  private JsonBodies(ObjectMapper mapper) {
    super(mapper);
    this.mapper = mapper;
  }

  @Override
  public ObjectMapper getContext(Class<?> type) {
    return mapper;
  }

  /** What pages read of representations. */
  private static final class ReadInstant extends FromStringDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    ReadInstant() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String text, DeserializationContext context) {
      return Instant.parse(text);
    }
  }

  private static final class Milliseconds extends ToStringSerializerBase {
    private static final long serialVersionUID = 1L;

    Milliseconds() {
      super(Instant.class);
    }

    @Override
    public String valueToString(Object value) {
      return text((Instant) value);
    }
  }
}
