package dev.coord.content.dependency;

import dev.coord.FeatureId;
import dev.coord.content.dependency.ImportCycles.Cycle;
import dev.coord.content.module.PathText;
import dev.coord.content.module.Reference;
import dev.coord.content.module.SourceLanguage;
import dev.coord.content.module.SourceMemory;
import dev.coord.content.module.Tree;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is wrong with the imports of one language on one candidate. For one thread. */
final class LanguageCheck {
    /** In them, broken imports are what tests are about. */
    private static final Pattern SAMPLES = Pattern.compile(
            "(.*/)?(fixtures?|__fixtures__|__testfixtures__|test-?data|testdata|templates|snapshots|__snapshots__)/.*");

    private static final int MOST_NAMES = 5;

    private final boolean stops;
    private final SourceLanguage language;
    private final Side before;
    private final Side after;
    private final MovedFiles moves;
    private final Blame blame;
    private final CandidateFiles files;
    private final List<IntegrityFinding> found = new ArrayList<>();

    LanguageCheck(CandidateFiles files, SourceLanguage language, SourceMemory memory, boolean stops) {
        this.stops = stops;
        this.files = files;
        this.language = language;
        this.before = new Side(language, Tree.before(files, language, memory));
        this.after = new Side(language, Tree.after(files, language, memory));
        this.moves = MovedFiles.of(files);
        this.blame = new Blame(files, language);
    }

    List<IntegrityFinding> find() {
        Breaks.All breaks = Breaks.between(before, after, moves);
        breaks.certain().stream().filter(LanguageCheck::isMeant).forEach(one -> broken(one, stops));
        breaks.doubtful().forEach(one -> broken(one, false));
        new ImportCycles(language, before, after, moves, blame).all().forEach(this::circle);
        found.addAll(new Untold(files, language, before, after, moves).find());
        return found;
    }

    private static boolean isMeant(Break one) {
        return one.wasThere() || !SAMPLES.matcher(one.file()).matches();
    }

    private void broken(Break one, boolean isCertain) {
        Optional<FeatureId> importer =
                isNew(one) ? blame.importer(one.file(), one.reference(), one.name()) : Optional.empty();
        FeatureId feature = importer.or(() -> blame.changer(causes(one))).orElseGet(blame::somebody);
        String object = one.name().isEmpty()
                ? "'" + one.reference().source() + "'"
                : "'" + one.name() + "' from '" + one.reference().source() + "'";
        String state = one.wasThere() ? " any more" : "";
        Optional<FeatureId> taker = one.wasThere() ? blame.changer(causes(one)) : Optional.empty();
        String because = taker.filter(other -> !other.equals(feature))
                .map(other -> ": " + other + " took it away or renamed it")
                .orElse("");
        Absent absent = new Absent(files, language, after);
        Optional<String> otherCase = one.wasThere() ? Optional.empty() : absent.otherCase(one);
        boolean wasBegunWith = !one.wasThere() && absent.wasBegunWith(one, feature);
        String message = "imports " + object + ", which is not there" + state + because
                + (wasBegunWith ? " any more: what landed since its branch was begun took it away or renamed it" : "")
                + otherCase
                        .map(alike -> "; there is " + alike + ", which differs by case only")
                        .orElse("");
        IntegrityFinding finding = new IntegrityFinding(
                feature,
                DependencyCheck.NAME,
                one.file(),
                one.line(),
                message,
                remedy(one, importer.isPresent()),
                isCertain);
        boolean mayBeBrought = importer.isPresent() && !one.wasThere() && !wasBegunWith && otherCase.isEmpty();
        found.add(mayBeBrought ? finding.lacking(absent.missing(one)) : finding);
    }

    /** Whether the import itself is what the wave brought. */
    private boolean isNew(Break one) {
        return moves.before(one.file())
                .map(old -> before.tree().facts(old).references().stream()
                        .noneMatch(each -> each.isLike(one.reference(), one.name())))
                .orElse(true);
    }

    /** What may have been changed so that it is not there: where it was defined, or passed on. */
    private List<String> causes(Break one) {
        if (one.name().isEmpty()) {
            return List.of(one.target());
        }
        return Stream.concat(
                        moves.before(one.target()).stream().map(old -> before.definer(old, one.name())),
                        Stream.of(one.target()))
                .toList();
    }

    private String remedy(Break one, boolean isImporters) {
        String keep = isImporters ? "" : "keep what others import, or change each file that imports it; ";
        if (!one.name().isEmpty()) {
            Set<String> now = new TreeSet<>(after.names(one.target()).names().keySet());
            moves.before(one.target())
                    .ifPresent(old -> now.removeAll(before.names(old).names().keySet()));
            String fresh = now.isEmpty() || !one.wasThere()
                    ? ""
                    : " (new in it: "
                            + String.join(", ", now.stream().limit(MOST_NAMES).toList()) + ")";
            return keep + "import what '" + one.target() + "' makes known" + fresh;
        }
        List<String> places = moves.after(one.target());
        String place = places.isEmpty() ? "" : "; it may be '" + places.get(0) + "' now";
        return keep + "import a file that is there, or add '" + PathText.name(one.target()) + "'" + place;
    }

    private void circle(Cycle circle) {
        Reference reference = circle.edge().reference();
        boolean isStop = stops
                && circle.isLoaded()
                && language.forbidsCycles()
                && !SAMPLES.matcher(circle.edge().file()).matches();
        String way = circle.edge().from() + " -> " + String.join(" -> ", shortened(circle.way()));
        String kind = circle.isLoaded() ? "" : ", of which a part is for types only or runs later";
        String works = isStop && circle.works()
                ? "; it uses no name before that is there, so it works when it runs: '--imports warn' lets it pass"
                : "";
        found.add(new IntegrityFinding(
                circle.feature(),
                DependencyCheck.NAME,
                circle.edge().file(),
                reference.line(),
                "its import of '" + reference.source() + "' closes a circle of imports: " + way + kind
                        + (isStop ? forTypes(circle) : "") + works,
                remedy(circle),
                isStop));
    }

    private static String forTypes(Cycle circle) {
        return circle.forTypes()
                .map(edge -> "; '" + edge.file() + "' uses what it imports from '"
                        + edge.reference().source() + "' as types only")
                .orElse("");
    }

    private String remedy(Cycle circle) {
        String move = "move what both sides need into a file of its own, or import it only where it is used";
        String file = circle.forTypes().orElse(circle.edge()).file();
        return language.forTypesOnly(file)
                .map(written -> circle.forTypes().isPresent()
                        ? "write " + written + " in '" + file + "'; where that does not do, " + move
                        : move + "; what is needed for types only is imported by " + written)
                .orElse(move);
    }

    private static List<String> shortened(List<String> way) {
        int most = 2 * MOST_NAMES;
        if (way.size() <= most) {
            return way;
        }
        List<String> some = new ArrayList<>(way.subList(0, MOST_NAMES));
        some.add("... (" + (way.size() - most) + " more)");
        some.addAll(way.subList(way.size() - MOST_NAMES, way.size()));
        return some;
    }
}
