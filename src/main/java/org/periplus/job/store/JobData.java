package org.periplus.job.store;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.periplus.configuration.DataDirectory;
import org.periplus.job.BatchRecords;
import org.periplus.job.Job;
import org.periplus.staging.ResultStores;

/**
 * What is kept of jobs beside their own rows: working files and running logs on this machine,
 * published results and finished logs in the store of the job's tenant, and what the batch has
 * recorded. Shared by threads.
 */
@Dependent
public class JobData {

  private final DataDirectory data;
  private final ResultStores stores;
  private final BatchRecords records;

  @Inject
  public JobData(DataDirectory data, ResultStores stores, BatchRecords records) {
    this.data = data;
    this.stores = stores;
    this.records = records;
  }

  /**
   * Deletes all that is kept of a job; links are removed, not followed.
   *
   * @param record deletes the job's own record, in one transaction with what the batch has
   *     recorded: a job that was dismissed may still be writing the one as long as it has the other
   * @throws UncheckedIOException if something cannot be deleted; another attempt goes on from there
   */
  public void delete(Job job, Runnable record) {
    deleteResults(job);
    deleteLogs(job);
    deleteTree(data.job(job.id()));
    records.delete(job.id(), record);
  }

  public void deleteResults(Job job) {
    try {
      stores.of(job.tenant()).delete(job.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void deleteLogs(Job job) {
    try {
      stores.of(job.tenant()).deleteLogs(job.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deleteTree(data.logs(job.id()));
  }

  private static void deleteTree(Path root) {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
