#!/usr/bin/env bash
# Commits dist/ on top of the checked-out source tag, beside main; tags it v$VERSION, moves the major tag, and hands the
# release over to the tag that people use. Run again, it makes the same commit: author, dates and message are the tag's.
set -euo pipefail

: "${VERSION:?expected the version, for example 1.2.3}" "${SOURCE_TAG:?expected the source tag}"
[[ "$VERSION" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "Unexpected version, expected 1.2.3" >&2; exit 2; }

date=$(git show -s --format=%cI HEAD)
export GIT_AUTHOR_DATE="$date" GIT_COMMITTER_DATE="$date"
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git checkout --quiet --detach
git add --force dist
git commit --quiet --message "chore: build v$VERSION"
commit=$(git rev-parse HEAD)

existing=$(git ls-remote origin "refs/tags/v$VERSION" | cut -f 1)
if [[ -n "$existing" && "$existing" != "$commit" ]]; then
  echo "Unexpected tag v$VERSION at $existing, expected $commit: a released tag never moves" >&2
  exit 1
fi
git push --quiet origin "$commit:refs/tags/v$VERSION"
# Version 0 has no major tag: each minor of it may break. An older release that is run again does not take it back.
major="v${VERSION%%.*}"
newest=$(git ls-remote --refs origin "refs/tags/$major.*" | cut -f 2 | grep -E '/v[0-9]+\.[0-9]+\.[0-9]+$' | sort -V | tail -n 1)
if [[ "$major" != v0 && "$newest" == "refs/tags/v$VERSION" ]]; then
  git push --quiet --force origin "$commit:refs/tags/$major"
fi
if [[ -n "${GH_TOKEN:-}" ]] && gh release view "$SOURCE_TAG" > /dev/null 2>&1; then
  gh release edit "$SOURCE_TAG" --tag "v$VERSION" --title "v$VERSION"
fi
echo "commit=$commit" >> "${GITHUB_OUTPUT:-/dev/stdout}"
