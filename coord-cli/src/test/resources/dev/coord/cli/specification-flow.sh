# The specification's "Complete Parallel Execution Flow", its own lines, on coord's files.
# DIR is the coordination directory, COORD runs coord, REPO is the repository, FEATURES its feature file.
set -e

# Step 1: Initialize Coordination
mkdir -p "$DIR"
cat > "$DIR/coordination-state.json" <<EOF
{
  "current_wave": 2,
  "completed_features": ["P1_user_auth"],
  "active_features": [],
  "blocked_features": [],
  "schema_changes": [],
  "shared_resources": {
    "supabase_auth": {
      "initialized": true,
      "features_using": ["P1_user_auth"]
    }
  }
}
EOF
cat > "$DIR/coordination-locks.json" <<EOF
{
  "locks": [],
  "pending_locks": []
}
EOF

# Step 2 and 3: Analyze Dependencies, Detect Conflicts
$COORD init "$FEATURES" --dir "$DIR"

step5() { # feature, agent, branch, files...
  feature=$1; agent=$2; branch=$3; shift 3

  # 1. Verify prerequisites
  test "$(jq '.completed_features | contains(["P1_user_auth"])' "$DIR/coordination-state.json")" = true

  # 2. Mark active
  jq '.active_features += ["'$feature'"]' "$DIR/coordination-state.json" > "$DIR/../temp.json"
  mv "$DIR/../temp.json" "$DIR/coordination-state.json"

  # 3. Acquire locks
  for file in "$@"; do
    test -z "$(jq '.locks[] | select(.file_path == "'$file'")' "$DIR/coordination-locks.json")"
    jq '.locks += [{
      "file_path": "'$file'",
      "locked_by": "'$agent'",
      "feature_id": "'$feature'",
      "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
      "operation": "write"
    }]' "$DIR/coordination-locks.json" > "$DIR/../temp.json"
    mv "$DIR/../temp.json" "$DIR/coordination-locks.json"
  done
  # coord honours what jq wrote: somebody else is refused
  if $COORD lock acquire --dir "$DIR" --agent other --feature "$feature" --write "$1" --fail; then exit 90; fi

  # 4. Implement, in a branch of its own
  git -C "$REPO" checkout -q -b "$branch" main
  for file in "$@"; do
    mkdir -p "$REPO/$(dirname "$file")"
    echo "// $feature" > "$REPO/$file"
    git -C "$REPO" add "$file"
  done
  git -C "$REPO" commit -q -m "Implement $feature"

  # 5. Release locks and mark complete
  jq '.locks = [.locks[] | select(.locked_by != "'$agent'")]' "$DIR/coordination-locks.json" > "$DIR/../temp.json"
  mv "$DIR/../temp.json" "$DIR/coordination-locks.json"
  jq '.completed_features += ["'$feature'"] | .active_features -= ["'$feature'"]' "$DIR/coordination-state.json" > "$DIR/../temp.json"
  mv "$DIR/../temp.json" "$DIR/coordination-state.json"
}

# Step 4 and 5: Assign Agents, Parallel Execution
step5 P2_user_profile implementor-1 feature/P2-user-profile app/actions/profile.ts app/profile/page.tsx
step5 P3_posts implementor-2 feature/P3-posts app/actions/posts.ts app/posts/page.tsx

# What was released is free again, for coord too
$COORD lock acquire --dir "$DIR" --agent later --feature P2_user_profile --write app/actions/profile.ts --fail

# Step 6: Integration
git -C "$REPO" checkout -q main
git -C "$REPO" merge -q feature/P2-user-profile
git -C "$REPO" merge -q --no-edit feature/P3-posts

# Monitoring & Debugging
jq '.' "$DIR/coordination-state.json" > /dev/null
test "$(jq -c '.active_features' "$DIR/coordination-state.json")" = '[]'
test "$(jq '.completed_features | length' "$DIR/coordination-state.json")" = 3
jq '.locks' "$DIR/coordination-locks.json" > /dev/null
jq '.locks[] | select(.timestamp < "'$(date -u -d '5 minutes ago' +%Y-%m-%dT%H:%M:%SZ)'")' "$DIR/coordination-locks.json"
