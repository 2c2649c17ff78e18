package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/** Requirements that an execution would add to the tool of somebody else. */
final class RequirementAttacks {

  private static final String KIND = "requirement";

  private RequirementAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String requirement :
        List.of(
            "{\"class\": \"DockerRequirement\", \"dockerPull\": \"debian\"}",
            "{\"class\": \"InitialWorkDirRequirement\", \"listing\": []}",
            "{\"class\": \"NetworkAccess\", \"networkAccess\": true}",
            "{\"class\": \"ShellCommandRequirement\"}",
            "{\"class\": \"InlineJavascriptRequirement\", \"expressionLib\": [\"while(true){}\"]}",
            "{\"class\": \"InplaceUpdateRequirement\", \"inplaceUpdate\": true}",
            "{\"class\": \"http://commonwl.org/cwltool#Secrets\", \"secrets\": []}",
            "{\"class\": \"http://commonwl.org/cwltool#MPIRequirement\", \"processes\": 9}",
            "{\"class\": \"LoadListingRequirement\", \"loadListing\": \"deep_listing\"}",
            "{\"class\": \"SchemaDefRequirement\", \"types\": []}",
            "{\"class\": \"SoftwareRequirement\", \"packages\": []}",
            "{\"class\": \"EnvVarRequirement\", \"envDef\": {\"LD_PRELOAD\": \"/x.so\"}}",
            "{\"class\": \"EnvVarRequirement\", \"envDef\": {\"LD_LIBRARY_PATH\": \"/x\"}}",
            "{\"class\": \"EnvVarRequirement\", \"envDef\": {\"PATH\": \"/x\"}}",
            "{\"class\": \"EnvVarRequirement\", \"envDef\": {\"BASH_ENV\": \"/x\"}}",
            "{\"class\": \"EnvVarRequirement\", \"envDef\": {\"PYTHONPATH\": \"/x\"}}",
            "{\"class\": \"EnvVarRequirement\", \"envDef\": {\"A=B\": \"c\"}}",
            "{\"class\": \"EnvVarRequirement\", \"envDef\": {\"A\\nB\": \"c\"}}",
            "{\"class\": \"ToolTimeLimit\", \"timelimit\": 0}",
            "{\"class\": \"ToolTimeLimit\", \"timelimit\": -5}",
            "{\"class\": \"ResourceRequirement\", \"coresMin\": -1}",
            "{\"class\": \"None\"}",
            "{\"class\": \"../../x\"}",
            "{}",
            "7",
            "null",
            "\"all\"")) {
      String name = requirement.replace("http://commonwl.org/", "");
      rows.add(
          new SceneAttack(
              KIND,
              name,
              aim -> {
                String id = Packages.id(KIND, "x");
                aim.send(
                    Request.post(
                        aim.path("processes"),
                        Request.YAML,
                        Packages.requiring(
                            id, "DockerRequirement: {dockerPull: '" + Packages.IMAGE + "'}")));
                return RequestAttack.refused(
                        KIND,
                        name,
                        Request.post(
                                aim.path("processes/" + id + "/execution"),
                                Request.JSON,
                                "{\"inputs\": {\"cwl:requirements\": [" + requirement + "]}}")
                            .with("Prefer: respond-async"))
                    .run(aim);
              }));
    }
    String loop = Packages.id(KIND, "loop");
    rows.add(
        new JobAttack(
            KIND,
            "a ramMin that never ends",
            loop,
            Packages.requiring(loop, "InlineJavascriptRequirement: {}"),
            "{\"cwl:requirements\": [{\"class\": \"ResourceRequirement\","
                + " \"ramMin\": \"${ while (true) {} }\"}]}",
            JobAttack.End.FAILED));
    return rows;
  }
}
