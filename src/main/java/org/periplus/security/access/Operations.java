package org.periplus.security.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.periplus.security.identity.Role;

/**
 * All operations, and the role that each needs. What is not here nobody may do. {@code
 * docs/roles.md} shows the table; a test holds it against all resources.
 */
public final class Operations {

  private static final String ANYONE = "anyone";
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
  private static final Pattern SLASHES = Pattern.compile("^/|/$");

  private static final List<Operation> ALL =
      """
      reader    GET     /                                               the landing page
      reader    GET     /conformance                                    what the server conforms to
      reader    GET     /api                                            the OpenAPI document, and its page
      reader    GET     /api/processes-list                             the names of all processes
      anyone    GET     /assets/{name}                                  styles and scripts of pages
      anyone    GET     /assets/swagger-ui/{name}                       those of the API's page
      anyone    GET     /me                                             who the caller is, and what they may
      operator  GET     /audit                                          who did what
      operator  GET     /operations                                     what the servers do, and what they need
      operator  GET     /statistics                                     what was done, and what it cost
      operator  PUT     /operations/intake                              have this server take no jobs, or take them again
      anyone    GET     /login                                          where users of pages log in
      anyone    GET     /login/{issuer}                                 where their identity provider sends them back
      anyone    POST    /logout                                         ends the session of who uses a page
      anyone    POST    /logout/{issuer}                                where an identity provider says that somebody logged out
      anyone    GET     /issuers                                        where one can log in
      anyone    GET     /callback-keys                                  the keys with which subscribers check callbacks
      anyone    GET     /transfers/{name}/inputs                        what the pod of a tool gets, by a signed link
      anyone    GET     /transfers/{name}/inputs/{number}               one large file of that
      anyone    PUT     /transfers/{name}/outputs                       what it has left, by a signed link
      executor  GET     /secrets                                        list the named secrets that I may use
      executor  PUT     /secrets/{secretName}                           store one; the tenant's: an operator
      executor  DELETE  /secrets/{secretName}                           forget one
      reader    GET     /processes                                      list processes
      deployer  POST    /processes                                      deploy a process
      deployer  GET     /deploy                                         the page where one deploys a process
      deployer  POST    /deploy/graph                                   the workflow of a package that is not deployed
      reader    GET     /processes/{processID}                          describe a process
      deployer  PUT     /processes/{processID}                          replace a process
      deployer  DELETE  /processes/{processID}                          undeploy a process
      reader    GET     /processes/{processID}/access                   whose a process is, and who sees it
      deployer  PATCH   /processes/{processID}/access                   say who sees a process
      operator  PUT     /processes/{processID}/owner                    hand a process on to somebody else
      reader    GET     /processes/{processID}/graph                    the workflow of a process
      reader    GET     /processes/{processID}/package                  the application package
      reader    GET     /processes/{processID}/versions                 list the versions of a process
      reader    GET     /processes/{processID}/versions/{revision}      describe a version
      reader    GET     /processes/{processID}/versions/{revision}/package  the package of a version
      executor  GET     /processes/{processID}/presets                  list the inputs that I keep for its form
      executor  GET     /processes/{processID}/presets/{presetName}     read one
      executor  PUT     /processes/{processID}/presets/{presetName}     keep one
      executor  PATCH   /processes/{processID}/presets/{presetName}     give one another name
      executor  DELETE  /processes/{processID}/presets/{presetName}     forget one
      executor  GET     /processes/{processID}/execution                execute, with the inputs in the query
      executor  HEAD    /processes/{processID}/execution                is always refused
      executor  POST    /processes/{processID}/execution                execute
      reader    GET     /jobs                                           list jobs
      executor  POST    /jobs                                           create a job
      reader    GET     /jobs/{jobID}                                   the status of a job
      executor  PATCH   /jobs/{jobID}                                   change a job that has not started
      executor  DELETE  /jobs/{jobID}                                   dismiss a job
      operator  PUT     /jobs/{jobID}/owner                             hand a job on to somebody else
      reader    GET     /jobs/{jobID}/results                           the results of a job
      executor  POST    /jobs/{jobID}/results                           start a job, or restart one that failed
      reader    GET     /jobs/{jobID}/results/{outputID}                one output
      reader    GET     /jobs/{jobID}/results/{outputID}/{N}            one value of an output
      reader    GET     /jobs/{jobID}/files/{path}                      a published file
      reader    GET     /jobs/{jobID}/files.zip                         all published files as one archive
      reader    GET     /jobs/{jobID}/definition                        what a job executes
      reader    GET     /jobs/{jobID}/inputs                            the inputs of a job
      reader    GET     /jobs/{jobID}/outputs                           the outputs that a job asks for
      reader    GET     /jobs/{jobID}/prov                              the provenance of the results
      reader    GET     /jobs/{jobID}/steps                             the steps of a job
      reader    GET     /jobs/{jobID}/events                            what happens to a job, while it happens
      reader    GET     /jobs/{jobID}/steps/{step}                      one step of a job
      reader    GET     /jobs/{jobID}/steps/{step}/{element}            one run of a step of a job
      reader    GET     /jobs/{jobID}/graph                             the workflow of a job, with how far each step is
      reader    GET     /jobs/{jobID}/logs/{name}.log                   the log of a step, read or followed
      """
          .lines()
          .map(Operations::read)
          .toList();

  private static final Map<String, Operation> BY_SHAPE =
      ALL.stream().collect(Collectors.toMap(Operations::shape, Function.identity()));

  private Operations() {}

  public static List<Operation> all() {
    return ALL;
  }

  /**
   * The operation of a method and a path.
   *
   * @param path below a tenant's landing page; what differs stands in braces, whatever its name
   */
  public static Optional<Operation> of(String method, String path) {
    return Optional.ofNullable(BY_SHAPE.get(shape(method, path)));
  }

  private static Operation read(String row) {
    String[] cells = row.split("\\s+", 4);
    return new Operation(
        cells[1],
        cells[2],
        cells[0].equals(ANYONE)
            ? Optional.empty()
            : Optional.of(Role.valueOf(cells[0].toUpperCase(Locale.ROOT))),
        cells[3]);
  }

  private static String shape(Operation operation) {
    return shape(operation.method(), operation.path());
  }

  private static String shape(String method, String path) {
    String named = VARIABLE.matcher(path).replaceAll("{}");
    return method + " /" + SLASHES.matcher(named).replaceAll("");
  }
}
