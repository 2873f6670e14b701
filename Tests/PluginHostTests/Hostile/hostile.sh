#!/bin/sh
# A program that misbehaves as its option says. HOSTILE_DESCRIBE in its name's suffix makes it misbehave when it is asked what
# it is: hostile.sh, hostile-rubbish.sh …
name=${0##*/}
if [ "$1" = describe ]; then
    case $name in
    *rubbish*) echo "hello there"; exit 0 ;;
    *hangs*) exec sleep 1000 ;;
    *crashes*) echo "I never liked you" >&2; kill -SEGV $$ ;;
    *version*) echo '{"protocol":9,"id":"hostile","reads":true}'; exit 0 ;;
    *member*) echo '{"protocol":1,"id":"hostile","reads":true,"colour":"red"}'; exit 0 ;;
    *badid*) echo '{"protocol":1,"id":"../Evil","reads":true}'; exit 0 ;;
    *nothing*) echo '{"protocol":1,"id":"hostile"}'; exit 0 ;;
    esac
    echo '{"protocol":1,"id":"hostile","title":"Hostile","summary":"misbehaves","extensions":["hst"],"reads":true,' \
        '"writes":true,"text":true,"options":[{"name":"mode","kind":"text","value":"MODE","summary":"how","side":"both"}]}'
    exit 0
fi
good='{"key":"good","type":"book","title":"Good"}'
case "$1$2" in
read--mode=crash) echo "$good"; echo "these are my last words" >&2; kill -SEGV $$ ;;
read--mode=status) echo "$good"; echo "no more" >&2; exit 7 ;;
read--mode=hang) echo "$good"; echo "thinking" >&2; exec sleep 1000 ;;
read--mode=deaf) exec sleep 1000 ;;
read--mode=rubbish) echo "$good"; echo "what is JSON?"; echo '[1]'; printf '\001\377\n'; echo "$good" ;;
read--mode=notutf8) printf '{"key":"good","type":"book","title":"g\377od"}\n'; echo "$good" ;;
read--mode=deep) head -c 100000 /dev/zero | tr '\000' '['; echo; printf '{"title":'; head -c 100000 /dev/zero | tr '\000' '['; echo; echo "$good" ;;
read--mode=half) echo "$good"; printf '{"key":"half","ti' ;;
read--mode=errors) exec yes "I complain" >&2 ;;
read--mode=endless) exec tr '\000' a < /dev/zero ;;
read--mode=words) echo "a word to the wise" >&2; echo "$good" ;;
read--mode=many) yes '{"diagnostic":{"severity":"warning","code":"again","message":"again"}}' | head -n 20000; echo "$good" ;;
read--mode=manyerrors) yes '{"diagnostic":{"code":"again","message":"again"}}' | head -n 20000 >&2; echo "$good" ;;
read--mode=diagnostics)
    echo '{"collection":{"title":"All of them"}}'
    echo '{"diagnostic":{"severity":"warning","code":"odd","message":"is odd","line":3,"column":2,"hint":"mend it"}}'
    echo '{"diagnostic":{"severity":"note","code":"aside","message":"an aside"}}' >&2
    echo "$good" ;;
read--mode=writesfirst) yes "$good" | head -n 100000; cat > /dev/null ;;
read--mode=leaves) exec 0<&-; echo "$good"; exit 0 ;;
read--mode=orphan) sleep 1000 & echo "$good"; exit 0 ;;
read--mode=environment)
    names=$(env | sed 's/=.*//' | sort | tr '\n' ' ')
    echo "{\"diagnostic\":{\"severity\":\"note\",\"code\":\"names\",\"message\":\"$names\"}}" ;;
read--mode=waits) exec 9> "$TMPDIR/fifo"; echo $$ >&9; exec sleep 1000 ;;
read) while read -r line; do echo "{\"type\":\"book\",\"title\":\"$line\"}"; done ;;
write--mode=crash) echo "part of the output"; head -n 1 > /dev/null; echo "not like this" >&2; kill -SEGV $$ ;;
write--mode=status) cat; exit 3 ;;
write--mode=hang) echo "part of the output"; exec sleep 1000 ;;
write--mode=leaves) exec 0<&-; echo "enough"; exit 0 ;;
write--mode=late) cat > /dev/null; yes "the output comes last" | head -n 200000 ;;
write--mode=says) cat; echo '{"diagnostic":{"severity":"warning","code":"lossy","message":"is lost","record":"a"}}' >&2 ;;
write) cat ;;
*) echo "usage" >&2; exit 2 ;;
esac
