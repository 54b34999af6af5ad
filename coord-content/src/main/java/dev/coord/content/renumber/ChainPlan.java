package dev.coord.content.renumber;

import dev.coord.content.migration.Chain;
import dev.coord.content.migration.Link;
import dev.coord.content.migration.Paths;
import dev.coord.content.migration.PythonMigration;
import dev.coord.content.migration.RevisionId;
import dev.coord.content.renumber.Counting.Counted;
import dev.coord.content.renumber.Counting.Next;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.Numbering.Obstacle;
import dev.coord.schema.Numbering.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The schemes whose order is that of what names what. What a branch adds behind a migration that others have gone on from since, goes
 * on from where those end. Numbers, where names have some, are given as in the other schemes.
 */
final class ChainPlan {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?=_|$)");
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,11}");
    private static final Pattern SAID = Pattern.compile("(?m)^Revision ID:[ \t]*(?<name>[\\w-]+)");
    private static final Pattern REVISED = Pattern.compile("(?m)^Revises:[ \t]*(?<name>[\\w-]*)");

    private final String directory;
    private final Sides sides;
    private final Moves moves;
    private final Chain own;
    private final Chain onto;
    private final List<PythonMigration> added;
    private final Map<String, String> names = new HashMap<>();
    private final boolean isNumbered;

    /**
     * Of one directory.
     *
     * @param all the branch's modules
     * @param there those that it is merged onto
     */
    ChainPlan(String directory, Sides sides, List<PythonMigration> all, List<PythonMigration> there, Moves moves) {
        this.directory = directory;
        this.sides = sides;
        this.moves = moves;
        this.own = new Chain(directory, all);
        this.onto = new Chain(directory, there);
        Set<String> paths = new TreeSet<>();
        sides.added().forEach(step -> paths.addAll(step.files()));
        this.added = own.inOrder().stream()
                .filter(one -> paths.contains(one.path()) || (one.isSquashed() && sides.adds(List.of(one.path()))))
                .toList();
        this.isNumbered = !all.isEmpty()
                && (all.get(0).scheme() == Scheme.DJANGO
                        || (all.stream().allMatch(ChainPlan::isShort)
                                && there.stream().allMatch(ChainPlan::isShort)));
    }

    private static boolean isShort(PythonMigration one) {
        return SHORT.matcher(one.name()).matches();
    }

    void plan(Notes notes) {
        Counting counting = new Counting(
                onto.inOrder().stream().flatMap(this::taken).toList(),
                one -> sides.standingInChain(one.file()),
                sides.files().made());
        notes.far(directory, counting);
        for (PythonMigration one : added) {
            if (one.isSquashed()) {
                squashed(one);
                continue;
            }
            if (isTakenByFile(one)) {
                refuseTaken(one);
                continue;
            }
            Optional<Next> next = counted(one)
                    .flatMap(number -> counting.next(number, Optional.empty(), free -> sides.isFree(path(one, free))));
            Optional<String> behind = link(one);
            next.ifPresent(number -> {
                rename(one, name(one, number.number()), path(one, number.number()));
                notes.moved(one.name(), number);
            });
            if (next.isEmpty() && isTakenRevision(one)) {
                instead(one);
            } else if (next.isPresent() || behind.isPresent()) {
                moves.add(new Place(
                        one.path(),
                        next.map(number -> path(one, number.number())).orElse(one.path()),
                        next.filter(Next::isTaken).flatMap(number -> number(one)),
                        next.filter(Next::isTaken)
                                .map(Next::after)
                                .or(() -> behind)
                                .or(() -> next.map(Next::after))
                                .orElseThrow()));
            } else {
                refuseTaken(one);
            }
            behind.ifPresent(path -> refuseBetween(one, path));
        }
        added.forEach(this::relinkOthers);
    }

    /** Nothing but another name of the file helps where that is not made of the name of the migration. */
    private boolean isTakenByFile(PythonMigration one) {
        return !isCalledByName(one) && !sides.isFree(one.path());
    }

    /** Whether another migration has the revision, and it is no number. */
    private boolean isTakenRevision(PythonMigration one) {
        return one.scheme() == Scheme.ALEMBIC && !isNumbered && onto.has(one.name());
    }

    /** Gives it another revision, where it is clear which of both is meant by what names it. */
    private void instead(PythonMigration one) {
        String taken = onto.named(one.name()).orElseThrow().path();
        if (own.inOrder().stream()
                        .filter(other -> other.name().equals(one.name()))
                        .count()
                > 1) {
            refuse(one, taken, "has the revision '" + one.name() + "', as that has; give yours another one");
            return;
        }
        String id = RevisionId.instead(one, free -> !onto.has(free) && !own.has(free) && !names.containsValue(free));
        String path = Paths.in(directory, Paths.last(one.path()).replace(one.name(), id));
        rename(one, id, path);
        moves.rename(new Moves.Rename(directory, "", one.name(), id));
        moves.add(new Place(one.path(), path, Optional.of(one.name()), taken));
    }

    /** What it names as applied before it and not as the one before. */
    private void relinkOthers(PythonMigration one) {
        for (Link link : one.others()) {
            Optional.ofNullable(names.get(link.name()))
                    .ifPresent(name -> moves.edits(one.path()).put(link.start(), link.end(), name));
        }
    }

    private void refuseTaken(PythonMigration one) {
        if (!sides.files().pathsBegun().contains(one.path())
                && sides.files().pathsOnto().contains(one.path())) {
            refuse(one, one.path(), "is there already with another content; give yours another name");
        }
    }

    /** It is where those are that it replaces, and so has no number that could be taken. */
    private void squashed(PythonMigration one) {
        refuseTaken(one);
        boolean isOfBranch = true;
        for (String name : own.replaced(one)) {
            onto.replacing(name)
                    .flatMap(onto::named)
                    .filter(other -> !other.name().equals(one.name()))
                    .ifPresent(other -> refuse(
                            one,
                            other.path(),
                            "replaces '" + name + "', as '" + other.name() + "' does, which is merged before it; delete"
                                    + " one of both"));
            isOfBranch &= isAdded(name);
        }
        if (isOfBranch) {
            link(one).ifPresent(path -> moves.add(new Place(one.path(), one.path(), Optional.empty(), path)));
        }
    }

    /** What one squashed migration replaces cannot stand on both sides of something else. */
    private void refuseBetween(PythonMigration one, String path) {
        own.replacing(one.name())
                .flatMap(own::named)
                .filter(squash -> !own.replaced(squash).stream().allMatch(this::isAdded))
                .ifPresent(squash -> refuse(
                        one,
                        path,
                        "is replaced by '" + squash.name() + "' together with what comes before '" + stem(path)
                                + "', which is merged before it; squash again once yours goes on from that"));
    }

    private boolean isAdded(String name) {
        return added.stream().anyMatch(one -> one.name().equals(name));
    }

    /** A squashed migration has the numbers of what it replaces, once that is gone. */
    private Stream<Counted> taken(PythonMigration one) {
        return one.isSquashed()
                ? onto.replaced(one).stream()
                        .filter(name -> !onto.has(name))
                        .flatMap(name -> number(name).stream())
                        .map(number -> new Counted(one.path(), number))
                : counted(one).stream();
    }

    private Optional<Counted> counted(PythonMigration one) {
        return number(one).map(number -> new Counted(one.path(), number));
    }

    private Optional<String> number(PythonMigration one) {
        return number(one.name());
    }

    private Optional<String> number(String name) {
        Matcher number = NUMBER.matcher(name);
        return isNumbered && number.lookingAt() ? Optional.of(number.group()) : Optional.empty();
    }

    private String name(PythonMigration one, String number) {
        return number + one.name().substring(number(one).orElseThrow().length());
    }

    /** In Alembic a file need not be called by its revision. */
    private boolean isCalledByName(PythonMigration one) {
        String file = Paths.last(one.path());
        return one.scheme() == Scheme.DJANGO
                || (isNumbered ? file.matches(Pattern.quote(one.name()) + "(?:_.*)?[.]py") : file.contains(one.name()));
    }

    private String path(PythonMigration one, String number) {
        String file = Paths.last(one.path());
        return isCalledByName(one)
                ? Paths.in(
                        directory, name(one, number) + file.substring(one.name().length()))
                : one.path();
    }

    private void rename(PythonMigration one, String name, String path) {
        names.put(one.name(), name);
        if (one.scheme() == Scheme.DJANGO) {
            moves.rename(new Moves.Rename(directory, own.app(), one.name(), name));
        } else {
            moves.rename(new Moves.Rename(directory, "", stem(one.path()), stem(path)));
            one.revision()
                    .ifPresent(at ->
                            moves.edits(one.path()).put(at, at + one.name().length(), name));
            Matcher said = SAID.matcher(one.text());
            if (said.find() && said.group("name").equals(one.name())) {
                moves.edits(one.path()).put(said.start("name"), said.end("name"), name);
            }
        }
    }

    private static String stem(String path) {
        String file = Paths.last(path);
        return file.substring(0, file.length() - ".py".length());
    }

    /**
     * Lets a module go on from where what it names has been gone on from.
     *
     * @return the file it comes behind now; none where it names what it named, by its new name if it has one
     */
    private Optional<String> link(PythonMigration one) {
        List<Link> links = own.own(one);
        if (links.isEmpty()) {
            return begin(one);
        }
        Optional<String> behind = Optional.empty();
        for (Link link : links) {
            String renamed = names.get(link.name());
            if (renamed != null) {
                relink(one, link, renamed);
            } else if (!isAdded(link.name())) {
                Optional<PythonMigration> end = end(one, link.name());
                end.ifPresent(last -> relink(one, link, last.name()));
                if (end.isPresent()) {
                    behind = end.map(PythonMigration::path);
                }
            }
        }
        return behind;
    }

    /** Where it has to go on from; none where that is what it names. */
    private Optional<PythonMigration> end(PythonMigration one, String name) {
        if (one.isLabelled()) {
            return Optional.empty(); // a line of its own is meant
        }
        Optional<PythonMigration> there = onto.named(name).or(() -> renamed(name));
        if (there.isEmpty()) {
            return Optional.empty();
        }
        List<PythonMigration> behind = onto.behind(there.get().name());
        List<PythonMigration> ends = behind.stream().filter(onto::isEnd).toList();
        if (ends.size() > 1) {
            if (behind.stream().anyMatch(other -> sides.isFresh(other.path()))) {
                refuse(
                        one,
                        ends.get(0).path(),
                        "names '" + name + "', behind which there are several ends: "
                                + String.join(
                                        ", ",
                                        ends.stream().map(PythonMigration::name).toList())
                                + "; name one of them, or bring them together first by " + merging(one.scheme()));
            }
            return Optional.empty();
        }
        return ends.isEmpty()
                ? there.filter(known ->
                        !known.name().equals(name) && onto.replacing(name).isEmpty())
                : Optional.of(ends.get(0));
    }

    /** What a branch names may have got another number when the branch landed before. */
    private Optional<PythonMigration> renamed(String name) {
        String title = title(name);
        List<PythonMigration> same = onto.inOrder().stream()
                .filter(one -> sides.isFresh(one.path()) && title(one.name()).equals(title))
                .toList();
        return same.size() == 1 && title.length() > 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    /** A name without its number. */
    static String title(String name) {
        return NUMBER.matcher(name).replaceFirst("");
    }

    /** It begins an app or a line of revisions, and so does one that landed since. */
    private Optional<String> begin(PythonMigration one) {
        boolean isFirst = onto.inOrder().stream()
                .noneMatch(
                        other -> sides.isFresh(other.path()) && onto.own(other).isEmpty());
        if (isFirst || one.isLabelled()) {
            return Optional.empty();
        }
        List<PythonMigration> ends = onto.inOrder().stream().filter(onto::isEnd).toList();
        if (one.scheme() == Scheme.ALEMBIC && ends.size() == 1 && one.down().isPresent()) {
            int at = one.down().get();
            moves.edits(one.path())
                    .put(at, at + "None".length(), "'" + ends.get(0).name() + "'");
            say(one, "", ends.get(0).name());
            return Optional.of(ends.get(0).path());
        }
        refuse(
                one,
                ends.isEmpty() ? one.path() : ends.get(0).path(),
                "begins what is begun already; name what comes before it");
        return Optional.empty();
    }

    private void relink(PythonMigration one, Link link, String name) {
        moves.edits(one.path()).put(link.start(), link.end(), name);
        say(one, link.name(), name);
    }

    /** Alembic writes it into the text on top as well. */
    private void say(PythonMigration one, String old, String name) {
        Matcher said = REVISED.matcher(one.text());
        if (one.scheme() == Scheme.ALEMBIC && said.find() && said.group("name").equals(old)) {
            moves.edits(one.path()).put(said.start("name"), said.end("name"), old.isEmpty() ? " " + name : name);
        }
    }

    private static String merging(Scheme scheme) {
        return scheme == Scheme.DJANGO ? "'python manage.py makemigrations --merge'" : "'alembic merge heads'";
    }

    private void refuse(PythonMigration one, String with, String why) {
        moves.refuse(new Obstacle(one.path(), with, why));
    }
}
