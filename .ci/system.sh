# What run, test and .ci/run share. POSIX sh; read with ". .ci/system.sh" from the top folder.

# One set of build flags for everything, so that nothing heavy is compiled twice.
# migrated_fynedo: the window follows Fyne's one-goroutine rule, the slow thread checks are not needed.
FENCELINE_TAGS=migrated_fynedo
GOFLAGS="-buildvcs=false -tags=$FENCELINE_TAGS"
GOTOOLCHAIN=${GOTOOLCHAIN:-local}
export GOFLAGS GOTOOLCHAIN

say() { printf '%s\n' "$*" >&2; }

# need_go ends the script unless Go 1.26 or newer is there.
need_go() {
    if ! command -v go >/dev/null 2>&1; then
        say "Go is missing. Fenceline needs Go 1.26 or newer: install it from https://go.dev/dl and start this again."
        exit 1
    fi
    version=$(go env GOVERSION | sed 's/^go//')
    major=${version%%.*}
    rest=${version#*.}
    minor=${rest%%[!0-9]*}
    if [ "$major" -lt 1 ] || { [ "$major" -eq 1 ] && [ "$minor" -lt 26 ]; }; then
        say "Go $version is too old. Fenceline needs Go 1.26 or newer: install it from https://go.dev/dl and start this again."
        exit 1
    fi
}

# window_packages prints the system packages the window is built with, in this system's names.
window_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        echo "gcc pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev"
    elif command -v dnf >/dev/null 2>&1; then
        echo "gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel"
    fi
}

# install_packages NAME... installs them where that is allowed without a password; otherwise it says what
# to type and fails.
install_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        command="apt-get install -y"
        refresh="apt-get update"
    elif command -v dnf >/dev/null 2>&1; then
        command="dnf install -y"
        refresh=true
    else
        say "Please install with your system's package manager: $*"
        return 1
    fi
    if [ "$(id -u)" -eq 0 ]; then
        as=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as="sudo -n"
    else
        say "System packages are missing and need an administrator. Type:"
        say "    sudo $command $*"
        return 1
    fi
    say "Installing: $*"
    log=$(mktemp)
    if DEBIAN_FRONTEND=noninteractive $as $refresh >"$log" 2>&1 &&
        DEBIAN_FRONTEND=noninteractive $as $command "$@" >>"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    say "The packages could not be installed. The last lines of the package manager:"
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "To try it yourself, type:"
    say "    sudo $command $*"
    return 1
}

# settled TARGET FILE keeps a picture of a window, or of the root, once it holds something and three looks
# in a row, a third of a second apart, saw the same. It fails after two minutes.
settled() {
    same=0 before="" looks=0
    while [ "$same" -lt 2 ]; do
        looks=$((looks + 1))
        [ "$looks" -lt 360 ] || { say "the picture does not settle: $2"; return 1; }
        sleep 0.33
        timeout 20 import -window "$1" "$2" 2>/dev/null || continue
        now=$(convert "$2" -format '%k %#' info: 2>/dev/null) || continue
        case $now in
        "$before") same=$((same + 1)) ;;
        *) same=0 ;;
        esac
        before=$now
        [ "${now%% *}" -gt 16 ] || same=0 # one colour, or a wait
    done
}

# can_build_window tells whether a C compiler and the headers of OpenGL and X11 are there.
can_build_window() {
    command -v "${CC:-gcc}" >/dev/null 2>&1 && command -v pkg-config >/dev/null 2>&1 || return 1
    probe=$(mktemp -d)
    printf '#include <GL/gl.h>\n#include <X11/Xcursor/Xcursor.h>\n#include <X11/extensions/Xrandr.h>\n#include <X11/extensions/Xinerama.h>\n#include <X11/extensions/XInput2.h>\n#include <X11/extensions/xf86vmode.h>\nint main(void){return 0;}\n' >"$probe/probe.c"
    "${CC:-gcc}" -fsyntax-only "$probe/probe.c" >/dev/null 2>&1
    found=$?
    rm -rf "$probe"
    return $found
}
