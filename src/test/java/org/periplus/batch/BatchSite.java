package org.periplus.batch;

import java.nio.file.Path;
import java.util.Optional;
import org.periplus.batch.admission.DiskConfiguration;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.confinement.FolderConfiguration;
import org.periplus.batch.engine.EngineConfiguration;
import org.periplus.batch.staging.SiteToolConfiguration;
import org.periplus.batch.staging.SiteTools;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.TenantKeys;
import org.periplus.persistence.Database;
import org.periplus.persistence.DatabaseConfiguration;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;

/**
 * What a {@link BatchServer} is set up with: by itself with an embedded database, on any disk, with
 * tools that reach nothing.
 *
 * @param engine the container engine's address, if it is not the default one
 * @param database the server closes it; an embedded one in the folder when there is none
 */
public record BatchSite(
    Path folder,
    Optional<String> engine,
    Optional<Database> database,
    DiskConfiguration disk,
    ClusterConfiguration cluster,
    SiteTools tools,
    ToolNetworkConfiguration networks,
    Egress egress,
    ConfinementConfiguration confinement,
    FolderConfiguration folders,
    EngineConfiguration engines) {

  public static BatchSite in(Path folder) {
    return new BatchSite(
        folder,
        Optional.empty(),
        Optional.empty(),
        DiskConfiguration.unwatched(),
        ClusterConfiguration.alone(32),
        SiteTools.none(),
        ToolNetworkConfiguration.defaults().withReach("none"),
        new Egress(EgressConfiguration.defaults().allowing("*", "127.0.0.0/8")),
        ConfinementConfiguration.defaults(),
        FolderConfiguration.defaults(),
        EngineConfiguration.ofMachine());
  }

  Database openDatabase() {
    return database.orElseGet(
        () -> new Database(DatabaseConfiguration.embedded(), new DataDirectory(folder)));
  }

  public BatchSite withEngine(String address) {
    return new BatchSite(
        folder,
        Optional.of(address),
        database,
        disk,
        cluster,
        tools,
        networks,
        egress,
        confinement,
        folders,
        engines);
  }

  public BatchSite withDatabase(Database own) {
    return new BatchSite(
        folder,
        engine,
        Optional.of(own),
        disk,
        cluster,
        tools,
        networks,
        egress,
        confinement,
        folders,
        engines);
  }

  public BatchSite withDisk(DiskConfiguration own) {
    return new BatchSite(
        folder,
        engine,
        database,
        own,
        cluster,
        tools,
        networks,
        egress,
        confinement,
        folders,
        engines);
  }

  /** As one of several servers. */
  public BatchSite withCluster(ClusterConfiguration own) {
    return new BatchSite(
        folder,
        engine,
        database,
        disk,
        own,
        tools,
        networks,
        egress,
        confinement,
        folders,
        engines);
  }

  /** With staging tools of the site. */
  public BatchSite withTools(SiteToolConfiguration own) {
    return new BatchSite(
        folder,
        engine,
        database,
        disk,
        cluster,
        new SiteTools(own, TenantKeys.NONE, egress),
        networks,
        egress,
        confinement,
        folders,
        engines);
  }

  /** With tools that may reach these addresses. */
  public BatchSite withNetworks(ToolNetworkConfiguration own, String... allowed) {
    return withNetworks(own, new Egress(EgressConfiguration.defaults().allowing(allowed)));
  }

  /** With tools that may reach what this lets them. */
  BatchSite withNetworks(ToolNetworkConfiguration own, Egress rules) {
    return new BatchSite(
        folder, engine, database, disk, cluster, tools, own, rules, confinement, folders, engines);
  }

  /** With rules of its own for what tools may do and leave. */
  public BatchSite withConfinement(ConfinementConfiguration own, FolderConfiguration ownFolders) {
    return new BatchSite(
        folder, engine, database, disk, cluster, tools, networks, egress, own, ownFolders, engines);
  }

  /** With another kind of container engine. */
  public BatchSite withEngines(EngineConfiguration own) {
    return new BatchSite(
        folder,
        engine,
        database,
        disk,
        cluster,
        tools,
        networks,
        egress,
        confinement,
        folders,
        own);
  }
}
