# Sourced by what looks at a real window: the tools, an X server with Mesa's software OpenGL, a room for files. Sets $lastmile and $work.
lastmile=${LASTMILE:-$PWD/target/release/lastmile}

# Installs, where a command given is missing, the Debian packages.
need() {
    local missing=() tool
    for tool in $1; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    shift
    if [ ${#missing[@]} -gt 0 ] || ! compgen -G '/usr/lib/*/dri/*_dri.so' >/dev/null; then
        local as_root
        as_root=$([ "$(id -u)" = 0 ] || echo sudo)
        $as_root apt-get update -qq
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq xvfb xdotool imagemagick libgl1 libegl1 libgl1-mesa-dri \
            libxkbcommon-x11-0 libxcursor1 libxi6 libxrandr2 "$@" >/dev/null
    fi
}

# A screen of so many points, and a folder that goes away with it.
screen() {
    work=$(mktemp -d)
    export LASTMILE_CONFIG_DIR=$work/config LASTMILE_CACHE_DIR=$work/cache LANG=C.UTF-8 LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1
    # Whoever looks has seen the guide of the first start.
    mkdir -p "$work/config" && echo '{ "guide_seen": true }' >"$work/config/settings.json"
    unset WAYLAND_DISPLAY
    # Without -noreset it begins anew whenever the last program leaves, and turns away who comes in that moment.
    : >"$work/display"
    Xvfb -displayfd 1 -noreset -screen 0 1440x900x24 >"$work/display" 2>"$work/xvfb.log" &
    xvfb=$!
    trap 'kill $xvfb 2>/dev/null || true; rm -rf "$work"' EXIT
    local number
    until read -r number <"$work/display"; do
        kill -0 "$xvfb" || { cat "$work/xvfb.log"; return 1; }
        sleep 0.1
    done
    export DISPLAY=:$number
}
