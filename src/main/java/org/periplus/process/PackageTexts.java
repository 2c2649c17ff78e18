package org.periplus.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import org.periplus.configuration.Service;
import org.periplus.persistence.Database;
import org.periplus.process.deployment.InvalidPackageException;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageText;
import org.periplus.process.deployment.ProcessPackage;

/** What the packages of deployed processes say. Threads share it. */
@Service
public class PackageTexts {

  private final DeployedProcesses deployed;
  private final PackageReader reader;

  @Inject
  public PackageTexts(Database database, PackageReader reader) {
    this.deployed = new DeployedProcesses(database);
    this.reader = reader;
  }

  /**
   * What a revision says, as it was deployed.
   *
   * @throws IllegalStateException if the process is built in
   */
  public PackageText of(ProcessPackage process) {
    return deployed.loadWhole(process.key()).text();
  }

  /**
   * The same as one document with all that it refers to.
   *
   * @throws InvalidPackageException if that cannot be
   * @throws IllegalStateException if the process is built in
   */
  public ObjectNode packed(ProcessPackage process) {
    return reader.packed(deployed.loadWhole(process.key()));
  }
}
