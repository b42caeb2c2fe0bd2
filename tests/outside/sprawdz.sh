#!/bin/sh
# Sprawdza teczkę bez programu krok: sprawdz.sh TECZKA [ZAUFANI [KORZENIE]]
# ZAUFANI: plik allowed_signers z OpenSSH, KORZENIE: certyfikaty wystawców znaczników czasu (PEM); oba ma mieć sprawdzający, nie teczka.
# Numer na końcu: 0 nienaruszona, 1 naruszona, 2 to nie teczka, 3 bez pieczęci. Kompletności przebiegu nie sprawdza.
cd "${1:?podaj folder teczki}" 2>/dev/null && [ -f trail.ndjson ] || { echo "to nie jest teczka"; exit 2; }
export LC_ALL=C; t=$(mktemp -d) || exit 2; trap 'rm -rf "$t"' EXIT; tab=$(printf '\t'); bad=0; naruszona() { echo "  - $1"; bad=1; }
lancuch() { # lancuch PLIK REGUŁA: pierwszy i ostatni skrót w $first i $last, zgodne wiersze w $t/ok; błąd, gdy któryś się nie zgadza
  last=$(printf '%064d' 0) first=$last; : > "$t/ok"
  while IFS= read -r line; do
    next=$(printf '%s\n%s\n%s' "$2" "$last" "${line%"$tab"*}" | sha256sum | cut -d ' ' -f 1)
    [ "$next" = "${line##*"$tab"}" ] || return 1; [ "${last#*[!0]}" = "$last" ] && first=$next; last=$next; printf '%s\n' "${line%"$tab"*}" >> "$t/ok"
  done < "$1"; [ -z "$(tail -c 1 "$1")" ]; }
