package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.SeedHook;
import dev.coord.content.migration.FileName;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.migration.Version;
import dev.coord.schema.Numbering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Waves of branches that add migrations with little to choose from, so that many meet. */
@AddLifecycleHook(SeedHook.class)
class RenumberingProperties {

    /** How files are called. */
    enum Form {
        PLAIN("migrations/%03d_%s.sql"),
        STAMP("supabase/migrations/20260101%06d_%s.sql"),
        RAILS("db/migrate/20260101%06d_%s.rb"),
        FLYWAY("db/migration/V1.%d__%s.sql"),
        PAIR("migrations/%d_%s.up.sql"),
        PRISMA("prisma/migrations/20260101%06d_%s/migration.sql");

        private final String path;

        Form(String path) {
            this.path = path;
        }

        String of(int number, String name) {
            return String.format(path, number, name);
        }
    }

    /**
     * A branch.
     *
     * @param begunAfter how many branches had landed when it was begun
     */
    record Made(int begunAfter, List<Map.Entry<Integer, String>> files) {}

    record WaveOf(Form form, List<Made> branches) {}

    @Provide
    Arbitrary<WaveOf> waves() {
        Arbitrary<Map.Entry<Integer, String>> file = Combinators.combine(
                        Arbitraries.integers().between(1, 6), Arbitraries.of("a", "b", "c"))
                .as(Map::entry);
        Arbitrary<Made> branch = Combinators.combine(
                        Arbitraries.integers().between(0, 4), file.list().ofMaxSize(3))
                .as(Made::new);
        return Combinators.combine(
                        Arbitraries.of(Form.class), branch.list().ofMinSize(1).ofMaxSize(5))
                .as(WaveOf::new);
    }

    @Property(tries = 500)
    void aWaveAppliesInItsOrderUnderNumbersOfTheirOwn(@ForAll("waves") WaveOf wave) {
        List<SortedMap<String, String>> targets = new ArrayList<>(List.of(new TreeMap<>(Map.of("README.md", ""))));
        Set<Version> seen = new HashSet<>();
        for (int i = 0; i < wave.branches().size(); i++) {
            Made made = wave.branches().get(i);
            SortedMap<String, String> onto = targets.get(i);
            Branch branch = branch(wave.form(), i, made, targets.get(Math.min(made.begunAfter(), i)), onto);

            Branch numbered = branch.numbered();
            SortedMap<String, String> merged = numbered.merged();

            assertThat(merged).containsAllEntriesOf(onto);
            assertThat(numbered.number()).isInstanceOf(Numbering.Unchanged.class);
            assertThat(numbered.own()).hasSameSizeAs(branch.own());
            assertThat(numbered.own().values())
                    .containsExactlyInAnyOrderElementsOf(branch.own().values());
            List<Version> brought = versions(merged, onto);
            assertThat(brought).doesNotHaveDuplicates().noneMatch(seen::contains);
            List<Version> landed = versions(onto, new TreeMap<>());
            assertThat(brought)
                    .allSatisfy(one -> assertThat(landed)
                            .allSatisfy(other -> assertThat(one).isGreaterThan(other)));
            assertThat(contents(numbered)).isEqualTo(contents(branch));
            seen.addAll(brought);
            targets.add(merged);
        }
    }

    @Property(tries = 500)
    void whatLandsAtOnceKeepsNumbersThatAreFreeAndComeAfterWhatHasLanded(@ForAll("waves") WaveOf wave) {
        SortedMap<String, String> target = new TreeMap<>(Map.of(wave.form().of(2, "first"), ""));
        SortedMap<String, String> onto = target;
        for (int i = 0; i < wave.branches().size(); i++) {
            Branch alone = branch(wave.form(), i, wave.branches().get(i), target, target);
            Branch branch = Branch.of(target, target, onto, alone.own());

            Branch numbered = branch.numbered();
            SortedMap<String, String> merged = numbered.merged();

            List<Version> brought = versions(merged, onto);
            assertThat(numbered.number()).isInstanceOf(Numbering.Unchanged.class);
            assertThat(versions(merged, new TreeMap<>())).doesNotHaveDuplicates();
            assertThat(brought)
                    .allSatisfy(one -> assertThat(one)
                            .isGreaterThan(Version.of(number(wave.form().of(2, "first")))));
            assertThat(contents(numbered)).isEqualTo(contents(branch));
            List<Version> own = versions(branch.own(), target);
            if (own.stream().distinct().count() == own.size()
                    && own.stream().noneMatch(versions(onto, target)::contains)
                    && own.stream()
                            .allMatch(one ->
                                    one.compareTo(Version.of(number(wave.form().of(2, "first")))) > 0)) {
                assertThat(numbered.own()).isEqualTo(branch.own());
            }
            onto = merged;
        }
    }

