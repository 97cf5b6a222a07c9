# Usage: sh run.sh BINARIES FOLDER SETTING...   (as the server's user)
# Makes a database cluster in FOLDER where there is none, serves it until standard input ends, and then removes FOLDER. So a server never
# outlives the process at the other end of the pipe, however that ends. A line "stop" or "start" stops or starts it in between, "crash"
# ends it as a failing machine would; each is answered with a line.
set -u
bin=$1 folder=$2
shift 2
serve() {
    rm -f "$folder/data/postmaster.pid"
    "$bin/postgres" -D "$folder/data" -k "$folder" "$@" </dev/null >>"$folder/log" 2>&1 &
    server=$!
    until "$bin/pg_isready" -q -h "$folder" -p "$port"; do
        kill -0 $server 2>/dev/null || { echo "failed: $(tail -3 "$folder/log" | tr '\n' ' ')"; return; }
        sleep 0.05
    done
    echo started
}
end() { # signal
    [ -z "$server" ] && return
    kill "-$1" $server 2>/dev/null
    wait $server 2>/dev/null
    server=
}

for setting in "$@"; do case $setting in --port=*) port=${setting#--port=} ;; esac; done
server=
trap 'end INT; rm -rf "$folder"; exit 0' TERM HUP INT
umask 077
chmod 755 "$folder"
"$bin/initdb" -D "$folder/data" -U krewe --pwfile="$folder/password" --auth=scram-sha-256 -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 ||
    { echo "failed: $(tail -3 "$folder/log" | tr '\n' ' ')"; exit 1; }
serve "$@"
while read -r order; do
    case $order in
        stop) end INT; echo stopped ;;
        crash) end QUIT; echo stopped ;;
        start) serve "$@" ;;
    esac
done
end QUIT
rm -rf "$folder"
