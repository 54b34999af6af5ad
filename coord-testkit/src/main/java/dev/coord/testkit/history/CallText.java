package dev.coord.testkit.history;

import dev.coord.ProcessId;
import dev.coord.lock.Age;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import dev.coord.plan.AgentId;
import dev.coord.plan.FeatureId;
import dev.coord.plan.RepoPath;
import dev.coord.state.Command;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls as words between spaces, for files that several processes write and one reads. */
final class CallText {

    private static final String NONE = "-";

    private CallText() {}

    static StoreCall request(LockRequest request) {
        return new StoreCall.Carry(new Command.RequestLocks(request));
    }

    static StoreCall withdraw(RequestId request) {
        return new StoreCall.Carry(new Command.WithdrawRequest(request));
    }

    static String write(StoreCall call) {
        return words(call).map(CallText::encode).collect(Collectors.joining(" "));
    }

    static StoreCall read(List<String> encoded) {
        List<String> words = encoded.stream().map(CallText::decode).toList();
        String first = words.size() < 2 ? "" : words.get(1);
        return switch (words.get(0)) {
            case "obtain" -> new StoreCall.Obtain(obtained(encoded.subList(1, encoded.size())));
            case "read" -> new StoreCall.Read();
            case "request" -> request(lockRequest(words));
            case "withdraw" -> withdraw(new RequestId(first));
            case "renew" -> new StoreCall.Carry(new Command.RenewLease(new LeaseId(first)));
            case "died" -> new StoreCall.OwnerDied(owner(first).orElseThrow());
            case "upgrade" ->
                new StoreCall.Carry(new Command.UpgradeLease(new LeaseId(first), Duration.parse(words.get(2))));
            case "downgrade" -> new StoreCall.Carry(new Command.DowngradeLease(new LeaseId(first)));
            case "release" -> new StoreCall.Carry(new Command.ReleaseLease(new LeaseId(first)));
            case "detach" -> new StoreCall.Carry(new Command.DetachLease(new LeaseId(first)));
            case "break" -> new StoreCall.Carry(new Command.BreakLease(new LeaseId(first), words.get(2)));
            default -> new StoreCall.Carry(lifecycle(words, new FeatureId(first), new AgentId(words.get(2))));
        };
    }

