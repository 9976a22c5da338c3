package org.borderledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may know which. What is not allowed here is forbidden; a new arrow is a decision, made in this file. */
class ArchitectureTest {
    private static final String ROOT = "org.borderledger";

    /** Packages from the top down; each may know those that it names, and they stand below it. */
    private static final Map<String, Set<String>> MAY_KNOW = downwards(
            layer("", "command", "catalogue", "ledger"),
            layer("explorer", "http", "period"),
            layer("command", "catalogue", "discovery", "publisher", "ingest", "ledger", "database"),
            layer(
                    "description",
                    "catalogue",
                    "claim",
                    "figure",
                    "http",
                    "representation",
                    "ledger",
                    "period",
                    "problem"),
            layer(
                    "catalogue",
                    "change",
                    "claim",
                    "crossing",
                    "enforcement",
                    "spending",
                    "figure",
                    "http",
                    "computation",
                    "representation",
                    "ledger",
                    "query",
                    "period",
                    "problem"),
            layer(
                    "change",
                    "claim",
                    "figure",
                    "http",
                    "computation",
                    "representation",
                    "ledger",
                    "query",
                    "period",
                    "problem"),
            layer("claim", "figure", "http", "computation", "representation", "ledger", "query", "period", "problem"),
            layer("crossing", "figure", "http", "ledger"),
            layer("enforcement", "figure", "http", "ledger"),
            layer("spending", "figure", "http", "ledger"),
            layer("discovery", "ingest", "ledger"),
            layer(
                    "publisher",
                    "publisher.cbp",
                    "publisher.eurostat",
                    "publisher.frontex",
                    "publisher.homeoffice",
                    "publisher.nato",
                    "publisher.press",
                    "publisher.unhcr",
                    "ingest"),
            layer("publisher.cbp", "ingest", "ingest.sheet", "ledger", "period"),
            layer("publisher.eurostat", "ingest", "ingest.sheet", "ledger", "period"),
            layer("publisher.frontex", "ingest", "ingest.sheet", "ledger", "period"),
            layer("publisher.homeoffice", "ingest", "ingest.sheet", "ledger", "period"),
            layer("publisher.nato", "ingest", "ingest.sheet", "ledger", "period"),
            layer("publisher.press", "ingest", "ingest.sheet", "ledger", "query", "period"),
            layer("publisher.unhcr", "ingest", "ingest.sheet", "ledger", "period"),
            layer("ingest", "ingest.sheet", "ledger", "period"),
            layer("ingest.sheet"),
            layer("figure", "http", "computation", "representation", "ledger", "query", "period", "problem"),
            layer("http", "representation", "ledger", "query", "period", "problem"),
            layer("computation", "representation", "ledger", "query", "period", "problem"),
            layer("ledger", "period", "problem"),
            layer("representation"),
            layer("database"),
            layer("query", "period", "problem"),
            layer("period"),
            layer("problem"));

    private static final Set<String> NO_HOME = Set.of("util", "utils", "common", "dto", "mapper", "service", "impl");

    /** Who may speak to the database; the exceptions of JDBC are also read where they become problems. */
    private static final Set<String> DATABASE = Set.of(
            "jakarta.persistence.EntityManager",
            "org.hibernate.Session",
            "javax.sql.DataSource",
            "java.sql.Connection");

    /** The one of figures asks through two records; large files have transactions of their own. */
    private static final Set<String> REPOSITORIES = Set.of(
            ROOT + ".figure.FigureRepository",
            ROOT + ".figure.FigureQuery",
            ROOT + ".figure.TextQueries",
            ROOT + ".figure.LargeExports",
            ROOT + ".change.ChangeRepository",
            ROOT + ".claim.ClaimRepository");

    private static final JavaClasses CLASSES = read();

