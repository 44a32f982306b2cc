#!/usr/bin/env bash
# Refuses commits since a day whose subject has more than 65 characters: reasons go into the body.
set -euo pipefail
export LC_ALL=C.UTF-8
overlong=$(git log --no-merges --since="${1:-2026-11-29T14:30Z}" --format='%h %s' | grep -E '^[^ ]+ .{66}' || true)
[ -z "$overlong" ] && exit
printf 'A subject has at most 65 characters, and says what changes for whom:\n%s\n' "$overlong" >&2
exit 1
