package org.periplus.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.periplus.configuration.CrashPoint;
import org.periplus.configuration.DataDirectory;
import org.periplus.job.Job;
import org.periplus.persistence.Database;
import org.periplus.persistence.DatabaseConfiguration;

/**
 * All that runs jobs, in a process of its own without an application server, which halts at the
 * crash point that it is told. It takes up the jobs that it finds, then runs one job for each line
 * that it reads: the crash point, and the files with the document and the inputs. Of each job it
 * tells the id when it was accepted, and all that is to see when it has ended.
 */
public final class CrashingServer {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The next server waits for the leases of the one that halted. */
  private static final ClusterConfiguration SHORT_LEASES =
      new ClusterConfiguration(
          Optional.empty(), Duration.ofSeconds(4), Duration.ofSeconds(1), 32, 1000, 1000, 1000);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Database database;
  private final BatchServer server;

  private CrashingServer(Path folder, DatabaseConfiguration configuration) throws IOException {
    this.folder = folder;
    this.database = new Database(configuration, new DataDirectory(folder));
    this.server =
        new BatchServer(BatchSite.in(folder).withDatabase(database).withCluster(SHORT_LEASES));
  }

  /**
   * Serves what its standard input says, to its end.
   *
   * @param arguments the data directory and, unless it is the embedded one, the database's URL
   */
  public static void main(String[] arguments) throws Exception {
    DatabaseConfiguration configuration =
        arguments.length > 1
            ? DatabaseConfiguration.of(arguments[1], "postgres", "postgres")
            : DatabaseConfiguration.embedded();
    new CrashingServer(Path.of(arguments[0]), configuration).serve();
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws Exception {
    server.takeUpOpenJobs();
    server.removeWhatEndedJobsLeft();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("run")) {
        run(Integer.parseInt(words[1]), Path.of(words[2]), Path.of(words[3]));
      } else {
        report(UUID.fromString(words[1]));
      }
    }
  }

  private void run(int crashPoint, Path document, Path inputs) throws Exception {
    UUID id =
        server.accept(
            "p" + UUID.randomUUID(), Files.readString(document), Files.readString(inputs));
    say("accepted", id.toString());
    CrashPoint.haltAt(crashPoint);
    server.begin(id);
    report(id);
  }

  /** Tells how a job has ended and what there is of it, then deletes it and tells what is left. */
  private void report(UUID id) throws Exception {
    server.ended(id, PATIENCE).join();
    BatchServer.await(() -> server.running() == 0, () -> "the last of " + id);
    CrashPoint.haltAt(0);
    Job job = server.job(id);
    ObjectNode report = JSON.createObjectNode();
    report.put("status", job.status().toString()).put("message", job.message());
    report.set("document", server.resultsDocument(id).orElse(null));
    ObjectNode steps = report.putObject("steps");
    server
        .steps(id)
        .forEach(run -> steps.put((run.path() + " " + run.element()).strip(), run.state() + ""));
    report.put("containers", server.containers(id));
    ObjectNode files = report.putObject("files");
    for (Path file : files(id)) {
      files.put(folder.relativize(file).toString(), text(file));
    }
    server.deleteEndedJobs();
    files(id).forEach(file -> report.withArray("left").add(file.toString()));
    server.repository().counts().forEach(report.withArray("rows")::add);
    database.transact(jpa -> jpa.createNativeQuery("delete from job_instance").executeUpdate());
    say("ended", id + " " + report.toString().replace(id.toString(), "JOB"));
  }

  /** All that lies in the data directory for a job. */
  private List<Path> files(UUID id) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().contains(id.toString())).sorted().toList();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.isRegularFile(file) && !file.toString().endsWith(".log")
        ? Files.readString(file)
        : "";
  }

  private static void say(String what, String more) {
    System.out.println(("> " + what + " " + more).strip());
  }
}
