#!/usr/bin/env bash
# Writes a member's nginx configuration: front/consentry.conf for a system's nginx, and
# front/nginx.conf, which runs the same as a process of its own.
#
#   configure_front.sh --folder DIR --host NAME --listen ADDRESS:PORT --members-listen ADDRESS:PORT
#       --engine ADDRESS:PORT certificate.pem…
#
# The certificates are those of the members, this one's too.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

declare -A option=()
certificates=()
while [ $# -gt 0 ]; do
    case "$1" in
        --folder | --host | --listen | --members-listen | --engine)
            option[${1#--}]=${2:?}
            shift 2
            ;;
        --*) complain "Unknown option '$1'; the first lines of ${BASH_SOURCE[0]} list them."; exit 2 ;;
        *) certificates+=("$1"); shift ;;
    esac
done
for name in folder host listen members-listen engine; do
    if [ -z "${option[$name]:-}" ]; then
        complain "Option --$name is missing."
        exit 2
    fi
done
if [ ${#certificates[@]} -eq 0 ]; then
    complain "At least one member's certificate is needed."
    exit 2
fi

folder=${option[folder]}
front=$folder/front
mkdir -p "$front" "$folder/log"
cat "${certificates[@]}" | writeFile "$folder/tls/members.pem"
fillTemplate "$consortiumScripts/nginx/consentry.conf.in" \
    ALLOW_JS "$consortiumScripts/nginx/allow.js" LISTEN "${option[listen]}" \
    MEMBERS_LISTEN "${option[members-listen]}" HOST "${option[host]}" ENGINE "${option[engine]}" \
    TLS_FOLDER "$folder/tls" LOG_FOLDER "$folder/log" | writeFile "$front/consentry.conf"
writeFile "$front/nginx.conf" <<END
load_module /usr/lib/nginx/modules/ngx_http_js_module.so;
worker_processes 1;
pid $folder/run/front.pid;
error_log $folder/log/front.log warn;
events {
    worker_connections 1024;
}
http {
    client_body_temp_path $front/body;
    proxy_temp_path $front/proxy;
    fastcgi_temp_path $front/fastcgi;
    uwsgi_temp_path $front/uwsgi;
    scgi_temp_path $front/scgi;
    include $front/consentry.conf;
}
END
