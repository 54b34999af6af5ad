package dev.coord.content.sql;

import dev.coord.content.text.NotUnderstood;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a statement lets pass, each clause for its own object alone: words of the statement say so, not those of its texts and comments.
 * Immutable.
 *
 * @param letsPassMissing whether what it is about need not be there, as by {@code drop table if exists}
 * @param letsPassThere whether it does nothing where what it makes is there, as by {@code create table if not exists}
 * @param replaces whether it replaces what is there, as by {@code create or replace}
 * @param missingParts parts of what it changes that need not be there, as by {@code drop column if exists}
 * @param thereParts parts that it makes unless they are there, as by {@code add column if not exists}
 */
public record Guard(
        boolean letsPassMissing,
        boolean letsPassThere,
        boolean replaces,
        Set<String> missingParts,
        Set<String> thereParts) {

    private static final Guard NONE = new Guard(false, false, false, Set.of(), Set.of());

    /** What stands between the action and the guard, where that is about all of the statement. */
    private static final List<String> KINDS = List.of(
            "table",
            "materialized",
            "view",
            "foreign",
            "unique",
            "unlogged",
            "index",
            "concurrently",
            "sequence",
            "type",
            "domain",
            "schema",
            "function",
            "procedure",
            "routine",
            "aggregate",
            "trigger",
            "event",
            "policy",
            "rule",
            "statistics",
            "extension",
            "server",
            "collation",
            "data",
            "wrapper");

    /** Copies the sets. */
    public Guard {
        missingParts = Set.copyOf(missingParts);
        thereParts = Set.copyOf(thereParts);
    }

    /** Of one statement. */
    public static Guard of(String statement) {
        String text = statement.toLowerCase(Locale.ROOT);
        if (!text.contains("exists") && !text.contains("replace")) {
            return NONE;
        }
        Cursor words = Cursor.of(statement);
        if (words.accept("create")) {
            boolean replaces = words.accept("or replace");
            kinds(words);
            return new Guard(false, words.is("if not exists"), replaces, Set.of(), Set.of());
        } else if (words.accept("drop")) {
            kinds(words);
            return new Guard(words.is("if exists"), false, false, Set.of(), Set.of());
        } else if (words.accept("alter")) {
            kinds(words);
            return altered(words);
        }
        return NONE;
    }

    private static void kinds(Cursor words) {
        boolean isKind = true;
        while (isKind) {
            isKind = KINDS.stream().anyMatch(words::accept);
        }
    }

    private static Guard altered(Cursor words) {
        boolean letsPass = words.accept("if exists");
        Set<String> missing = new HashSet<>();
        Set<String> there = new HashSet<>();
        try {
            words.accept("only");
            words.path();
            words.acceptSymbol("*");
            for (Cursor action : words.parts()) {
                part(action, missing, there);
            }
        } catch (NotUnderstood e) { // nothing more is certain to be let pass
            return new Guard(letsPass, false, false, missing, there);
        }
        return new Guard(letsPass, false, false, missing, there);
    }

    private static void part(Cursor action, Set<String> missing, Set<String> there) {
        if (action.accept("add value if not exists")) {
            there.add(SqlNames.value(action.value()));
        } else if (action.accept("drop")) {
            if (!action.accept("constraint") && !action.accept("attribute")) {
                action.accept("column");
            }
            if (action.accept("if exists")) {
                missing.add(action.name());
            }
        } else if (action.accept("add")) {
            action.accept("column");
            if (action.accept("if not exists")) {
                there.add(action.name());
            }
        }
    }
}
