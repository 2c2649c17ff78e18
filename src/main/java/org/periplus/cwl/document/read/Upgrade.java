package org.periplus.cwl.document.read;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;

/**
 * What makes documents of CWL v1.0 and v1.1 mean in v1.2 what they meant in their own version. The
 * requirements that came with v1.1 are taken in v1.0 too: packages of the field use them.
 */
final class Upgrade {

  /** Where the extensions of the reference runner are named. */
  static final String CWLTOOL = "http://commonwl.org/cwltool#";

  /** Where our own are named. */
  static final String PERIPLUS = "urn:periplus:";

  private static final String CWLTOOL_TOO = "https://commonwl.org/cwltool#";

  private static final Map<String, String> CURRENT_NAMES =
      Map.of(
          CWLTOOL + "WorkReuse",
          "WorkReuse",
          "http://arvados.org/cwl#ReuseRequirement",
          "WorkReuse",
          CWLTOOL + "TimeLimit",
          "ToolTimeLimit",
          CWLTOOL + "ToolTimeLimit",
          "ToolTimeLimit",
          CWLTOOL + "NetworkAccess",
          "NetworkAccess",
          CWLTOOL + "InplaceUpdateRequirement",
          "InplaceUpdateRequirement",
          CWLTOOL + "LoadListingRequirement",
          "LoadListingRequirement");

  private Upgrade() {}

  /** The class that an extension of the reference runner became, or the name as it is. */
  static String currentName(String className) {
    String name =
        className.startsWith(CWLTOOL_TOO)
            ? CWLTOOL + className.substring(CWLTOOL_TOO.length())
            : className;
    return CURRENT_NAMES.getOrDefault(name, name);
  }

  /**
   * Adds as hints what was the rule in v1.0: tools reach the network, and listings are complete.
   */
  static Requirements withDefaultsOf(Version version, Requirements requirements) {
    if (version != Version.V1_0) {
      return requirements;
    }
    List<Requirement> hints = new ArrayList<>(requirements.hinted());
    if (!requirements.has(Requirement.NetworkAccess.class)) {
      hints.add(new Requirement.NetworkAccess(BooleanNode.TRUE));
    }
    if (!requirements.has(Requirement.Listing.class)) {
      hints.add(new Requirement.Listing(LoadListing.DEEP_LISTING));
    }
    return new Requirements(requirements.required(), List.copyOf(hints));
  }
}
