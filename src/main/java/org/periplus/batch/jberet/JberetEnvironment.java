package org.periplus.batch.jberet;

import jakarta.transaction.TransactionManager;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jberet.repository.JobRepository;
import org.jberet.spi.ArtifactFactory;
import org.jberet.spi.BatchEnvironment;
import org.jberet.spi.JobTask;
import org.jberet.spi.JobXmlResolver;
import org.jberet.tools.MetaInfBatchJobsJobXmlResolver;
import org.jberet.tx.LocalTransactionManager;

/**
 * What JBeret needs to know of its surroundings. Batchlets here need no container transaction, so
 * JBeret's local transaction manager serves.
 */
final class JberetEnvironment implements BatchEnvironment {

  /** The application name under which executions stand in the batch repository. */
  static final String APPLICATION = "periplus";

  /** JBeret looks for a batch.xml when an execution begins, in each of the server's libraries. */
  private static final ClassLoader CLASSES =
      new ClassLoader(JberetEnvironment.class.getClassLoader()) {
        @Override
        public InputStream getResourceAsStream(String name) {
          return name.equals("META-INF/batch.xml") ? null : super.getResourceAsStream(name);
        }
      };

  private final JobRepository repository;
  private final ArtifactFactory artifacts;
  private final Executor executor;

  JberetEnvironment(JobRepository repository, ArtifactFactory artifacts, Executor executor) {
    this.repository = repository;
    this.artifacts = artifacts;
    this.executor = executor;
  }

  @Override
  public ClassLoader getClassLoader() {
    return CLASSES;
  }

  @Override
  public ArtifactFactory getArtifactFactory() {
    return artifacts;
  }

  @Override
  public void submitTask(JobTask task) {
    executor.execute(task);
  }

  @Override
  public TransactionManager getTransactionManager() {
    return LocalTransactionManager.getInstance();
  }

  @Override
  public JobRepository getJobRepository() {
    return repository;
  }

  @Override
  public JobXmlResolver getJobXmlResolver() {
    return new MetaInfBatchJobsJobXmlResolver();
  }

  @Override
  public Properties getBatchConfigurationProperties() {
    return new Properties();
  }

  @Override
  public String getApplicationName() {
    return APPLICATION;
  }
}
