package dev.coord.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.audit.NameAudit.Branch;
import dev.coord.core.audit.TouchedFile.Kind;
import dev.coord.proof.AuditFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NameAuditTest {

    private static final FeatureId ONE = new FeatureId("one");
    private static final FeatureId TWO = new FeatureId("two");

    @Example
    void findsALinkToACommitThatIsNoSubmodule() {
        Branch branch = new Branch(
                ONE,
                List.of(
                        change("inner", Kind.NOTHING, Kind.GITLINK),
                        change("was-file", Kind.FILE, Kind.GITLINK),
                        change("library", Kind.NOTHING, Kind.GITLINK),
                        change("moved-on", Kind.GITLINK, Kind.GITLINK),
                        change("gone", Kind.GITLINK, Kind.NOTHING),
                        change("was-link", Kind.GITLINK, Kind.FILE)),
                Set.of("library"));

        assertThat(NameAudit.of(List.of(branch), List.of()).get(ONE))
                .containsExactly(new AuditFinding.Gitlink("inner"), new AuditFinding.Gitlink("was-file"));
    }

    @Example
    void findsALinkThatLeadsOutAlsoWhereOneThatStayedInsideWas() {
        Branch branch = new Branch(
                ONE,
                List.of(
                        new TouchedFile("a/in", Kind.NOTHING, Kind.LINK, "../b"),
                        new TouchedFile("a/out", Kind.LINK, Kind.LINK, "../../b"),
                        new TouchedFile("text", Kind.FILE, Kind.FILE, "")),
                Set.of());

        assertThat(NameAudit.of(List.of(branch), List.of()).get(ONE))
                .containsExactly(new AuditFinding.LinkOutside("a/out", "../../b"));
    }

    @Example
    void whatTheTargetHasAlreadyIsNobodysFault() {
        Branch branch = new Branch(
                ONE, List.of(change(".GIT/x", Kind.FILE, Kind.FILE), change("a.txt", Kind.FILE, Kind.FILE)), Set.of());

        assertThat(NameAudit.of(List.of(branch), List.of(".GIT/x", "a.txt", "A.txt")))
                .isEmpty();
    }

    @Example
    void findsANameThatGitRefusesOfACommitOnTheWayOnce() {
        CommitId commit = new CommitId("1234567890".repeat(4));
        Branch branch = new Branch(
                ONE,
                List.of(change("b/.git", Kind.NOTHING, Kind.FILE)),
                Set.of(),
                Map.of(".GIT/config", commit, "b/.git", commit, "a.txt", commit, "C:\\temp\\..\\log", commit));

        assertThat(NameAudit.of(List.of(branch), List.of()).get(ONE))
                .containsExactly(
                        new AuditFinding.Outside("b/.git", "some system takes '.git' for '.git'"),
                        new AuditFinding.Outside(
                                ".GIT/config", "some system takes '.GIT' for '.git'; commit 1234567890 has it"));
    }

    @Example
    void findsATwinOfTheTarget() {
        assertThat(NameAudit.of(List.of(adds(ONE, "src/profile.tsx")), List.of("src/Profile.tsx", "src/profile.tsx")))
                .containsOnlyKeys(ONE)
                .containsEntry(
                        ONE, List.of(new AuditFinding.CaseTwin("src/profile.tsx", "src/Profile.tsx", List.of())));
    }

    @Example
    void aRenameInCaseHasNoTwin() {
        Branch branch = new Branch(
                ONE,
                List.of(change("README.MD", Kind.FILE, Kind.NOTHING), change("README.md", Kind.NOTHING, Kind.FILE)),
                Set.of());

        assertThat(NameAudit.of(List.of(branch), List.of("README.md"))).isEmpty();
    }

    @Example
    void ofTwoBranchesTheLaterOneIsFound() {
        List<String> names = List.of("caf\u00e9", "cafe\u0301");

        assertThat(NameAudit.of(List.of(adds(TWO, "cafe\u0301"), adds(ONE, "caf\u00e9")), names))
                .isEqualTo(new TreeMap<>(
                        Map.of(ONE, List.of(new AuditFinding.UnicodeTwin("caf\u00e9", "cafe\u0301", List.of(TWO))))));
    }

    @Example
    void aFileAndADirectoryAreTwins() {
        assertThat(NameAudit.of(List.of(adds(ONE, "Docs")), List.of("Docs", "docs/a", "docs/b"))
                        .get(ONE))
                .containsExactly(new AuditFinding.CaseTwin("Docs", "docs/a", List.of()));
        assertThat(NameAudit.of(List.of(adds(ONE, "Docs/x")), List.of("docs", "Docs/x"))
                        .get(ONE))
                .containsExactly(new AuditFinding.CaseTwin("Docs/x", "docs", List.of()));
    }

    @Example
    void twoDirectoriesCanBeOne() {
        assertThat(NameAudit.of(List.of(adds(ONE, "Docs/x")), List.of("docs/a", "Docs/x")))
                .isEmpty();
    }

    @Example
    void aBranchThatDeletesEverythingHasNoFinding() {
        List<TouchedFile> all = IntStream.range(0, 10_000)
                .mapToObj(i -> change("f" + i, Kind.FILE, Kind.NOTHING))
                .toList();

        assertThat(NameAudit.of(List.of(new Branch(ONE, all, Set.of())), List.of()))
                .isEmpty();
    }

    @Property(tries = 1000)
    void withoutTheFoundNamesNoTwoAreTwins(@ForAll("wave") List<Set<String>> wave) {
        Set<String> target = wave.get(0);
        List<Branch> branches = new ArrayList<>();
        Set<String> names = new TreeSet<>(target);
        for (int i = 1; i < wave.size(); i++) {
            Set<String> added = new TreeSet<>(wave.get(i));
            added.removeAll(target);
            branches.add(adds(new FeatureId("f" + i), added.toArray(String[]::new)));
            names.addAll(added);
        }

        SortedMap<FeatureId, List<AuditFinding>> found = NameAudit.of(branches, names);

        Set<String> left = new TreeSet<>(names);
        found.values().forEach(findings -> findings.forEach(finding -> left.remove(finding.path())));
        left.removeAll(target);
        Set<String> all = new TreeSet<>(left);
        all.addAll(target);
        Twins twins = Twins.of(all, all);
        assertThat(left).allSatisfy(name -> assertThat(twins.of(name)).isEmpty());
        found.forEach((feature, findings) ->
                assertThat(findings).allSatisfy(finding -> assertThat(names).contains(finding.path(), other(finding))));
    }

    @Property(tries = 500)
    void theFirstBranchIsFoundForTheTargetAndItselfOnly(@ForAll("wave") List<Set<String>> wave) {
        Set<String> first = new TreeSet<>(wave.get(1));
        Set<String> second = new TreeSet<>(wave.get(2));
        second.removeAll(first);
        Set<String> alone = new TreeSet<>(first);
        Set<String> both = new TreeSet<>(first);
        both.addAll(second);
        Branch one = adds(ONE, first.toArray(String[]::new));

        assertThat(NameAudit.of(List.of(one, adds(TWO, second.toArray(String[]::new))), both)
                        .get(ONE))
                .isEqualTo(NameAudit.of(List.of(one), alone).get(ONE));
    }

    private static String other(AuditFinding finding) {
        return finding instanceof AuditFinding.CaseTwin twin
                ? twin.other()
                : ((AuditFinding.UnicodeTwin) finding).other();
    }

    @Provide
    Arbitrary<List<Set<String>>> wave() {
        Arbitrary<String> names =
                Arbitraries.of("a", "A", "b", "B", "\u00e9", "e\u0301", "\u00c9", "x/a", "x/A", "X/a");
        return names.set().ofMaxSize(4).<Set<String>>map(TreeSet::new).list().ofSize(4);
    }

    private static Branch adds(FeatureId feature, String... paths) {
        return new Branch(
                feature,
                Stream.of(paths)
                        .map(path -> change(path, Kind.NOTHING, Kind.FILE))
                        .toList(),
                Set.of());
    }

    private static TouchedFile change(String path, Kind before, Kind after) {
        return new TouchedFile(path, before, after, "");
    }
}
