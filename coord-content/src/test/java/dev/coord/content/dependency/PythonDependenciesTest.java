package dev.coord.content.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of Python's imports and definitions. */
class PythonDependenciesTest {

    private static final String DEFINED = """
            import os.path, json as js
            from .other import far as near
            from .other import *
            __all__ = ["one"]
            (c, d) = e, *f = source()
            g: int = 1
            h: str
            i = [x for x in y]
            if True:
                def j(): pass
            else:
                j = None
            try:
                import k
            except ImportError as problem:
                k = None
            for m, n in things: pass
            with open() as p: q = 1; r = 2
            class S:
                inside = 1
                def method(self): hidden = 1
            def setter():
                global t
                t = 1
            async def u(): pass
            text = '''
            v = 1
            '''
            w[0].x = long_call(
                a1=1)
            lambda z: z
            """;

    private static Wave importing(String names) {
        return Wave.onto(
                        "pkg/__init__.py",
                        "",
                        "pkg/defined.py",
                        DEFINED,
                        "pkg/other.py",
                        "far = more = 1\n",
                        "pkg/sub/__init__.py",
                        "")
                .writes("P1", "pkg/user.py", "from .defined import (" + names + ")\nfrom . import sub, defined\n");
    }

    @Test
    void aPackageThatIsCalledAsOneOfPythonsOwnDecidesNothing() {
        assertThat(Wave.onto("types/__init__.py", "", "types/user.py", "class User: pass\n", "http/__init__.py", "")
                        .writes(
                                "P1",
                                "app.py",
                                "from types import TracebackType\nfrom types.user import User\nimport http.client\nimport json\n")
                        .told())
                .singleElement()
                .asString()
                .startsWith(
                        "tell P1 app.py:1 it cannot be told where an import leads: 'types', as Python has a module 'types'");
    }

    @Test
    void everyFormOfADefinitionCounts() {
        assertThat(importing("os, js, near, more, c, d, e, f, g, h, i, j, k, m, n, p, q, r, S, t, u, text, __file__")
                        .told())
                .isEmpty();
    }

    @Test
    void nothingElseDoes() {
        assertThat(importing("inside, hidden, v, a1, z, far2, x as y2").stops())
                .extracting(one -> one.replaceFirst("stop P1 pkg/user.py:1 imports '(\\w+)'.*", "$1"))
                .containsExactly("inside", "hidden", "v", "a1", "z", "far2");
    }

    @Test
    void modulesAreFoundFromThePackageAndFromWherePythonLooks() {
        assertThat(Wave.onto(
                                "src/app/__init__.py", "",
                                "src/app/core/__init__.py", "",
                                "src/app/core/model.py", "one = 1\n",
                                "src/app/compiled.pyx", "",
                                "space/part/x.py", "")
                        .writes("P1", "src/app/user.py", """
                                import json, numpy.random
                                import app.core.model
                                from app.core import model, compiled
                                from app import core, compiled
                                from .core.model import one, two
                                from .core.nothing import x
                                from ..app import core
                                import app.gone.deep
                                import space.part.x
                                import space.other
                                """)
                        .stops())
                .containsExactly(
                        "stop P1 src/app/user.py:3 imports 'compiled' from 'app.core', which is not there",
                        "stop P1 src/app/user.py:5 imports 'two' from '.core.model', which is not there",
                        "stop P1 src/app/user.py:6 imports '.core.nothing', which is not there",
                        "stop P1 src/app/user.py:8 imports 'app.gone.deep', which is not there");
    }

    @Test
    void whatMayFailIsNotMissed() {
        assertThat(Wave.onto("p/__init__.py", "", "p/open.py", "def __getattr__(name): return 1\n")
                        .writes("P1", "p/user.py", """
                                try:
                                    from ._speedups import fast
                                except ImportError:
                                    fast = None
                                with contextlib.suppress(ImportError):
                                    from .nothing import x
                                from .open import anything
                                from ._version import version
                                from .thing_pb2 import Thing
                                """)
                        .stops())
                .isEmpty();
    }

    @Test
    void importsForTypesAndInFunctionsCloseNoCircle() {
        Wave wave = Wave.onto("p/__init__.py", "", "p/a.py", "from .b import b\na = 1\n", "p/b.py", "b = 1\n");

        assertThat(wave.writes("P1", "p/b.py", "from .a import a\nb = 1\n").stops())
                .containsExactly(
                        "stop P1 p/b.py:1 its import of '.a' closes a circle of imports: p/b.py -> p/a.py -> p/b.py");
        assertThat(wave.writes(
                                "P1",
                                "p/b.py",
                                "if TYPE_CHECKING:\n    from .a import a\nb = 1\ndef f():\n    from .a import a\n"
                                        + "if __name__ == '__main__':\n    from .a import a\n")
                        .stops())
                .isEmpty();
    }

    @Test
    void aModuleThatIsTakenAwayIsMissedByWhoeverImportsIt() {
        assertThat(Wave.onto("p/__init__.py", "", "p/a.py", "", "q.py", "from p import a\nimport p.a\n")
                        .deletes("P1", "p/a.py")
                        .stops())
                .containsExactly(
                        "stop P1 q.py:1 imports 'a' from 'p', which is not there any more",
                        "stop P1 q.py:2 imports 'p.a', which is not there any more");
    }

    @Test
    void modulesThatProgramsMakeAreNotMissedByWhateverImport() {
        assertThat(Wave.onto("app/__init__.py", "", "app/pb/__init__.py", "", ".gitignore", "_ver.py\n")
                        .writes("P1", "app/user.py", """
                                from app.pb import x_pb2
                                from .pb import x_pb2_grpc, nothing
                                from . import _ver
                                """)
                        .told())
                .containsExactly(
                        "stop P1 app/user.py:2 imports 'nothing' from '.pb', which is not there",
                        "tell P1 app/user.py:1 it cannot be told where an import leads: 'x_pb2' from 'app.pb', as a program"
                                + " makes it, and 2 more imports like it");
    }

    @Test
    void aModuleThatLooksMadeIsMissedWhereItWasCommitted() {
        assertThat(Wave.onto("app/__init__.py", "", "app/x_pb2.py", "", "app/user.py", "from app import x_pb2\n")
                        .deletes("P1", "app/x_pb2.py")
                        .stops())
                .containsExactly("stop P1 app/user.py:1 imports 'x_pb2' from 'app', which is not there any more");
    }

    @Test
    void modulesThatTheFileLooksForAreNotMissed() {
        assertThat(Wave.onto("pk/__init__.py", "")
                        .writes("P1", "pk/user.py", """
                                if find_spec("pk.opt"):
                                    import pk.opt.deep
                                    from pk.opt import x
                                    from .opt import x
                                    from . import opt, other
                                pytest.importorskip("pk.more")
                                from pk import more
                                import pk.optional
                                """)
                        .told())
                .containsExactly(
                        "stop P1 pk/user.py:5 imports 'other' from '.', which is not there",
                        "stop P1 pk/user.py:8 imports 'pk.optional', which is not there");
    }
}
