package org.periplus.job.step;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.staging.ResultStores;
import org.periplus.staging.store.StoredFile;

/**
 * The logs of step runs: on this machine while they are written, then in the store of the job's
 * tenant. Threads share it.
 */
@Service
public class StepLogs {

  private static final System.Logger LOG = System.getLogger(StepLogs.class.getName());

  private final DataDirectory data;
  private final long maxSize;
  private final Optional<ResultStores> stores;
  private final LiveLogs live = new LiveLogs();

  @Inject
  public StepLogs(DataDirectory data, LogConfiguration configuration, ResultStores stores) {
    this.data = data;
    this.maxSize = configuration.maxSize().bytes();
    this.stores = Optional.of(stores);
  }

  private StepLogs(DataDirectory data) {
    this.data = data;
    this.maxSize = Long.MAX_VALUE;
    this.stores = Optional.empty();
  }

  /** Logs that stay whole and where they are. */
  public static StepLogs inPlace(DataDirectory data) {
    return new StepLogs(data);
  }

  /** Begins the log of a run, in place of that of an earlier attempt. */
  public LiveLog open(String tenant, StepRun run) throws IOException {
    return opened(tenant, run, false);
  }

  /** Begins the log of a run anew that an earlier server began, and whose output comes again. */
  public LiveLog openAgain(String tenant, StepRun run) throws IOException {
    return opened(tenant, run, true);
  }

  /** How much of one log is kept, in bytes. */
  public long maxSize() {
    return maxSize;
  }

  private LiveLog opened(String tenant, StepRun run, boolean again) throws IOException {
    String name = run.logFile().orElseThrow();
    Path file = data.root().resolve(name);
    Runnable whenClosed = () -> ended(tenant, run, file);
    LiveLog log =
        again ? LiveLog.again(file, maxSize, whenClosed) : new LiveLog(file, maxSize, whenClosed);
    live.began(name, log);
    return log;
  }

  private void ended(String tenant, StepRun run, Path file) {
    try {
      keep(tenant, run.jobId(), run.name().orElseThrow(), file);
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Job {0}: the log {1} stays on this machine: {2}",
          run.jobId(),
          run.name().orElseThrow(),
          e.getMessage());
    } finally {
      live.ended(run.logFile().orElseThrow());
    }
  }

  private void keep(String tenant, UUID jobId, String name, Path file) throws IOException {
    if (stores.isPresent()) {
      stores.get().of(tenant).keepLog(jobId, name, file);
      Files.deleteIfExists(file);
    }
  }

  /** Hands a job's logs that have ended to the store, if some stayed here because it was away. */
  public void keepLeft(String tenant, UUID jobId) throws IOException {
    if (!Files.isDirectory(data.logs(jobId))) {
      return; // Nothing has written one here.
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data.logs(jobId), "*.log")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replaceFirst("\\.log$", "");
        if (live.find(DataDirectory.logFile(jobId, name)).isEmpty()) {
          keep(tenant, jobId, name, file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * What there is of a log by now; empty when nothing was written.
   *
   * @throws IOException when it cannot be read
   */
  public Optional<StoredFile> find(Job job, StepRun run) throws IOException {
    String name = run.logFile().orElseThrow();
    Optional<LiveLog> log = live.find(name);
    if (log.isPresent()) {
      return Optional.of(log.get().content(() -> kept(job, run)));
    }
    Path file = data.root().resolve(name);
    if (Files.exists(file)) { // The server died while it was written, or its store was away.
      long size = Files.size(file);
      return Optional.of(
          new LogContent(
              file,
              size,
              new byte[0],
              size,
              Files.getLastModifiedTime(file).toInstant(),
              () -> kept(job, run)));
    }
    return kept(job, run);
  }

  /**
   * Where a log goes on after what was found of it: how much was written by then, of which the
   * middle may be left out.
   */
  public long position(StoredFile found) {
    return found instanceof LogContent content ? content.position() : found.size();
  }

  /**
   * The last lines of a log, without colours and all that a terminal would obey; none when nothing
   * was written.
   *
   * @throws IOException when it cannot be read
   */
  public List<String> lastLines(Job job, StepRun run, int most) throws IOException {
    Optional<StoredFile> log = find(job, run);
    return log.isEmpty() ? List.of() : LogTail.of(log.get(), most);
  }

  private Optional<StoredFile> kept(Job job, StepRun run) throws IOException {
    return stores.isEmpty()
        ? Optional.empty()
        : stores.get().of(job.tenant()).openLog(job.id(), run.name().orElseThrow());
  }

  /**
   * Hands out the log that is being written, now or when it begins; once.
   *
   * @return makes the wait end
   */
  public Runnable whenLive(StepRun run, Consumer<LiveLog> follower) {
    return live.whenLive(run.logFile().orElseThrow(), follower);
  }
}
