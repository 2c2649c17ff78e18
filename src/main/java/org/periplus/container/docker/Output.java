package org.periplus.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.periplus.container.OutputSink;

/** Hands over what a container writes, and counts it. Called by one thread at a time. */
final class Output extends ResultCallback.Adapter<Frame> {

  private final OutputSink sink;
  private final Stream stdout;
  private final Stream stderr;

  Output(OutputSink sink) {
    this(sink, 0, 0);
  }

  private Output(OutputSink sink, long knownStdout, long knownStderr) {
    this.sink = sink;
    this.stdout = new Stream(knownStdout);
    this.stderr = new Stream(knownStderr);
  }

  /** Goes on after this one: passes over what this one has handed over when it comes again. */
  Output rest() {
    return new Output(sink, stdout.seen, stderr.seen);
  }

  @Override
  public void onNext(Frame frame) {
    try {
      if (frame.getStreamType() == StreamType.STDERR) {
        sink.stderr(stderr.unknown(frame.getPayload()));
      } else {
        sink.stdout(stdout.unknown(frame.getPayload()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bytes of one stream there were. */
  private static final class Stream {
    private final long known;
    private long seen;

    Stream(long known) {
      this.known = known;
    }

    byte[] unknown(byte[] bytes) {
      long passedOver = Math.max(0, Math.min(bytes.length, known - seen));
      seen += bytes.length;
      return passedOver == 0 ? bytes : Arrays.copyOfRange(bytes, (int) passedOver, bytes.length);
    }
  }
}
