#!/bin/sh
# Checks a release out if one of your copy's allowed_signers signed it; the copy stays as it is otherwise.
# By sh and not by npm, which lets programs of installed packages come before git and ssh-keygen.
tag=$1
refuse() {
  echo "$1" >&2
  exit 1
}
# By which cd would enter another copy, with other signers.
unset CDPATH
cd "$(dirname "$0")/.." || exit
if ! expr "$tag" : 'v[0-9]*\.[0-9]*\.[0-9]*$' >/dev/null; then
  echo 'Which release? For example: sh scripts/checkout-release.sh v0.2.0. There are: git ls-remote --tags origin' >&2
  exit 2
fi
command -v ssh-keygen >/dev/null || refuse 'ssh-keygen is missing: install OpenSSH.'
grep -q '^[^#]' allowed_signers || refuse 'Nobody is in allowed_signers, so this copy can accept no release: docs/upgrade.md.'
ref=refs/tags/$tag
git rev-parse --git-dir >/dev/null 2>&1 || refuse 'This copy is no clone, so it has no way to a release: docs/deploy.md.'
git rev-parse --quiet --verify "$ref" >/dev/null || git fetch --quiet --no-tags origin "$ref:$ref" ||
  refuse "There is no release $tag, or it could not be fetched. A branch of that name is none."
[ "$(git cat-file -t "$ref")" = tag ] || refuse "$tag is a lightweight tag, which nobody can sign: don't run it, and tell us."
# Only SSH counts: OpenPGP would accept any key in your keyring. A stranger's signature fails by the exit code alone.
git -c gpg.program=false -c gpg.x509.program=false -c gpg.ssh.program=ssh-keygen \
  -c gpg.ssh.allowedSignersFile=allowed_signers verify-tag "$ref" ||
  refuse "$tag is signed by nobody in allowed_signers: don't run it, and tell us."
signed=$(git for-each-ref --format='%(tag)' "$ref")
[ "$signed" = "$tag" ] || refuse "$tag is the release $signed under another name: don't run it, and tell us."
exec git -c advice.detachedHead=false checkout --detach "$ref"
