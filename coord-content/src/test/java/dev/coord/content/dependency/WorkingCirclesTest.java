package dev.coord.content.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A circle of imports stops its feature also where it works, which is told then. */
class WorkingCirclesTest {

    private static final String WORKS = "'--imports warn' lets it pass";

    private static final String USER = """
            import { Entity, OneToMany } from 'typeorm';
            import { Photo } from './photo';

            @Entity()
            export class User {
              @Column() name: string;
              @OneToMany(() => Photo, (photo) => photo.user) photos: Photo[];
              count(of: Photo = new Photo()): number { return of.size + new Photo().size; }
            }
            """;

    private static String circle(String user, String photo) {
        return String.join(
                "\n",
                Wave.onto("src/user.ts", user)
                        .writes("P1", "src/photo.ts", photo)
                        .stops());
    }

    @Test
    void ofEntitiesThatNameEachOtherInFunctions() {
        assertThat(circle(
                        USER,
                        "import { User } from './user'\nexport class Photo {\n  @ManyToOne(() => User, u => u.photos)\n"
                                + "  user: User\n  other: User = new User()\n}\n"))
                .contains("closes a circle", WORKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import { User } from './user';\nexport class Photo extends User {}\n",
                "import { User } from './user';\nexport class Photo { static user = new User(); }\n",
                "import { User } from './user';\nexport class Photo { @Of(User) user; }\n",
                "import { User } from './user';\nexport class Photo { [User.name]() {} }\n",
                "import { User } from './user';\nexport const Photo = () => 1\nUser.call(Photo)\n",
                "import { User } from './user';\nexport const Photo = { a: [new User()] };\n",
                "import * as all from './user';\nexport const Photo = all.User;\n",
                "import { User } from './user';\nexport default User; export class Photo {}\n",
                "import { User } from './user';\nif (User) { console.log(1); } export class Photo {}\n",
                "const { User } = require('./user'); exports.Photo = () => User;\n",
            })
    void notWhereANameIsUsedAtOnce(String photo) {
        assertThat(circle(USER, photo)).contains("closes a circle").doesNotContain(WORKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import { User } from './user';\nexport function photo() { return User.of({ user: new User() }); }\n",
                "import { User } from './user';\nexport const photo = (a: User): User => new User(a);\n",
                "import { User } from './user';\nexport const photo = { of(): User { return new User(); }, at: () => ({ u: User }) };\n",
                "import { User } from './user';\nexport interface P { user: User }\nexport type Q = User | { u: User };\nexport class Photo {}\n",
                "import './user';\nexport class Photo {}\n",
                "export { User } from './user';\nexport class Photo {}\n",
                "import type { A } from 'a';\nimport { User } from './user';\nexport { User };\nexport class Photo {}\n",
            })
    void whereNamesAreUsedInFunctionsAndTypes(String photo) {
        assertThat(circle(USER, photo)).contains("closes a circle", WORKS);
    }

    @Test
    void ofAnApplicationThatImportsItsRoutesLast() {
        assertThat(Wave.onto(
                                "app/__init__.py",
                                "from flask import Flask\n\napp = Flask(__name__)\n",
                                "app/old.py",
                                "from app import app\n")
                        .writes(
                                "P1",
                                "app/__init__.py",
                                "from flask import Flask\n\napp = Flask(__name__)\n\nfrom app import routes\n")
                        .writes(
                                "P1",
                                "app/routes.py",
                                "from app import app\n\n@app.route('/')\ndef index(): return ''\n")
                        .stops())
                .singleElement()
                .asString()
                .contains("closes a circle", WORKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from app import routes\napp = Flask(__name__)\n",
                "app = Flask(__name__)\nfrom app import routes\nroutes.add(app)\n",
                "app = Flask(__name__)\nfrom app.routes import index\nmore = 1\n",
            })
    void notWhereTheApplicationIsNotThereYet(String application) {
        assertThat(Wave.onto("app/old.py", "")
                        .writes("P1", "app/__init__.py", application)
                        .writes(
                                "P1",
                                "app/routes.py",
                                "from app import app\n\n@app.route('/')\ndef index(): return ''\n")
                        .stops())
                .singleElement()
                .asString()
                .contains("closes a circle")
                .doesNotContain(WORKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import p.b\ndef f(x=1):\n    return p.b.g()\n",
                "from p import b\nclass C:\n    def f(self): return b.g\n",
                "from . import b as c\ndef f(): c.g(b=1)\n",
            })
    void ofModulesThatUseEachOtherInFunctions(String module) {
        assertThat(Wave.onto("p/__init__.py", "", "p/b.py", "from p import a\ndef g(): return a.f\n")
                        .writes("P1", "p/a.py", module)
                        .stops())
                .singleElement()
                .asString()
                .contains("closes a circle", WORKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from p.b import g\ndef f(): return g\n",
                "from p import b\ndef f(x=b.g): return x\n",
                "from p import b\n@b.g\ndef f(): pass\n",
                "from p import b\nclass C(b.D): pass\n",
                "from p.b import *\n",
            })
    void notWhereAModuleUsesTheOtherAtOnce(String module) {
        assertThat(Wave.onto("p/__init__.py", "", "p/b.py", "from p import a\ndef g(): return a.f\n")
                        .writes("P1", "p/a.py", module)
                        .stops())
                .singleElement()
                .asString()
                .contains("closes a circle")
                .doesNotContain(WORKS);
    }
}
