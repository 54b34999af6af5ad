package dev.coord.cli.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.coord.cli.architecture.House.Export;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at what a class uses of other modules: only packages that these export to its module. On a module path Java sees to
 * that; users on a class path, and tests there, are only asked to.
 */
final class UseWhatIsExported extends ArchCondition<JavaClass> {
    private final Map<String, Export> exports;
    private final Set<Use> seen = new HashSet<>();

    /**
     * A package that is used from another module.
     *
     * @param module the other one
     * @param name the package
     */
    record Use(String module, String name) {}

    UseWhatIsExported(Collection<Export> exports) {
        super("use only packages of other modules that are exported to theirs");
        this.exports = exports.stream().collect(Collectors.toMap(Export::name, Function.identity()));
    }

    /** What has been used across modules. */
    Set<Use> seen() {
        return seen;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String module = House.moduleOf(type).orElseThrow();
        for (Dependency use : type.getDirectDependenciesFromSelf()) {
            JavaClass target = use.getTargetClass().getBaseComponentType();
            Optional<String> other = House.moduleOf(target).filter(name -> !name.equals(module));
            if (other.isPresent()) {
                String name = target.getPackageName();
                seen.add(new Use(module, name));
                Export export = exports.getOrDefault(name, new Export(name, Set.of("nobody")));
                if (!export.isFor(module)) {
                    events.add(SimpleConditionEvent.violated(
                            use, name + " is not for " + module + ": " + use.getDescription()));
                }
            }
        }
    }

    /** Packages that are exported to a module that does not use them. */
    List<String> unneeded() {
        return exports.values().stream()
                .flatMap(export -> export.targets().stream()
                        .filter(module -> !seen.contains(new Use(module, export.name())))
                        .map(module -> export.name() + " to " + module))
                .sorted()
                .toList();
    }
}
