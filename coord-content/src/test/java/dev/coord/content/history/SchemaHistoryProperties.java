package dev.coord.content.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SchemaHistoryProperties {

    private static final List<String> TABLES = List.of("a", "b", "c");

    /** A statement about a table, as a model knows it. */
    private record Step(String verb, String table) {

        String sql() {
            return switch (verb) {
                case "create" -> "create table " + table + " (id int);";
                case "drop" -> "drop table " + table + ";";
                case "add" -> "alter table " + table + " add column x int;";
                case "use" -> "update " + table + " set x = 1;";
                case "alter" -> "alter table " + table + " alter column id type bigint;";
                default -> "insert into " + table + " values (1);";
            };
        }

        /** Whether it can run; if so, it has. */
        boolean runs(Set<String> there) {
            if (verb.equals("create")) {
                return there.add(table);
            } else if (verb.equals("drop")) {
                there.remove(table + ".x");
                return there.remove(table);
            } else if (verb.equals("add")) {
                return there.contains(table) && there.add(table + ".x");
            } else if (verb.equals("use")) {
                return there.contains(table + ".x");
            }
            return there.contains(table);
        }
    }

    private static List<Step> history(int length, Random random) {
        List<Step> steps = new ArrayList<>();
        Set<String> there = new TreeSet<>();
        while (steps.size() < length) {
            String table = TABLES.get(random.nextInt(TABLES.size()));
            String more = there.contains(table + ".x") ? "use" : "add";
            String verb = there.contains(table)
                    ? List.of("drop", "alter", "insert", more).get(random.nextInt(4))
                    : "create";
            Step step = new Step(verb, table);
            assertThat(step.runs(there)).isTrue();
            steps.add(step);
        }
        return steps;
    }

    private static ReadMigration read(int number, Step step) {
        return ReadMigration.of(number + ".sql", step.sql());
    }

    private static boolean runs(List<Step> steps) {
        Set<String> there = new TreeSet<>();
        return steps.stream().allMatch(step -> step.runs(there));
    }

    @Property(tries = 300)
    void findsAFaultWhereTheRestDoesNotRunAndOnlyThere(
            @ForAll @IntRange(min = 1, max = 8) int length,
            @ForAll @IntRange(max = 7) int gone,
            @ForAll Random random) {
        List<Step> steps = history(length, random);
        List<ReadMigration> all = new ArrayList<>();
        for (int number = 0; number < length; number++) {
            all.add(read(number, steps.get(number)));
        }
        List<Step> left = new ArrayList<>(steps);
        List<ReadMigration> rest = new ArrayList<>(all);
        left.remove(gone % length);
        rest.remove(gone % length);

        assertThat(SchemaHistory.faults(all, all)).isEmpty();
        assertThat(SchemaHistory.faults(all, rest).isEmpty()).isEqualTo(runs(left));
    }
}
