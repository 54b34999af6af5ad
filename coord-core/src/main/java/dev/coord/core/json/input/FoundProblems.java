package dev.coord.core.json.input;

import dev.coord.FeatureId;
import dev.coord.Problem;
import dev.coord.Problem.Code;
import dev.coord.SafeText;
import dev.coord.core.graph.Cycle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Problems and warnings at offsets of a text, of each of which the first hundred in the order of the text are told. */
final class FoundProblems {

    private static final int MOST = 100;

    private static final Comparator<Found> ORDER =
            Comparator.comparingInt(Found::offset).thenComparingInt(Found::number);

    private final Told errors = new Told();
    private final Told warnings = new Told();

    /** Adds a problem; the message is made only for those that are told. */
    void add(int offset, Code code, String pointer, Supplier<String> message) {
        errors.add(offset, code, pointer, message, List.of());
    }

    /** Adds what is probably not meant, but may be. */
    void warn(int offset, Code code, String pointer, Supplier<String> message) {
        warnings.add(offset, code, pointer, message, List.of());
    }

    void addCycle(int offset, String pointer, Cycle circle) {
        errors.add(offset, Code.CYCLE, pointer, circle::problem, circle.features());
    }

    /** Whether there is nothing but warnings. */
    boolean isEmpty() {
        return errors.count == 0;
    }

    List<Problem> inOrder(String file, SourceText source) {
        List<Found> ordered = new ArrayList<>(errors.first);
        ordered.addAll(warnings.first);
        ordered.sort(ORDER);
        Position position = new Position(source);
        List<Problem> problems = new ArrayList<>();
        for (Found found : ordered) {
            position.moveTo(found.offset());
            problems.add(found.at(file, position));
        }
        errors.more(file, "problems").ifPresent(problems::add);
        warnings.more(file, "warnings").ifPresent(problems::add);
        return problems;
    }

    /** The first of one kind. */
    private static final class Told {

        private final PriorityQueue<Found> first = new PriorityQueue<>(ORDER.reversed());
        private int count;

        void add(int offset, Code code, String pointer, Supplier<String> message, List<FeatureId> circle) {
            first.add(new Found(offset, count, code, pointer, message, circle));
            count++;
            if (first.size() > MOST) {
                first.remove();
            }
        }

        Optional<Problem> more(String file, String what) {
            String text = (count - MOST) + " more " + what + " are not listed; mend these first";
            Code code = what.equals("warnings") ? Code.MORE_WARNINGS : Code.TOO_MANY;
            return count > MOST ? Optional.of(new Problem(file, 0, 0, code, "", text)) : Optional.empty();
        }
    }

    private record Found(
            int offset, int number, Code code, String pointer, Supplier<String> message, List<FeatureId> circle) {

        Problem at(String file, Position position) {
            String text = SafeText.line(message.get());
            return new Problem(file, position.line(), position.column(), code, pointer, text, circle);
        }
    }
}
