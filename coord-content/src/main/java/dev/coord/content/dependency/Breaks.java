package dev.coord.content.dependency;

import dev.coord.content.module.Reference;
import dev.coord.content.module.Reference.Name;
import dev.coord.content.module.ResolvedImport;
import dev.coord.content.module.ResolvedImport.Found;
import dev.coord.content.module.ResolvedImport.Missing;
import dev.coord.content.module.ResolvedImport.Unclear;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the imports that lead nowhere on the candidate, and did not on the target. */
final class Breaks {
    private final Side before;
    private final Side after;
    private final MovedFiles moves;
    private final boolean isAnythingGone;
    private final List<Break> fresh = new ArrayList<>();
    private final Set<String> unexplained = new HashSet<>();

    private Breaks(Side before, Side after, MovedFiles moves) {
        this.before = before;
        this.after = after;
        this.moves = moves;
        this.isAnythingGone =
                before.tree().paths().stream().anyMatch(path -> !after.tree().has(path));
    }

    /**
     * What is broken.
     *
     * @param certain imports that were whole, or were not there
     * @param doubtful what is imported on the target, too, and is not there either: something makes it that nobody sees here
     */
    record All(List<Break> certain, List<Break> doubtful) {}

    static All between(Side before, Side after, MovedFiles moves) {
        Breaks breaks = new Breaks(before, after, moves);
        for (String path : after.tree().sources()) {
            after.tree().facts(path).references().forEach(reference -> breaks.look(path, reference));
        }
        List<Break> certain = new ArrayList<>();
        List<Break> doubtful = new ArrayList<>();
        breaks.fresh.forEach(one -> (breaks.unexplained.contains(one.object()) ? doubtful : certain).add(one));
        return new All(certain, doubtful);
    }

    private void look(String file, Reference reference) {
        if (reference.isGuarded()) {
            return;
        }
        ResolvedImport resolution = after.resolve(file, reference);
        if (resolution instanceof Found found) {
            for (Name name : reference.names()) {
                if (after.lacks(found.path(), name.name()) && isCertain(file, reference, name.name(), found.path())) {
                    broken(file, reference, name.name(), name.line(), found.path());
                }
            }
        } else if (resolution instanceof Missing missing) {
            broken(file, reference, "", reference.line(), missing.place());
        } else if (resolution instanceof Unclear unclear && (isAnythingGone || unclear.isInTree())) {
            gone(file, reference, unclear).ifPresent(fresh::add);
        }
    }

    /** What a program may make is missing only where it was committed. */
    private boolean isCertain(String file, Reference reference, String name, String target) {
        return !after.isMade(target, name)
                || (before.resolve(moves.before(file).orElse(file), reference) instanceof Found found
                        && before.has(found.path(), name));
    }

    /** Nobody can tell where it is, but it was there, and the wave took it away. */
    private Optional<Break> gone(String file, Reference reference, Unclear unclear) {
        String from = moves.before(file).orElse(file);
        return before.resolve(from, reference) instanceof Found found
                        && (unclear.isInTree() || !after.tree().has(found.path()))
                ? Optional.of(new Break(file, reference, "", reference.line(), found.path(), true))
                : Optional.empty();
    }

    private void broken(String file, Reference reference, String name, int line, String target) {
        Optional<String> from = moves.before(file);
        boolean isOld = from.isPresent() && wasImported(from.get(), file, reference, name);
        ResolvedImport was = before.resolve(from.orElse(file), reference);
        boolean wasThere = was instanceof Found found && (name.isEmpty() || before.has(found.path(), name));
        boolean mayHaveBeen = wasThere || (was instanceof Found found && !before.lacks(found.path(), name));
        if (isOld && !mayHaveBeen) {
            unexplained.add(target + '\0' + name);
        } else {
            String place = wasThere && name.isEmpty() && was instanceof Found found ? found.path() : target;
            fresh.add(new Break(file, reference, name, line, place, wasThere));
        }
    }

    /** A file that moved names the same from another place. */
    private boolean wasImported(String from, String file, Reference reference, String name) {
        boolean isMoved = !from.equals(file);
        return before.tree().facts(from).references().stream()
                .anyMatch(old -> old.isLike(reference, name) || (isMoved && old.isLikeFromElsewhere(reference, name)));
    }
}
