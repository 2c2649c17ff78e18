package org.periplus.staging;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file on its way: what has arrived so far, over as many answers as it takes. One answer at a
 * time; the progress may be read by other threads.
 */
final class Transfer implements BodyHandler<Boolean> {

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(?:\\d+|\\*)");

  private final FileChannel channel;
  private final ByteBudget budget;
  private final AtomicLong received = new AtomicLong();
  private volatile Optional<String> validator = Optional.empty();

  Transfer(FileChannel channel, ByteBudget budget) {
    this.channel = channel;
    this.budget = budget;
  }

  /** The job may not fetch so much. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(ByteBudget budget) {
      super(budget.describe());
    }
  }

  /** The server's own disk failed. */
  static final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskException(IOException cause) {
      super(describe(cause), cause);
    }

    private static String describe(IOException cause) {
      String message = String.valueOf(cause.getMessage());
      return message.contains("No space left") || message.contains("quota")
          ? "the server's disk is full"
          : "the server's disk failed: " + message;
    }
  }

  long received() {
    return received.get();
  }

  /** The header {@code If-Range} for the rest of the file; empty when it has to be begun anew. */
  Optional<String> resumable() {
    return received.get() > 0 ? validator : Optional.empty();
  }

  /** Makes the next answer begin anew. */
  void forget() {
    validator = Optional.empty();
  }

  /** Takes the body of 200, or of 206 when it continues what is here; leaves any other. */
  @Override
  public BodySubscriber<Boolean> apply(ResponseInfo answer) {
    HttpHeaders headers = answer.headers();
    try {
      if (answer.statusCode() == 200) {
        budget.giveBack(received.getAndSet(0));
        channel.truncate(0).position(0);
        validator = validator(headers);
      } else if (answer.statusCode() != 206 || !continuesHere(headers)) {
        return BodySubscribers.replacing(false);
      }
    } catch (IOException e) {
      return new Failed(new DiskException(e));
    }
    return budget.fits(headers.firstValueAsLong("Content-Length").orElse(0))
        ? new Body()
        : new Failed(new TooLargeException(budget));
  }

  private boolean continuesHere(HttpHeaders headers) {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    return range.matches() && Long.parseLong(range.group(1)) == received.get();
  }

  private static Optional<String> validator(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> headers.firstValue("Last-Modified"));
  }

  /** Writes what arrives; one buffer list at a time, so a slow disk slows the sender. */
  private final class Body implements BodySubscriber<Boolean> {
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private Flow.Subscription subscription;

    @Override
    public CompletionStage<Boolean> getBody() {
      return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      try {
        for (ByteBuffer buffer : buffers) {
          write(buffer);
        }
        subscription.request(1);
      } catch (IOException e) {
        subscription.cancel();
        result.completeExceptionally(e);
      }
    }

    private void write(ByteBuffer buffer) throws IOException {
      if (!budget.take(buffer.remaining())) {
        throw new TooLargeException(budget);
      }
      try {
        while (buffer.hasRemaining()) {
          received.addAndGet(channel.write(buffer));
        }
      } catch (IOException e) {
        throw new DiskException(e);
      }
    }

    @Override
    public void onError(Throwable broken) {
      result.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
      result.complete(true);
    }
  }

  /** Does not read the answer at all. */
  private record Failed(IOException reason) implements BodySubscriber<Boolean> {
    @Override
    public CompletionStage<Boolean> getBody() {
      return CompletableFuture.failedFuture(reason);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {}

    @Override
    public void onError(Throwable broken) {}

    @Override
    public void onComplete() {}
  }
}
