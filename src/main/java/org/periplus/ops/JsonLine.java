package org.periplus.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.periplus.trace.JobContext;

/**
 * A line of the log as one JSON object; members that say nothing are left out.
 *
 * @param timestamp ISO 8601, UTC, with milliseconds
 * @param level ERROR, WARNING, INFO, DEBUG or TRACE, whatever the server calls it
 * @param step the dotted path of the step
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
  "timestamp",
  "level",
  "logger",
  "message",
  "thread",
  "jobID",
  "step",
  "tenant",
  "processID",
  "traceID",
  "stackTrace"
})
record JsonLine(
    String timestamp,
    String level,
    String logger,
    String message,
    String thread,
    @JsonProperty("jobID") String jobId,
    String step,
    String tenant,
    @JsonProperty("processID") String processId,
    @JsonProperty("traceID") String traceId,
    String stackTrace) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Formatter MESSAGES = new SimpleFormatter();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** How records of a class say what they mean, looked for once: most do not. */
  private static final ClassValue<Optional<Method>> OWN_MESSAGE =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          return Arrays.stream(type.getMethods())
              .filter(method -> method.getName().equals("getFormattedMessage"))
              .filter(method -> method.getParameterCount() == 0)
              .findFirst();
        }
      };

  /** What is logged, by the thread that logs it. */
  static JsonLine of(LogRecord record) {
    Optional<JobContext> job = JobContext.current();
    return new JsonLine(
        MILLISECONDS.format(record.getInstant()),
        level(record.getLevel().intValue()).getName(),
        record.getLoggerName(),
        message(record),
        thread(Thread.currentThread()),
        job.map(of -> of.jobId().toString()).orElse(null),
        job.map(JobContext::step).orElse(null),
        job.map(JobContext::tenant).orElse(null),
        job.map(JobContext::processId).orElse(null),
        job.map(of -> of.trace().traceId()).orElse(null),
        stackTrace(record.getThrown()));
  }

  /** The object, without a line break. */
  String written() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // A record of strings can always be written.
    }
  }

  private static System.Logger.Level level(int value) {
    if (value >= Level.SEVERE.intValue()) {
      return System.Logger.Level.ERROR;
    } else if (value >= Level.WARNING.intValue()) {
      return System.Logger.Level.WARNING;
    } else if (value >= Level.INFO.intValue()) {
      return System.Logger.Level.INFO;
    }
    return value >= Level.FINE.intValue() ? System.Logger.Level.DEBUG : System.Logger.Level.TRACE;
  }

  /**
   * WildFly's records have parameters in more than one style, and say themselves what they mean.
   */
  private static String message(LogRecord record) {
    Optional<Method> own = OWN_MESSAGE.get(record.getClass());
    if (own.isEmpty()) {
      return MESSAGES.formatMessage(record);
    }
    try {
      return (String) own.get().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      return MESSAGES.formatMessage(record);
    }
  }

  /** Virtual threads have no names. */
  @SuppressWarnings("deprecation") // threadId() is of Java 19
  private static String thread(Thread thread) {
    return thread.getName().isEmpty() ? "#" + thread.getId() : thread.getName();
  }

  private static String stackTrace(Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
