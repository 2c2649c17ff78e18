package org.periplus.batch.confinement;

import java.io.IOException;
import java.nio.file.Path;
import org.periplus.cwl.tool.output.CollectionRules;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.ToolPlan;

/**
 * What keeps tools from all that is not theirs, and what they leave within bounds.
 *
 * @param rules for containers
 * @param user who tools run as
 * @param folders what they may leave
 */
public record Sandbox(ConfinementConfiguration rules, ToolUser user, FolderConfiguration folders) {

  /** How what a tool has left becomes this program's. */
  public CollectionRules collection() throws IOException {
    return new CollectionRules(
        folders.limits(), folders.maxOutputObject().bytes(), user.takingBack());
  }

  /**
   * Lets a planned tool write where it may, and read what was written for it.
   *
   * @param staging the folder of that
   */
  public void admit(ToolPlan plan, Path staging) throws IOException {
    user.share(staging);
    for (FileMount mount : plan.mounts()) {
      if (!mount.readOnly()) {
        give(mount.host());
      }
    }
  }

  /** Lets a tool write to a file or folder. */
  public void give(Path written) throws IOException {
    user.give(written, folders.limits());
  }
}
