package org.periplus.cwl.document.source;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Ends the parsing of a text that is nested so deep that it can only be meant to do harm. */
final class DepthGuard implements Parser {

  private static final int MAX_DEPTH = 200;

  private final Parser parser;
  private int depth;

  DepthGuard(Parser parser) {
    this.parser = parser;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    Event.ID id = event.getEventId();
    if (id == Event.ID.MappingStart || id == Event.ID.SequenceStart) {
      depth++;
      if (depth > MAX_DEPTH) {
        throw new ParserException(
            "the text is nested deeper than " + MAX_DEPTH + " levels", event.getStartMark());
      }
    } else if (id == Event.ID.MappingEnd || id == Event.ID.SequenceEnd) {
      depth--;
    }
    return event;
  }
}
