package org.periplus.api.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.periplus.api.JsonBodies;
import org.periplus.api.Links;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.job.StepList;
import org.periplus.job.step.StepRun;

/**
 * A client that follows a job. What it has not taken yet is kept once for each run, in its newest
 * state: a slow client gets less, not later. Safe for use by several threads.
 */
final class JobFollower {

  /** How many runs one event has; a client of very many gets several events. */
  private static final int RUNS_OF_AN_EVENT = 200;

  private final EventStream stream;
  private final Links links;
  private final Map<UUID, StepList.Step> runs = new LinkedHashMap<>();
  private Optional<StatusInfo> status = Optional.empty();
  private String id = "";
  private boolean beat;
  private boolean over;

  /**
   * Who follows.
   *
   * @param links as this client reaches the server
   */
  record Client(EventStream.Client stream, Links links) {}

  private record Events(
      List<StepList.Step> steps,
      Optional<StatusInfo> status,
      String id,
      boolean beat,
      boolean end) {}

  /**
   * @param whenClosed called once the client has all, or is gone
   */
  JobFollower(Client client, Executor threads, Runnable whenClosed) {
    this.stream = new EventStream(client.stream(), threads, () -> send(taken()), whenClosed);
    this.links = client.links();
  }

  Links links() {
    return links;
  }

  /**
   * Tells what has changed.
   *
   * @param newId from where the client may go on that has this
   */
  void tell(Optional<StatusInfo> newStatus, List<StepRun> changed, String newId) {
    synchronized (this) {
      changed.forEach(run -> runs.put(run.id(), StepList.Step.of(run, links)));
      status = newStatus.or(() -> status);
      id = newId;
    }
    stream.changed();
  }

  /** Nothing more will come. */
  void end() {
    synchronized (this) {
      over = true;
    }
    stream.changed();
  }

  /** Lets the client, and all that is between, know that the server is still there. */
  void beat() {
    synchronized (this) {
      beat = true;
    }
    stream.changed();
  }

  private synchronized Events taken() {
    Events events = new Events(new ArrayList<>(runs.values()), status, id, beat, over);
    runs.clear();
    status = Optional.empty();
    beat = false;
    return events;
  }

  /** Sends what there is; false when that was the end. Only the last event says from where on. */
  private boolean send(Events events) throws IOException {
    List<StepList.Step> steps = events.steps();
    for (int from = 0; from < steps.size(); from += RUNS_OF_AN_EVENT) {
      int to = Math.min(steps.size(), from + RUNS_OF_AN_EVENT);
      boolean last = to == steps.size() && events.status().isEmpty();
      send("steps", last ? events.id() : "", new StepList(steps.subList(from, to), List.of()));
    }
    if (events.status().isPresent()) {
      send("status", events.id(), events.status().get());
    }
    if (events.end()) {
      stream.send(stream.event().name("end").data("end"));
      return false;
    }
    return !events.beat() || stream.sendBeat();
  }

  private void send(String name, String eventId, Object representation) throws IOException {
    OutboundSseEvent.Builder event =
        stream
            .event()
            .name(name)
            .mediaType(MediaType.TEXT_PLAIN_TYPE)
            .data(String.class, json(representation));
    stream.send(eventId.isEmpty() ? event : event.id(eventId));
  }

  private static String json(Object representation) {
    try {
      return JsonBodies.MAPPER.writeValueAsString(representation);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of the client. */
  void close() {
    stream.close();
  }
}
