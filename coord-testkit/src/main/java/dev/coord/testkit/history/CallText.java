package dev.coord.testkit.history;

import dev.coord.ProcessId;
import dev.coord.core.json.history.CommandJson;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls as words between spaces, for files that several processes write and one reads. */
final class CallText {

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
        return switch (words.get(0)) {
            case "obtain" -> new StoreCall.Obtain(obtained(command(words.get(1))));
            case "read" -> new StoreCall.Read();
            case "died" ->
                new StoreCall.OwnerDied(
                        new ProcessId(Long.parseLong(words.get(1)), Instant.parse(words.get(2)), words.get(3)));
            case "carry" -> new StoreCall.Carry(command(words.get(1)));
            default -> throw new IllegalArgumentException("this is no call: " + words);
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
            return Stream.of("obtain", CommandJson.line(obtain.command()));
        }
        if (call instanceof StoreCall.Read) {
            return Stream.of("read");
        }
        if (call instanceof StoreCall.Carry carry) {
            return Stream.of("carry", CommandJson.line(carry.command()));
        }
        if (call instanceof StoreCall.OwnerDied died) {
            ProcessId process = died.process();
            return Stream.of(
                    "died", Long.toString(process.pid()), process.startedAt().toString(), process.host());
        }
        throw new AssertionError(call);
    }

    private static Command<?> command(String line) {
        return CommandJson.read(line).orElseThrow(() -> new IllegalArgumentException("this is no command: " + line));
    }

    private static Command<LockOutcome> obtained(Command<?> command) {
        if (command instanceof Command.RequestLocks request) {
            return request;
        }
        if (command instanceof Command.UpgradeLease upgrade) {
            return upgrade;
        }
        throw new IllegalArgumentException("nobody waits for this: " + command);
    }
}
