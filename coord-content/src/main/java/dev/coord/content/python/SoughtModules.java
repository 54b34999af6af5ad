package dev.coord.content.python;

import dev.coord.content.module.Reference;
import dev.coord.content.module.Reference.Name;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules of which a file looks itself whether they are there. */
final class SoughtModules {
    private static final Set<String> CALLS = Set.of("find_spec", "find_loader", "importorskip");

    private final Set<String> optional = new HashSet<>();

    /** Whether a function looks for a module. */
    static boolean isCall(String function) {
        return CALLS.contains(function);
    }

    void add(String module) {
        optional.add(module);
    }

    /** What the file looks for itself may be missing. */
    Stream<Reference> parts(Reference reference) {
        if (isOptional(reference.source())) {
            return Stream.of(reference.guarded());
        }
        String parent = reference.source().endsWith(".") ? reference.source() : reference.source() + ".";
        Map<Boolean, List<Name>> byOptional =
                reference.names().stream().collect(Collectors.partitioningBy(name -> isOptional(parent + name.name())));
        List<Name> some = byOptional.getOrDefault(true, List.of());
        List<Name> others = byOptional.getOrDefault(false, List.of());
        if (some.isEmpty()) {
            return Stream.of(reference);
        }
        Reference guarded = reference.of(some).guarded();
        return others.isEmpty() ? Stream.of(guarded) : Stream.of(reference.of(others), guarded);
    }

    /** Where a relative name begins is not known here. */
    private boolean isOptional(String module) {
        String name = module.replaceFirst("^\\.+", "");
        boolean isRelative = !name.equals(module);
        return optional.stream()
                .anyMatch(one -> (name + ".").startsWith(one + ".")
                        || (isRelative && !name.isEmpty() && one.endsWith("." + name)));
    }
}
