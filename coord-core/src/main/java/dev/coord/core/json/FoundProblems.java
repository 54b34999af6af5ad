package dev.coord.core.json;

import dev.coord.Problem;
import dev.coord.Problem.Code;
import dev.coord.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Problems at offsets of a text, of which the first hundred in the order of the text are told. */
final class FoundProblems {

    private static final int MOST = 100;

    private static final Comparator<Found> ORDER =
            Comparator.comparingInt(Found::offset).thenComparingInt(Found::number);

    private final PriorityQueue<Found> first = new PriorityQueue<>(ORDER.reversed());

    private int count;

    /** Adds a problem; the message is made only for those that are told. */
    void add(int offset, Code code, String pointer, Supplier<String> message) {
        first.add(new Found(offset, count, code, pointer, message));
        count++;
        if (first.size() > MOST) {
            first.remove();
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<Problem> inOrder(String file, SourceText source) {
        List<Found> ordered = new ArrayList<>(first);
        ordered.sort(ORDER);
        Position position = new Position(source);
        List<Problem> problems = new ArrayList<>();
        for (Found found : ordered) {
            position.moveTo(found.offset());
            String message = SafeText.line(found.message().get());
            problems.add(new Problem(file, position.line(), position.column(), found.code(), found.pointer(), message));
        }
        if (count > MOST) {
            problems.add(new Problem(
                    file, 0, 0, Code.TOO_MANY, "", (count - MOST) + " more problems are not listed; mend these first"));
        }
        return problems;
    }

    private record Found(int offset, int number, Code code, String pointer, Supplier<String> message) {}
}
