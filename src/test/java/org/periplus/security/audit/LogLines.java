package org.periplus.security.audit;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged meanwhile. */
final class LogLines extends Handler implements AutoCloseable {

  private static final Logger OURS = Logger.getLogger("org.periplus.security.audit");

  private final List<String> said;

  LogLines(List<String> said) {
    this.said = said;
    OURS.addHandler(this);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    said.add(new SimpleFormatter().formatMessage(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    OURS.removeHandler(this);
  }
}
