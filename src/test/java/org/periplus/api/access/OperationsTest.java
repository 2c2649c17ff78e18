package org.periplus.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.periplus.api.RequestRefusedException;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;

class OperationsTest {

  private static final List<Role> ORDER =
      List.of(Role.READER, Role.EXECUTOR, Role.DEPLOYER, Role.OPERATOR);

  private static final java.nio.file.Path PAGE = java.nio.file.Path.of("docs", "roles.md");
  private static final String BEGIN =
      "<!-- the table of Operations.java; OperationsTest holds it -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void everyMethodOfAResourceIsAnOperationOfTheTable() {
    List<Method> methods = methods();

    assertThat(methods).hasSizeGreaterThan(30);
    assertThat(methods)
        .allSatisfy(
            method ->
                assertThat(ResourceOperation.of(method.getDeclaringClass(), method))
                    .as("the operation of " + method)
                    .isPresent());
  }

  @Test
  void everyOperationOfTheTableExists() {
    Set<Operation> existing = new HashSet<>();
    methods()
        .forEach(
            method ->
                ResourceOperation.of(method.getDeclaringClass(), method).ifPresent(existing::add));

    assertThat(existing).containsExactlyInAnyOrderElementsOf(Operations.all());
  }

  /** Each operation for each caller, by the order of the roles alone. */
  @TestFactory
  Stream<DynamicTest> eachRoleMayWhatTheTableSays() {
    List<Optional<Role>> roles =
        Stream.concat(
                Stream.of(Optional.<Role>empty()), Arrays.stream(Role.values()).map(Optional::of))
            .toList();
    return Operations.all().stream()
        .flatMap(
            operation ->
                roles.stream()
                    .map(
                        role ->
                            dynamicTest(
                                operation + " for " + role.map(Role::toString).orElse("nobody"),
                                () -> check(operation, role))));
  }

  private static void check(Operation operation, Optional<Role> role) {
    Caller caller = Caller.anonymous(role, "").in(Memberships.of(Set.of("acme")));
    boolean allowed =
        operation.needs().isEmpty()
            || role.map(ORDER::indexOf).orElse(-1) >= ORDER.indexOf(operation.needs().get());
    if (allowed) {
      OperationFilter.check(Optional.of(operation), caller, "acme", false);
    } else {
      assertThatThrownBy(() -> OperationFilter.check(Optional.of(operation), caller, "acme", false))
          .isInstanceOfSatisfying(
              RequestRefusedException.class,
              refused -> assertThat(refused.problem().status()).isEqualTo(403))
          .hasMessageContaining("needs the role " + operation.needs().get());
    }
  }

  private static int status(Operation operation, Caller caller, boolean canLogIn) {
    try {
      OperationFilter.check(Optional.of(operation), caller, "acme", canLogIn);
      return 200;
    } catch (RequestRefusedException e) {
      return e.problem().status();
    }
  }

  /** Whatever the role, and whether or not there is such a tenant. */
  @Test
  void aForeignTenantIsNotThere() {
    for (Operation operation : Operations.all()) {
      for (Role role : Role.values()) {
        Caller foreign =
            new Caller(
                Optional.of(new Account("i", "s", "n")),
                Optional.of(role),
                "",
                Memberships.of(Set.of("other")));
        assertThat(status(operation, foreign, true))
            .as(operation + " for " + role)
            .isEqualTo(operation.needs().isEmpty() ? 200 : 404);
      }
    }
  }

  /** Their own role does not count for more, also that of an operator elsewhere. */
  @Test
  void aGuestOfATenantMayWhatAnExecutorMayAtMost() {
    for (Operation operation : Operations.all()) {
      for (Role role : Role.values()) {
        Caller guest =
            new Caller(
                    Optional.of(new Account("i", "s", "n")),
                    Optional.of(role),
                    "",
                    Memberships.of(Set.of("other")))
                .asGuestOf("acme");
        boolean may =
            operation.needs().isEmpty()
                || (role.includes(operation.needs().get())
                    && Role.EXECUTOR.includes(operation.needs().get()));
        assertThat(status(operation, guest, true))
            .as(operation + " for " + role)
            .isEqualTo(may ? 200 : 403);
      }
    }
  }

  @Test
  void whoCouldLogInIsAskedTo() {
    for (Operation operation : Operations.all()) {
      boolean isForAnyone = operation.needs().isEmpty();
      assertThat(status(operation, Caller.NOBODY, true)).isEqualTo(isForAnyone ? 200 : 401);
      Caller reader = Caller.anonymous(Optional.of(Role.READER), "").in(Memberships.ANY);
      assertThat(status(operation, reader, true)).isEqualTo(operation.isOpenTo(reader) ? 200 : 401);
      assertThat(status(operation, reader, false))
          .isEqualTo(operation.isOpenTo(reader) ? 200 : 403);
    }
  }

  /** All but what ends sessions, which changes nothing else, and what needs a signed link. */
  @Test
  void whatChangesSomethingNeedsMoreThanReading() {
    assertThat(Operations.all())
        .filteredOn(operation -> !Set.of("GET", "HEAD").contains(operation.method()))
        .filteredOn(
            operation ->
                !Set.of("/logout", "/logout/{issuer}", "/transfers/{name}/outputs")
                    .contains(operation.path()))
        .allSatisfy(
            operation ->
                assertThat(Caller.anonymous(Optional.of(Role.READER), ""))
                    .as(operation.toString())
                    .satisfies(reader -> assertThat(operation.isOpenTo(reader)).isFalse()));
  }

  @Path("/ogc-api/processes")
  static class Forgotten {
    @jakarta.ws.rs.PATCH
    public void change() {}

    @jakarta.ws.rs.GET
    @Path("{a}/{b}")
    public void read() {}
  }

  @Test
  void whatTheTableDoesNotHaveNobodyMayDo() throws Exception {
    for (String name : new String[] {"change", "read"}) {
      Optional<Operation> none =
          ResourceOperation.of(Forgotten.class, Forgotten.class.getMethod(name));
      assertThat(none).isEmpty();
      assertThatThrownBy(
              () ->
                  OperationFilter.check(
                      none,
                      Caller.anonymous(Optional.of(Role.OPERATOR), "").in(Memberships.ANY),
                      "acme",
                      true))
          .isInstanceOf(RequestRefusedException.class);
    }
  }

  /** With {@code -Droles.write=true} it writes the table. */
  @Test
  void theDocumentationHasTheTable() throws Exception {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("roles.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
      return;
    }

    assertThat(page.substring(begin, end)).isEqualTo(table());
  }

  private static String table() {
    return "| operation | who | what |\n| --- | --- | --- |\n"
        + Operations.all().stream()
            .map(
                one ->
                    "| `%s` | %s | %s |%n"
                        .formatted(
                            one, one.needs().map(Role::toString).orElse("anyone"), one.what()))
            .collect(Collectors.joining());
  }

  private static List<Method> methods() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.periplus")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(
                method ->
                    Stream.of(method.getAnnotations())
                        .anyMatch(
                            one -> one.annotationType().isAnnotationPresent(HttpMethod.class)))
            .toList();
  }
}