    private static JavaClasses read() {
        // names are enough for what stands outside, and reading all of the libraries takes long
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    @Test
    void everyPackageKnowsOnlyThoseThatItMay() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                String from = packageOf(origin);
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT)
                        && !packageOf(target).equals(from)) {
                    Set<String> allowed = MAY_KNOW.getOrDefault(from, Set.of());
                    if (!allowed.contains(packageOf(target))) {
                        wrong.add(from + " -> " + packageOf(target) + ": " + dependency.getDescription());
                    }
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> packages =
                CLASSES.stream().map(ArchitectureTest::packageOf).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(MAY_KNOW.keySet()), packages);
    }

    @Test
    void noArrowIsAllowedThatNobodyUses() {
        Set<String> used = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                used.add(packageOf(origin) + " -> "
                        + packageOf(dependency.getTargetClass().getBaseComponentType()));
            }
        }
        Set<String> unused = new TreeSet<>();
        MAY_KNOW.forEach((from, targets) -> targets.stream()
                .map(target -> from + " -> " + target)
                .filter(arrow -> !used.contains(arrow))
                .forEach(unused::add));
        assertEquals(Set.of(), unused);
    }

    /** Packages are features and steps of the work, never layers or leftovers. */
    @Test
    void noPackageIsALeftover() {
        for (JavaClass each : CLASSES) {
            for (String part : each.getPackageName().split("\\.", -1)) {
                assertTrue(!NO_HOME.contains(part), each::getName);
            }
        }
    }

    /** House rule View-Of: a dataset's entity is read in its own package; elsewhere only what the dataset declares is. */
    @Test
    void aDatasetsEntityStaysInItsPackage() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass entity : entities("crossing", "enforcement", "spending")) {
            entity.getDirectDependenciesToSelf().stream()
                    .filter(dependency ->
                            !dependency.getOriginClass().getPackageName().equals(entity.getPackageName()))
                    .filter(dependency -> !readsTheDeclaration(dependency))
                    .forEach(dependency -> wrong.add(dependency.getDescription()));
        }
        assertEquals(Set.of(), wrong);
    }

    private static boolean readsTheDeclaration(Dependency dependency) {
        return dependency.getOriginClass().getAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().equals(dependency.getTargetClass()))
                .map(JavaAccess::getTarget)
                .allMatch(target -> target.getName().equals("DATASET"));
    }

    /** No entity is in an answer: what resources give back, and what those records hold, are views. */
    @Test
    void noEntityIsInAnAnswer() {
        Set<String> entities = entities("").stream().map(JavaClass::getName).collect(Collectors.toSet());
        assertTrue(entities.size() >= 5);
        Set<String> wrong = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (each.isAnnotatedWith(Path.class)) {
                for (JavaMethod method : each.getMethods()) {
                    if (method.getModifiers().contains(JavaModifier.PUBLIC)) {
                        method.getReturnType().getAllInvolvedRawTypes().stream()
                                .filter(type -> entities.contains(type.getName()))
                                .forEach(type -> wrong.add(method.getFullName() + " gives " + type.getName()));
                    }
                }
            } else if (each.getSimpleName().endsWith("View") || packageOf(each).equals("representation")) {
                for (JavaField field : each.getFields()) {
                    field.getType().getAllInvolvedRawTypes().stream()
                            .filter(type -> entities.contains(type.getName()))
                            .forEach(type -> wrong.add(field.getFullName() + " holds " + type.getName()));
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void onlyTheRepositoriesAndTheLedgerSpeakToTheDatabase() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            boolean allowed = Set.of("ledger", "database").contains(packageOf(each))
                    || REPOSITORIES.contains(outermost(each).getName());
            if (!allowed) {
                each.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                DATABASE.contains(dependency.getTargetClass().getName()))
                        // given on, not used: the command line makes a ledger with the owner's credentials
                        .filter(dependency -> !packageOf(each).equals("command"))
                        .forEach(dependency -> wrong.add(dependency.getDescription()));
            }
        }
        assertEquals(Set.of(), wrong);
    }

    /** What a class needs stands in its constructor, so that it cannot be made without. */
    @Test
    void nothingIsInjectedIntoAField() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass each : CLASSES) {
            for (JavaField field : each.getFields()) {
                boolean resource = each.isAnnotatedWith(Path.class);
                if (field.isAnnotatedWith(Inject.class)
                        || (resource && !field.getModifiers().contains(JavaModifier.FINAL))) {
                    wrong.add(field.getFullName());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Methods of resources that are not public answer 404, with no more than a warning in the log. */
    @Test
    void everyMethodOfAResourceThatHasAPathIsPublic() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass each : CLASSES) {
            for (JavaMethod method : each.getMethods()) {
                boolean answers = method.isAnnotatedWith(Path.class) || method.isAnnotatedWith(jakarta.ws.rs.GET.class);
                if (answers && !method.getModifiers().contains(JavaModifier.PUBLIC)) {
                    wrong.add(method.getFullName());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private List<JavaClass> entities(String... packages) {
        Set<String> wanted = Set.of(packages);
        return CLASSES.stream()
                .filter(each -> each.isAnnotatedWith(Entity.class))
                .filter(each -> wanted.contains("") || wanted.contains(packageOf(each)))
                .toList();
    }

    private static JavaClass outermost(JavaClass each) {
        JavaClass outer = each;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private static String packageOf(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(ROOT) ? "" : name.replaceFirst("^" + ROOT.replace(".", "\\.") + "\\.", "");
    }

    /** A package with those below that it may know. */
    private record Layer(String name, Set<String> knows) {}

    private static Layer layer(String name, String... knows) {
        return new Layer(name, Set.of(knows));
    }

    private static Map<String, Set<String>> downwards(Layer... layers) {
        List<String> order = Stream.of(layers).map(Layer::name).toList();
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        for (Layer layer : layers) {
            for (String below : layer.knows()) {
                if (order.indexOf(below) <= order.indexOf(layer.name())) {
                    throw new AssertionError(layer.name() + " -> " + below + " does not lead downwards");
                }
            }
            allowed.put(layer.name(), layer.knows());
        }
        return allowed;
    }
}