    static String encode(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    static String decode(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }

    private static Stream<String> words(StoreCall call) {
        if (call instanceof StoreCall.Obtain obtain) {
            return Stream.concat(Stream.of("obtain"), words(obtain.command()));
        }
        if (call instanceof StoreCall.Read) {
            return Stream.of("read");
        }
        if (call instanceof StoreCall.Carry carry) {
            return words(carry.command());
        }
        if (call instanceof StoreCall.OwnerDied died) {
            return Stream.of("died", owner(died.process()));
        }
        throw new AssertionError(call);
    }

    private static Stream<String> words(Command<?> command) {
        if (command instanceof Command.RequestLocks request) {
            return words(request.request());
        }
        if (command instanceof Command.WithdrawRequest withdraw) {
            return Stream.of("withdraw", withdraw.request().value());
        }
        if (command instanceof Command.RenewLease renew) {
            return Stream.of("renew", renew.lease().value());
        }
        if (command instanceof Command.ReleaseLease release) {
            return Stream.of("release", release.lease().value());
        }
        if (command instanceof Command.UpgradeLease upgrade) {
            return Stream.of(
                    "upgrade", upgrade.lease().value(), upgrade.patience().toString());
        }
        if (command instanceof Command.DowngradeLease downgrade) {
            return Stream.of("downgrade", downgrade.lease().value());
        }
        if (command instanceof Command.DetachLease detach) {
            return Stream.of("detach", detach.lease().value());
        }
        if (command instanceof Command.BreakLease broken) {
            return Stream.of("break", broken.lease().value(), broken.reason());
        }
        if (command instanceof Command.StartFeature start) {
            return Stream.of("start", start.feature().value(), start.agent().value());
        }
        if (command instanceof Command.CompleteFeature complete) {
            String token =
                    complete.token().map(known -> Long.toString(known.value())).orElse(NONE);
            return Stream.of(
                    "complete", complete.feature().value(), complete.agent().value(), token);
        }
        if (command instanceof Command.BlockFeature block) {
            return Stream.of("block", block.feature().value(), block.agent().value(), block.reason());
        }
        if (command instanceof Command.FailFeature fail) {
            return Stream.of("fail", fail.feature().value(), fail.agent().value(), fail.reason());
        }
        if (command instanceof Command.RetryFeature retry) {
            return Stream.of("retry", retry.feature().value(), retry.agent().value());
        }
        throw new IllegalArgumentException("no history holds this command: " + command);
    }

    private static Command<LockOutcome> obtained(List<String> encoded) {
        if (read(encoded) instanceof StoreCall.Carry carry) {
            if (carry.command() instanceof Command.RequestLocks request) {
                return request;
            }
            if (carry.command() instanceof Command.UpgradeLease upgrade) {
                return upgrade;
            }
        }
        throw new IllegalArgumentException("nobody waits for this: " + encoded);
    }

    private static Command<?> lifecycle(List<String> words, FeatureId feature, AgentId agent) {
        return switch (words.get(0)) {
            case "start" -> new Command.StartFeature(feature, agent);
            case "complete" -> new Command.CompleteFeature(feature, agent, token(words.get(3)));
            case "block" -> new Command.BlockFeature(feature, agent, words.get(3));
            case "fail" -> new Command.FailFeature(feature, agent, words.get(3));
            case "retry" -> new Command.RetryFeature(feature, agent);
            default -> throw new IllegalArgumentException("this is no call: " + words);
        };
    }

    private static Optional<FencingToken> token(String word) {
        return word.equals(NONE) ? Optional.empty() : Optional.of(new FencingToken(Long.parseLong(word)));
    }

    private static Stream<String> words(LockRequest request) {
        return Stream.of(
                "request",
                request.id().value(),
                request.agent().value(),
                request.feature().value(),
                request.locks().stream()
                        .map(lock -> lock.operation() + ":" + lock.path().value())
                        .collect(Collectors.joining("\n")),
                request.policy().name(),
                request.ttl().toString(),
                request.patience().toString(),
                request.owner().map(CallText::owner).orElse(NONE),
                request.age().map(age -> age.wave() + "\n" + age.firstAsked()).orElse(NONE));
    }

    private static String owner(ProcessId owner) {
        return owner.pid() + "\n" + owner.startedAt() + "\n" + owner.host();
    }

    private static LockRequest lockRequest(List<String> words) {
        return new LockRequest(
                new RequestId(words.get(1)),
                new AgentId(words.get(2)),
                new FeatureId(words.get(3)),
                Arrays.stream(words.get(4).split("\n", -1))
                        .filter(lock -> !lock.isEmpty())
                        .map(CallText::lock)
                        .toList(),
                ContentionPolicy.valueOf(words.get(5)),
                Duration.parse(words.get(6)),
                Duration.parse(words.get(7)),
                owner(words.get(8)),
                age(words.get(9)));
    }

    private static Optional<Age> age(String word) {
        if (word.equals(NONE)) {
            return Optional.empty();
        }
        String[] parts = word.split("\n", -1);
        return Optional.of(new Age(Integer.parseInt(parts[0]), Instant.parse(parts[1])));
    }

    private static PathLock lock(String word) {
        int colon = word.indexOf(':');
        return new PathLock(new RepoPath(word.substring(colon + 1)), Operation.valueOf(word.substring(0, colon)));
    }

    private static Optional<ProcessId> owner(String word) {
        if (word.equals(NONE)) {
            return Optional.empty();
        }
        String[] parts = word.split("\n", -1);
        return Optional.of(new ProcessId(Long.parseLong(parts[0]), Instant.parse(parts[1]), parts[2]));
    }
}