    /** Each feature makes a table, which may name those of features before it in an order that nobody else knows. */
    @Property(tries = 300)
    void whatNeedsWhatAnotherOneOfTheWaveMakesAppliesAfterIt(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 0, max = 3) Integer> numbers, @ForAll Random chance) {
        SortedMap<String, String> target = new TreeMap<>(Map.of("migrations/001_first.sql", ""));
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            StringBuilder text = new StringBuilder("create table t" + i + " (id int primary key");
            for (int j = 0; j < i; j++) {
                text.append(chance.nextBoolean() ? ", a" + j + " int references t" + j : "");
            }
            TreeMap<String, String> own = new TreeMap<>(target);
            own.put(
                    String.format("migrations/%03d_f%d.sql", 2 + numbers.get(i), i),
                    text.append(");").toString());
            branches.add(Branch.of(target, target, own));
        }
        Collections.shuffle(branches, chance);

        SortedMap<String, String> onto = target;
        for (int place : new Renumbering(new MigrationFiles(path -> false)).order(List.copyOf(branches))) {
            onto = Branch.of(target, target, onto, branches.get(place).own())
                    .numbered()
                    .merged();
        }

        Set<String> made = new HashSet<>();
        for (String text : onto.values()) {
            Matcher named = Pattern.compile("references (t\\d)").matcher(text);
            while (named.find()) {
                assertThat(made).contains(named.group(1));
            }
            Matcher table = Pattern.compile("create table (t\\d)").matcher(text);
            if (table.find()) {
                made.add(table.group(1));
            }
        }
        assertThat(made).hasSameSizeAs(numbers);
    }

    /**
     * Features land, are taken back while nobody undoes them, and land again, each with the same files or with one that has changed. A database
     * follows and knows what it has run by its number, as Flyway does.
     */
    @Property(tries = 1000)
    void noDatabaseRunsOneTwiceOrSkipsOneThoughItWasTakenBack(
            @ForAll("waves") WaveOf wave, @ForAll @Size(min = 2, max = 8) List<@IntRange(max = 4) Integer> steps) {
        Form form = wave.form();
        SortedMap<String, String> base = new TreeMap<>(Map.of(form.of(1, "first"), "first"));
        SortedMap<String, String> target = new TreeMap<>(base);
        SortedMap<String, String> left = new TreeMap<>();
        Map<Integer, SortedMap<String, String>> landed = new TreeMap<>();
        Map<Integer, Integer> times = new TreeMap<>();
        Map<Version, String> run = new TreeMap<>();
        apply(target, run);
        for (int step : steps) {
            int feature = step % wave.branches().size();
            if (landed.containsKey(feature)) {
                SortedMap<String, String> back = landed.remove(feature);
                left.putAll(back);
                target.keySet().removeAll(back.keySet());
                continue;
            }
            int time = times.merge(feature, 1, Integer::sum);
            Branch branch = branch(form, feature, wave.branches().get(feature), time % 2 == 0 ? target : base, target);
            if (time % 3 == 0) {
                changeTheLast(branch);
            }
            left.keySet().removeIf(target::containsKey);

            SortedMap<String, String> merged = branch.leaving(left).numbered().merged();

            SortedMap<String, String> brought = new TreeMap<>(merged);
            brought.keySet().removeAll(target.keySet());
            landed.put(feature, brought);
            target = merged;
            apply(target, run);
        }
    }

    private static void changeTheLast(Branch branch) {
        branch.own().keySet().stream()
                .filter(path -> !branch.begun().containsKey(path))
                .max(Comparator.comparing((String path) -> Version.of(number(path)))
                        .thenComparing(Comparator.naturalOrder()))
                .ifPresent(path -> branch.own().merge(path, ", changed", String::concat));
    }

    private static void apply(SortedMap<String, String> target, Map<Version, String> run) {
        Optional<Version> last = run.keySet().stream().max(Comparator.naturalOrder());
        Map<Version, String> now = new TreeMap<>();
        target.forEach((path, content) ->
                assertThat(now.put(Version.of(number(path)), content)).isNull());
        now.forEach((version, content) -> {
            if (run.containsValue(content)) {
                assertThat(run).as("%s has run", content).containsEntry(version, content);
            } else {
                assertThat(last.filter(one -> one.compareTo(version) >= 0))
                        .as("%s is run under %s", content, version)
                        .isEmpty();
                run.put(version, content);
            }
        });
    }

    private static String number(String path) {
        return FileName.of(path).flatMap(FileName::number).orElseThrow();
    }

    @Property(tries = 100)
    void featuresThatAreLeftOutGiveTheirNumbersBack(
            @ForAll Form form, @ForAll @Size(min = 1, max = 6) List<Boolean> isLeftOut) {
        SortedMap<String, String> base = new TreeMap<>(Map.of(form.of(1, "first"), ""));
        SortedMap<String, String> target = base;
        List<String> expected = new ArrayList<>(List.of(form.of(1, "first")));
        for (int i = 0; i < isLeftOut.size(); i++) {
            if (!isLeftOut.get(i)) {
                Made made = new Made(0, List.of(Map.entry(2, "f" + i)));
                target = branch(form, i, made, base, target).numbered().merged();
                expected.add(form.of(1 + expected.size(), "f" + i));
            }
        }

        assertThat(target.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Each file holds something of its own, so that a rename shows. */
    private static Branch branch(
            Form form, int number, Made made, SortedMap<String, String> begun, SortedMap<String, String> onto) {
        TreeMap<String, String> own = new TreeMap<>(begun);
        made.files()
                .forEach(file ->
                        own.putIfAbsent(form.of(file.getKey(), file.getValue()), "branch " + number + " " + file));
        return Branch.of(begun, onto, own);
    }

    private static List<Version> versions(SortedMap<String, String> files, SortedMap<String, String> without) {
        Set<String> added = new TreeSet<>(files.keySet());
        added.removeAll(without.keySet());
        return added.stream()
                .flatMap(path -> FileName.of(path).flatMap(FileName::version).stream())
                .toList();
    }

    /** What a branch added, in the order in which it applies. */
    private static List<String> contents(Branch branch) {
        return new MigrationFiles(path -> false)
                .read(branch.own().keySet(), path -> Optional.empty()).stream()
                        .flatMap(one -> one.steps().stream())
                        .map(step -> step.up().orElseThrow())
                        .filter(path -> !branch.begun().containsKey(path))
                        .map(branch.own()::get)
                        .toList();
    }
}
