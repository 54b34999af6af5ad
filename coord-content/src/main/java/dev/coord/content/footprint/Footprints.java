package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.Mention;
import dev.coord.content.footprint.Footprint.NotSeen;
import dev.coord.content.footprint.Footprint.Seen;
import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.ColumnMentions;
import dev.coord.content.name.Mentions;
import dev.coord.content.name.SearchPath;
import dev.coord.content.name.Touch;
import dev.coord.content.sql.PsqlCommand;
import dev.coord.content.sql.SqlEffect;
import dev.coord.content.sql.SqlSplitter;
import dev.coord.content.sql.SqlStatement;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What SQL does to a schema, as far as its text tells for certain. Two readers look at each statement: JSqlParser's tree, and the
 * statement's own words. What both read has to be the same; what one reads counts where the other does not know the form. All
 * else is not seen, and that is said. Specification 6.1.
 */
public final class Footprints {
    private final SearchPath path = new SearchPath();
    private final List<Seen> seen = new ArrayList<>();
    private final List<NotSeen> notSeen = new ArrayList<>();
    private final List<Mention> mentions = new ArrayList<>();

    private Footprints() {}

    /**
     * Reads a file. It takes time that the length of the file bounds.
     *
     * @param text what it holds; names without a schema are in {@code public} until a statement says otherwise
     * @return what it does
     */
    public static Footprint of(String text) {
        Footprints footprints = new Footprints();
        SqlSplitter.split(text).forEach(footprints::read);
        return new Footprint(footprints.seen, footprints.notSeen, footprints.mentions);
    }

    private void read(SqlStatement statement) {
        switch (statement.form()) {
            case SQL -> readWhole(statement);
            case COPY -> notSeen.add(new NotSeen(statement, Why.DATA, "it changes rows"));
            case COMMAND -> notSeen.add(command(statement));
            case UNENDED -> notSeen.add(new NotSeen(statement, Why.UNKNOWN, "the file ends inside it"));
        }
        boolean hasWords = statement.form() == SqlStatement.Form.SQL || statement.form() == SqlStatement.Form.COPY;
        Set<String> names = hasWords ? names(statement.head()) : Set.of();
        Set<String> columns = hasWords && isRead(statement) ? ColumnMentions.of(statement.head(), path) : Set.of();
        if (!names.isEmpty() || !columns.isEmpty()) {
            mentions.add(new Mention(statement, names, columns));
        }
    }

    private static NotSeen command(SqlStatement statement) {
        if (PsqlCommand.isSetting(statement)) {
            return new NotSeen(statement, Why.SETTINGS, "it changes settings of psql's");
        }
        return SqlEffect.isOfRows(statement)
                ? new NotSeen(statement, Why.DATA, "it changes rows")
                : new NotSeen(statement, Why.UNKNOWN, "a command of psql's is in it");
    }

    /** A function of PostgreSQL's own is there, whatever a migration calls its own. */
    private Set<String> names(String text) {
        return Mentions.of(text, path).stream()
                .filter(name -> !name.endsWith("()")
                        || !CalledFunctions.areKnown(name.substring(name.indexOf('.') + 1, name.length() - 2)))
                .collect(Collectors.toSet());
    }

    private boolean isRead(SqlStatement statement) {
        boolean isUnknown = !notSeen.isEmpty()
                && notSeen.get(notSeen.size() - 1).why() == Why.UNKNOWN
                && notSeen.get(notSeen.size() - 1).statement().equals(statement);
        return !isUnknown || statement.isLong();
    }

    private void readWhole(SqlStatement statement) {
        Reading reading;
        try {
            reading = statement.isLong()
                    ? Reading.notSeen(Why.UNKNOWN, "it is longer than 1 MB")
                    : StatementReader.read(statement.text(), path);
        } catch (NotUnderstood e) {
            reading = parsedAlone(statement, e.reason());
        }
        if (!reading.touches().isEmpty() && isReadOtherwise(statement, reading.touches())) {
            reading = Reading.notSeen(Why.UNKNOWN, "it can be read in two ways");
        }
        keep(statement, reading);
    }

    private Reading parsedAlone(SqlStatement statement, String reason) {
        Reading reading = new Reading();
        ParsedStatement.touches(statement.text(), path).ifPresent(reading.touches()::addAll);
        return reading.touches().isEmpty() ? Reading.notSeen(Why.UNKNOWN, reason) : reading;
    }

    private boolean isReadOtherwise(SqlStatement statement, Set<Touch> touches) {
        Optional<Set<Touch>> parsed = ParsedStatement.touches(statement.text(), path);
        return parsed.isPresent() && !parsed.get().equals(touches);
    }

    private void keep(SqlStatement statement, Reading reading) {
        reading.notSeen().forEach((why, reason) -> {
            boolean isTold = why == Why.CALL && notSeen.stream().anyMatch(one -> one.why() == Why.CALL);
            notSeen.add(new NotSeen(statement, isTold ? Why.DATA : why, reason));
        });
        List<Touch> touches = List.copyOf(reading.touches());
        if (touches.stream().anyMatch(SearchPath::isTemporary)) {
            notSeen.add(new NotSeen(statement, Why.DATA, "it does not outlast the session"));
        } else if (!touches.isEmpty()) {
            seen.add(new Seen(statement, touches));
            touches.forEach(path::made);
        }
    }
}
