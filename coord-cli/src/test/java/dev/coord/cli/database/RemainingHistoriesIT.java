package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.content.ContentChecks;
import dev.coord.proof.IntegrityFinding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the texts of migrations tell of a rollback, beside a server that applies what is left. */
@ExtendWith(TempServer.class)
class RemainingHistoriesIT {

    private final Running server;

    RemainingHistoriesIT(Running server) {
        this.server = server;
    }

    /** Whatever their texts do not tell for certain is missed; the figure is there so that it does not grow unseen. */
    private static final int MOST_MISSED_PERCENT = 15;

    @Test
    void refusesOnlyWhatDoesNotApplyAndMostOfThat() throws Exception {
        boolean isSoak = Boolean.getBoolean("coord.soak");
        long seed = Long.getLong("coord.seed", isSoak ? System.nanoTime() : 21);
        int histories = Integer.getInteger("coord.soak.rollbacks", isSoak ? 3000 : 100);
        Random random = new Random(seed);
        Verdicts verdicts = new Verdicts();
        server.rows("create database histories template template0");
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        try (Connection connection =
                Server.connect("jdbc:postgresql://localhost:" + server.port() + "/histories", properties)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < histories; i++) {
                DrawnHistory history = DrawnHistory.of(random, connection);
                for (int feature = 1; feature <= DrawnHistory.FEATURES; feature++) {
                    if (history.owners().containsValue(feature)) {
                        verdicts.add(history, feature, connection);
                    }
                }
            }
        } finally {
            server.rows("drop database histories with (force)");
        }

        System.out.println(verdicts.figures() + " (seed " + seed + ")");
        assertThat(verdicts.wrong)
                .as("refused, although it applies; -Dcoord.seed=%s", seed)
                .isEmpty();
        assertThat(verdicts.failing).as("rollbacks that do not apply").isGreaterThan(histories);
        assertThat(verdicts.missed.size() * 100)
                .as("%s; -Dcoord.seed=%s: %s", verdicts.figures(), seed, String.join("\n", verdicts.missed))
                .isLessThanOrEqualTo(verdicts.failing * MOST_MISSED_PERCENT);
    }

    /** What coord says beside what a server says. */
    private static final class Verdicts {
        private final List<String> wrong = new ArrayList<>();
        private final List<String> missed = new ArrayList<>();
        private int judged;
        private int failing;

        void add(DrawnHistory history, int feature, Connection connection) throws SQLException {
            SortedMap<String, String> left = history.without(feature);
            Optional<String> failure = DrawnHistory.failure(left, connection);
            List<IntegrityFinding> found = ContentChecks.remainingMigrations(path -> false)
                    .find(new LeftFiles(new FeatureId("P" + feature), history.files(), left));
            judged++;
            failing += failure.isPresent() ? 1 : 0;
            if (failure.isEmpty() && !found.isEmpty()) {
                wrong.add(found.get(0).path() + ": " + found.get(0).message() + "\n" + shown(history, feature));
            } else if (failure.isPresent() && found.isEmpty()) {
                missed.add(failure.get() + "\n" + shown(history, feature));
            }
        }

        String figures() {
            return judged + " rollbacks: " + failing + " do not apply, of which " + missed.size() + " are missed; "
                    + wrong.size() + " are refused that do apply";
        }

        /** What is taken back has a minus before it. */
        private static String shown(DrawnHistory history, int feature) {
            StringBuilder text = new StringBuilder();
            history.files()
                    .forEach((path, sql) -> text.append(history.owners().get(path) == feature ? "- " : "  ")
                            .append(path)
                            .append(' ')
                            .append(sql.replace("\n", " "))
                            .append('\n'));
            return text.toString();
        }
    }
}