pliki() { grep -o '"path":"[^"\\]*","sha256":"[0-9a-f]*","size":[0-9]*' | sed "s/\"path\":\"\(.*\)\",\"sha256\":\"\(.*\)\",\"size\":\(.*\)/\1$tab\2$tab\3/" | sort -u; }
# Pliki usunięte z zapisem: z wierszy dziennika przekazań, do których łańcuch jest cały i które dotyczą tej pieczęci.
: > "$t/ok"; [ ! -e custody.ndjson ] || lancuch custody.ndjson krok-custody/1 || echo "dziennik przekazań jest uszkodzony (pieczęci to nie narusza)"
awk -v seal="\"seal\":\"$([ ! -e seal.json ] || sha256sum seal.json | cut -d ' ' -f 1)\"" '{ of = index($0, seal)
  if (index($0, "{\"seq\":" NR-1 ",") != 1 || !of && index($0, "\"seal\":")) exit } of && /"event":{"erased":/' "$t/ok" | pliki | grep -E '^(pictures|texts)/' |
  while IFS= read -r line; do [ -e "${line%%"$tab"*}" ] || printf '%s\n' "$line"; done > "$t/erased"
: > "$t/gone"; [ ! -e seal.json ] || { tr -d '\000\n ' < seal.json | pliki > "$t/listed"; comm -12 "$t/erased" "$t/listed" > "$t/gone"; }
tr -d '\000' < trail.ndjson > "$t/trail"; cmp -s "$t/trail" trail.ndjson || naruszona "w dzienniku są znaki zerowe"
[ -e seal.json ] || [ -z "$(tail -c 1 "$t/trail")" ] || { sed "\$d" "$t/trail" > "$t/whole"; mv "$t/whole" "$t/trail"; } # pół wiersza zostaje po zabitym programie
lancuch "$t/trail" krok/1 || naruszona "łańcuch dziennika jest przerwany"
awk '{ if (index($0, "{\"seq\":" NR-1 ",") != 1) exit 1 }' "$t/trail" || naruszona "numery zapisów nie idą po kolei"
# Zamknięta lista: wszystkie pliki oprócz tych, które powstają po pieczęci.
find . ! -type f ! -type d -o -type d ! -name . ! -path './anchors*' ! -path './reviews*' ! -path './countersign*' ! -path './derived*' ! -path ./pictures ! -path ./texts ! -path ./inputs ! -path ./torn > "$t/odd"
[ -s "$t/odd" ] && naruszona "coś innego niż plik albo obcy folder: $(head -n 1 "$t/odd")"
find . -type f ! -path './anchors/*' ! -path './reviews/*' ! -path './countersign/*' ! -path './derived/*' | sed 's,^\./,,' | grep -vxE 'seal\.json(\.sig)?|used\.json|custody\.ndjson|report\.(html|css|tmp)|protokol\.pdf|\.reserve' | sort > "$t/names"
while IFS= read -r name; do printf '%s\t%s\t%s\n' "$name" "$(sha256sum < "$name" | cut -d ' ' -f 1)" "$(($(wc -c < "$name")))"; done < "$t/names" | sort - "$t/gone" > "$t/files"
# Pliki, na które powołują się zapisy, z wyjątkiem utraconych, o których mówi zapis „recovered”.
sed -n 's/.*"event":{"recovered":{.*"lost":\[\([^]]*\)\].*/\1/p' "$t/trail" | grep -o '"path":"[^"]*"' | sed "s/\"path\":\"\(.*\)\"/\1$tab/" > "$t/lost"
pliki < "$t/trail" | grep -vFf "$t/lost" > "$t/named"
[ -z "$(comm -23 "$t/named" "$t/files")" ] || naruszona "zapis powołuje się na plik, którego nie ma albo jest inny: $(comm -23 "$t/named" "$t/files" | head -n 1)"
# Pieczęć pisana od nowa z plików musi być co do bajtu tą, która leży w teczce.
awk -v first="$first" -v last="$last" -v names="$t/files" '
  function part(re, cut) { return match($0, re) ? substr($0, RSTART + cut, RLENGTH - cut) : "" }
  { seq = part("^{\"seq\":[0-9]+", 7)
    step = match($0, /"step":"([^"\\]|\\.)*","event":/) ? substr($0, RSTART + 7, RLENGTH - 16) : ""; event = part("\"event\":{\"[a-z-]+", 10) }
  NR == 1 { format = part("\"format\":\"[^\"]*\"", 9); run = part("\"run\":\"[^\"]*\"", 6) }
  event == "intent" { acts[seq] = step }
  event == "outcome" && !/"result":{"unknown"/ { delete acts[part("\"intent\":[0-9]+", 9)] }
  event == "step-started" { delete again[step] } event == "resumed" { again[step] = 1 }
  (/"event":{"destroying":{"proved"/ || event == "step-finished" && /"status":"(changed|unchanged)"/) && step in again {
    for (seq in acts) if (acts[seq] == step) delete acts[seq] }
  END { printf "{\n  \"format\": %s,\n  \"run\": %s,\n  \"records\": %d,\n  \"first\": \"%s\",\n  \"last\": \"%s\",\n", format, run, NR, first, last
    printf "  \"state\": \"%s\",\n", event == "run-finished" ? "complete" : "interrupted"
    for (n = 0; n < NR; n++) if (n in acts && !(acts[n] in told)) { told[acts[n]]; list = list sep "    " acts[n]; sep = ",\n" }
    if (list != "") printf "  \"uncertain\": [\n%s\n  ],\n", list
    printf "  \"files\": ["
    while ((getline line < names) > 0) { split(line, f, "\t")
      printf "%s\n    {\n      \"path\": \"%s\",\n      \"sha256\": \"%s\",\n      \"size\": %s\n    }", comma, f[1], f[2], f[3]; comma = "," }
    print "\n  ]\n}" }' "$t/trail" > "$t/seal"
[ ! -e seal.json ] || cmp -s "$t/seal" seal.json || naruszona "pieczęć nie zgadza się z plikami"
if [ -n "$2" ] && [ -e seal.json.sig ]; then
  who=$(ssh-keygen -Y find-principals -f "$2" -s seal.json.sig 2>/dev/null | head -n 1)
  ssh-keygen -Y verify -f "$2" -I "$who" -n krok-seal@v1 -s seal.json.sig < seal.json || naruszona "podpis pieczęci jest zły albo od kogoś nieznanego"; fi
for a in anchors/s*.tsr; do [ -n "$3" ] && [ -e "$a" ] || continue; case $a in */start.tsr) w="-digest $first" ;; *) w="-data seal.json" ;; esac
  { openssl ts -verify $w -in "$a" -CAfile "$3" || openssl ts -verify -token_in $w -in "$a" -CAfile "$3"; } > "$t/said" 2>&1 || naruszona "zły znacznik czasu: $a"; done
[ $bad = 1 ] && { echo "naruszona"; exit 1; }
[ -e seal.json ] || { echo "bez pieczęci: nie da się stwierdzić, czy coś zmieniono"; exit 3; }
echo "nienaruszona od zamknięcia pieczęcią"
