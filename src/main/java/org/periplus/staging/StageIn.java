package org.periplus.staging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.configuration.JsonLimits;
import org.periplus.security.EgressRule;
import org.periplus.security.EgressRules;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.staging.cache.FetchCache;
import org.periplus.staging.cache.FileFetch;
import org.periplus.staging.fetch.ByteBudget;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.HttpFetch;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInListener;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.s3.References;
import org.periplus.staging.s3.S3FolderFetch;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.s3.SourceUser;
import org.periplus.staging.stac.StacFetch;

/** Fetches the inputs of jobs that are references. Shared by threads. */
public final class StageIn implements AutoCloseable {

  private final StageInConfiguration configuration;
  private final EgressRules rules;
  private final Map<EgressRule, FileFetch> files = new ConcurrentHashMap<>();
  private final Optional<FetchCache> cache;
  private final S3Sources objects;
  private final JsonFiles json = new JsonFiles(new ObjectMapper(JsonLimits.usual().factory()));
  private final boolean localFiles;

  private StageIn(
      StageInConfiguration configuration,
      EgressRules rules,
      S3Sources objects,
      Optional<FetchCache> cache,
      boolean localFiles) {
    this.configuration = configuration;
    this.rules = rules;
    this.cache = cache;
    this.objects = objects;
    this.localFiles = localFiles;
  }

  /** Stage-in of a server, which closes it. */
  public static StageIn ofServer(
      StageInConfiguration configuration,
      EgressRules rules,
      S3Sources objects,
      Optional<FetchCache> cache) {
    return new StageIn(configuration, rules, objects, cache, false);
  }

  /** Stage-in on a user's own machine: all addresses, and the user's own files. */
  public static StageIn ofUser(StageInConfiguration configuration) {
    return new StageIn(configuration, EgressRule.none(), S3Sources.none(), Optional.empty(), true);
  }

  /**
   * Stages the inputs of one job, and can be stopped.
   *
   * @param user whose job it is
   * @param listener told how far the downloads are, and which files have come
   */
  public StageInRun run(SourceUser user, StageInListener listener) {
    ByteBudget budget = new ByteBudget(configuration.maxSize().bytes());
    References references = new References(objects, user);
    FileFetch fetch = files(user.tenant());
    return new StageInRun(
        new StagingTools(
            fetch,
            new StacFetch(fetch, references, json, configuration),
            new S3FolderFetch(fetch, references, configuration.maxObjects()),
            references,
            localFiles),
        new Downloads(configuration.parallel(), budget, listener));
  }

  /** What a tenant reaches that others do not, others get from its part of the cache neither. */
  private FileFetch files(String tenant) {
    EgressRule rule = rules.of(tenant);
    String part = rule == rules.of("") ? "" : tenant;
    return files.computeIfAbsent(
        rule, any -> new FileFetch(new HttpFetch(configuration, rule), cache, part));
  }

  /**
   * Stages what nobody's credentials are needed for; see {@link StageInRun#stage}.
   *
   * @param tenant whose egress rule counts; empty for nobody's
   * @throws StageInException when something cannot be fetched, or is not allowed to be
   */
  public ObjectNode stage(String tenant, ObjectNode inputs, Path folder) throws StageInException {
    return run(new SourceUser(tenant, UsableCredentials.none()), StageInListener.NONE)
        .stage(inputs, folder);
  }

  /** The same for nobody's. */
  public ObjectNode stage(ObjectNode inputs, Path folder) throws StageInException {
    return stage("", inputs, folder);
  }

  /**
   * Gives up fetched files that are only kept for other jobs, as the disk is nearly full.
   *
   * @param bytes how many bytes are needed
   * @return how many that were
   */
  public long giveUp(long bytes) {
    return cache.map(kept -> kept.giveUp(bytes)).orElse(0L);
  }

  /** How many bytes are kept for other jobs. */
  public long cachedBytes() {
    return cache.map(FetchCache::size).orElse(0L);
  }

  @Override
  public void close() {
    files.values().forEach(FileFetch::close);
  }
}
