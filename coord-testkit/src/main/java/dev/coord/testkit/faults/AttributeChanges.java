package dev.coord.testkit.faults;

import dev.coord.testkit.disk.Effect;
import dev.coord.testkit.disk.Node;
import dev.coord.testkit.faults.Operation.Kind;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes of attributes. Crash states show permissions and nothing of the others. */
final class AttributeChanges {

    /** Changes something of a real file. */
    interface Change {
        void make() throws IOException;
    }

    private AttributeChanges() {}

    /** A view of attributes, whatever its type, that changes nothing past the recorder. */
    static <V extends FileAttributeView> V watch(V view, Class<V> type, Path real, Recorder recorder) {
        return type.cast(Proxy.newProxyInstance(
                AttributeChanges.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    recorder.requireAlive();
                    if (!method.getName().startsWith("set")) {
                        return call(method, view, arguments);
                    }
                    perform(recorder, real, () -> {
                        Object nothing = call(method, view, arguments);
                        assert nothing == null;
                    });
                    return null;
                }));
    }

    static void perform(Recorder recorder, Path real, Change change) throws IOException {
        synchronized (recorder) {
            Optional<Node> node = recorder.node(real);
            if (node.isEmpty()) {
                change.make();
                return;
            }
            recorder.perform(Kind.SET_ATTRIBUTES, real, "", () -> {
                change.make();
                return new Effect.Permitted(node.get(), Node.permissions(real));
            });
        }
    }

    private static @Nullable Object call(Method method, Object view, Object @Nullable [] arguments) throws IOException {
        try {
            return method.invoke(view, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError("cannot happen in a view of attributes", e);
        } catch (IllegalAccessException e) {
            throw new AssertionError("methods of an interface are public", e);
        }
    }
}
