package org.periplus.process;

import java.util.List;
import org.periplus.cwl.model.Process;

/**
 * What a package runs.
 *
 * @param schemas the addresses of the ontologies of file formats that its document names
 */
record DeployedProcess(Process process, List<String> schemas) {}
