# An agent of the demo: makes the feature it is told to make, in the directory it is started in.
# A real one would read the feature's JSON from standard input; this one knows its features by name.
set -eu

feature=$(sed -n 's/.*"feature_id" *: *"\([^"]*\)".*/\1/p')
test "$feature" = "$COORD_FEATURE"
echo "$COORD_AGENT makes $COORD_FEATURE on $COORD_BRANCH under token $COORD_TOKEN"

case $COORD_FEATURE in
setup_infrastructure | foundational_features | P5_welcome | P6_news) pace=0.1 ;;
P1_user_auth) pace=0.3 ;;
*) pace=1.1 ;;
esac

put() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
  echo "wrote $1"
  sleep $pace
}

case $COORD_FEATURE in
setup_infrastructure)
  put lib/supabase.ts <<'EOF'
import { createClient } from '@supabase/supabase-js';

export const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);
EOF
  put next.config.ts <<'EOF'
export default { reactStrictMode: true };
EOF
  ;;
foundational_features)
  put lib/session.ts <<'EOF'
import { supabase } from '@/lib/supabase';

export async function currentUser() {
  return (await supabase.auth.getUser()).data.user;
}
EOF
  put components/Nav.tsx <<'EOF'
export function Nav() {
  return <nav><a href="/">Home</a></nav>;
}
EOF
  put app/layout.tsx <<'EOF'
import { Nav } from '@/components/Nav';

export default function Layout({ children }: { children: React.ReactNode }) {
  return <html><body><Nav />{children}</body></html>;
}
EOF
  ;;
P1_user_auth)
  put app/actions/auth.ts <<'EOF'
import { supabase } from '@/lib/supabase';
import { currentUser } from '@/lib/session';

export const signIn = (email: string) => supabase.auth.signInWithOtp({ email });
export const requireUser = async () => (await currentUser()) ?? Promise.reject(new Error('sign in first'));
EOF
  put middleware.ts <<'EOF'
import { currentUser } from '@/lib/session';

const guards: Array<(path: string) => Promise<boolean>> = [];
guards.push(async (path) => !path.startsWith('/profile') || (await currentUser()) !== null);

export async function allowed(path: string) {
  return (await Promise.all(guards.map((guard) => guard(path)))).every(Boolean);
}
EOF
  put supabase/migrations/001_auth_setup.sql <<'EOF'
create table profiles (id uuid primary key default gen_random_uuid(), name text not null);
create table roles (profile uuid primary key references profiles, name text not null);
EOF
  ;;
P2_user_profile)
  # It needs the id alone, while P3_posts is being made with the whole user: git merges that, imports fit, and only the tests see it.
  {
    grep -v '^export const requireUser' app/actions/auth.ts
    cat <<'EOF'
export const requireUser = async () => ((await currentUser()) ?? (await Promise.reject(new Error('sign in first')))).id;
EOF
  } >auth.new
  put app/actions/auth.ts <auth.new
  rm auth.new
  put app/actions/profile.ts <<'EOF'
import { requireUser } from '@/app/actions/auth';

export const rename = async (name: string) => ({ id: await requireUser(), name });
EOF
  put components/ProfileForm.tsx <<'EOF'
import { rename } from '@/app/actions/profile';

export function ProfileForm() {
  return <form action={(data) => void rename(String(data.get('name')))}><input name="name" /></form>;
}
EOF
  put app/profile/page.tsx <<'EOF'
import { ProfileForm } from '@/components/ProfileForm';

export default function Profile() {
  return <ProfileForm />;
}
EOF
  ;;
P3_posts)
  # Called again, it looks at what requireUser answers by now.
  if test -n "${COORD_FEEDBACK_FILE:-}"; then
    echo "call $COORD_TRY: $(sed -n '/^It goes back/p' "$COORD_FEEDBACK_FILE")"
  fi
  case $(grep '^export const requireUser' app/actions/auth.ts) in
  *.id\;) author='await requireUser()' ;;
  *) author='(await requireUser()).id' ;;
  esac
  put supabase/migrations/002_posts.sql <<'EOF'
create table posts (id uuid primary key default gen_random_uuid(), author uuid references profiles, body text not null);
EOF
  put app/actions/posts.ts <<EOF
import { requireUser } from '@/app/actions/auth';

export const write = async (body: string) => ({ author: $author, body });
EOF
  put components/PostList.tsx <<'EOF'
export function PostList({ posts }: { posts: string[] }) {
  return <ul>{posts.map((post) => <li key={post}>{post}</li>)}</ul>;
}
EOF
  put app/posts/page.tsx <<'EOF'
import { PostList } from '@/components/PostList';

export default function Posts() {
  return <PostList posts={[]} />;
}
EOF
  ;;
P4_admin_panel)
  put app/admin/page.tsx <<'EOF'
import { currentUser } from '@/lib/session';

export default async function Admin() {
  return <p>Signed in as {(await currentUser())?.email}</p>;
}
EOF
  # middleware.ts is there already: this feature runs after P1_user_auth, because both change the table of roles.
  {
    sed '/^export async function allowed/,$d' middleware.ts
    echo "guards.push(async (path) => !path.startsWith('/admin') || (await currentUser())?.role === 'admin');"
    echo
    sed -n '/^export async function allowed/,$p' middleware.ts
  } >middleware.ts.new
  put middleware.ts <middleware.ts.new
  rm middleware.ts.new
  ;;
P5_welcome | P6_news)
  # Both write app/page.tsx at the same time. Whoever merges second is called again, and finds both sides between marks.
  if test -n "${COORD_FEEDBACK_FILE:-}"; then
    echo "call $COORD_TRY: $(sed -n '/^It goes back/p' "$COORD_FEEDBACK_FILE")"
    sed '/^<<<<<<< /d; /^||||||| /,/^=======$/d; /^>>>>>>> /d' app/page.tsx >page.new
  else
    {
      sed '/<\/main>/,$d' app/page.tsx
      case $COORD_FEATURE in
      P5_welcome) echo '      <p>Sign in to write posts.</p>' ;;
      P6_news) echo '      <p>New: profiles and posts.</p>' ;;
      esac
      sed -n '/<\/main>/,$p' app/page.tsx
    } >page.new
  fi
  put app/page.tsx <page.new
  rm page.new
  ;;
*)
  echo "no such feature: $COORD_FEATURE" >&2
  exit 1
  ;;
esac
sleep $pace
