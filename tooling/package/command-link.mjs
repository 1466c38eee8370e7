/**
 * What the packages' own scripts do for the command beside what electron-builder's do for the app:
 * a link in the system's folder for programs, made and taken away with the package. See ADR 4.
 */

/**
 * Where the link lies and where it leads; both are names of files without quotes.
 * @typedef {{ readonly link: string, readonly target: string }} CommandLink
 */

/**
 * Makes the link; whatever else lies there under that name is left as it is.
 * @param {CommandLink} link
 */
export function linkPart({ link, target }) {
  return `
# The command in a terminal. DPKG_ROOT is another root that a package is put into.
link="\${DPKG_ROOT:-}${link}"
if [ -L "$link" ] && [ "$(readlink "$link")" = '${target}' ]; then
    :
elif [ -e "$link" ] || [ -L "$link" ]; then
    echo "$link is something else and was left as it is."
else
    ln -s '${target}' "$link"
fi
`
}

/**
 * Takes the link away with the package; while a newer one replaces it, it stays.
 * dpkg says which by a word, rpm by the number of versions that are left.
 * @param {CommandLink} link
 */
export function unlinkPart({ link, target }) {
  return `
# The command's link goes with the package, and only if it is this one's.
link="\${DPKG_ROOT:-}${link}"
case "\${1:-}" in
    remove | purge | 0)
        if [ -L "$link" ] && [ "$(readlink "$link")" = '${target}' ]; then
            rm -f "$link"
        fi
        ;;
esac
`
}
