# The combined tests of the demo: run where a merged wave is checked out, before it lands.
# $1 is the feature file.
set -eu

broken=0
wrong() {
  echo "not ok: $*"
  broken=1
}

# Every file that a merged feature declares is there.
files=0
for feature in $(git log --format='%(trailers:key=Coord-Feature,valueonly)' | sed '/^$/d' | sort -u); do
  declared=$(tr -d ' \n' <"$1" | sed "s/.*\"$feature\":{//" |
    sed 's/}.*//; s/.*"file_writes":\[\([^]]*\)\].*/\1/; s/"//g; s/,/ /g')
  for file in $declared; do
    files=$((files + 1))
    test -s "$file" || wrong "$feature declares $file, which is not there"
  done
done

# Nobody's merge left its marks.
if git grep -nE '^(<<<<<<<|>>>>>>>)'; then
  wrong "conflict markers"
fi

# Migrations are numbered one after the other, none twice.
next=0
for migration in $(ls supabase/migrations | sort); do
  number=$(printf %03d $next)
  test "${migration%%_*}" = "$number" || wrong "$migration is not number $number"
  next=$((next + 1))
done

# Every import of the project's own files resolves.
imports=0
for module in $(git grep -hoE "from '@/[^']+'" -- '*.ts' '*.tsx' | sed "s/from '@\/\(.*\)'/\1/"); do
  imports=$((imports + 1))
  test -f "$module.ts" || test -f "$module.tsx" || wrong "nothing answers to the import of $module"
done

# Every name that is imported from the project's own files is exported there.
while read -r module names; do
  for name in $names; do
    cat "$module.ts" "$module.tsx" 2>/dev/null | grep -qE "^export .*[^a-zA-Z]$name[^a-zA-Z]" ||
      wrong "$module does not export $name"
  done
done <<EOF
$(git grep -hoE "import [{] [^}]+ [}] from '@/[^']+'" -- '*.ts' '*.tsx' |
  sed "s/import { \(.*\) } from '@\/\(.*\)'/\2 \1/; s/,//g")
EOF

# Whoever asks who is signed in takes the answer for what it is: a user, or an id.
case $(grep '^export const requireUser' app/actions/auth.ts 2>/dev/null) in
*.id\;) misread=$(git grep -lF '(await requireUser()).id' || true) ;;
*) misread=$(git grep -lE 'await requireUser\(\)[^)]' || true) ;;
esac
for file in $misread; do
  wrong "$file takes what requireUser answers for something else"
done

# What two features wrote into one file is all there.
landed=$(git log --format='%(trailers:key=Coord-Feature,valueonly)')
case $landed in *P5_welcome*) grep -q 'Sign in' app/page.tsx || wrong "app/page.tsx has lost the welcome" ;; esac
case $landed in *P6_news*) grep -q 'New:' app/page.tsx || wrong "app/page.tsx has lost the news" ;; esac
if test -f app/admin/page.tsx; then
  grep -q "'/profile'" middleware.ts && grep -q "'/admin'" middleware.ts || wrong "middleware.ts has lost a guard"
fi

test $broken = 0
echo "ok: $files declared files, $next migrations, $imports imports"
