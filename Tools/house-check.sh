#!/usr/bin/env bash
# The house check: what the compiler does not keep. Lists every breach and fails if there is one.
#  1 a feature folder is listed in Package.swift, has no other shelves than the four, and file names begin with a word of the feature
#  2 each target and shelf imports only what the table below allows
#  3 a feature uses no sibling's types, except what stands in a Published.swift
#  4 every Swift file belongs to a target
#  5 file names are unique within a shelf
set -u
cd "$(dirname "$0")/.."
breaches=0
breach() { printf '  %s\n' "$*"; breaches=$((breaches + 1)); }

manifest=$(sed -n '/^let features: /,/^]/p' Package.swift)
features=$(printf '%s\n' "$manifest" | sed -nE 's/^  "([A-Za-z]+)": .*/\1/p' | tr '\n' ' ')
[ -n "$features" ] || breach "Package.swift: the list of features was not found"

# 1
for folder in Sources/Practice/*/; do
  name=$(basename "$folder")
  case " $features " in *" $name "*) ;; *) breach "Sources/Practice/$name is not in the list of features of Package.swift: it is not compiled" ;; esac
  for shelf in "$folder"*; do
    case "$(basename "$shelf")" in Rules | Records | Operations | Pages)
      printf '%s\n' "$manifest" | grep -qE "\"$name\": (shelves|.*\"$(basename "$shelf")\")" || breach "$shelf is not in the list of features of Package.swift: it is not compiled"
      ;; *) breach "$shelf: a feature has the shelves Rules, Records, Operations and Pages, and nothing else" ;; esac
  done
done

# 2: target | what it may import beside Swift's own Foundation, Synchronization and Dispatch
table="Base|
Markup|
Statistics|Base CDistributions
Charts|Base Markup
Instruments|Base Statistics
FHIR|Base Instruments
Evaluation|Base Markup Statistics Instruments Charts
CatalogFiles|Base Instruments Evaluation Crypto
Credentials|Base CSodium CQREncode Crypto JWTKit FoundationNetworking
Journal|Base GRDB GRDBSQLite Crypto
Records|Base Journal GRDB GRDBSQLite
AccessLog|Base GRDB GRDBSQLite Crypto
State|Base GRDB
Interchange|Base Instruments PracticeRules
Interface|Base Markup
Practice/Rules|Base Instruments
Practice/Records|Base Instruments PracticeRules Records Journal GRDB
Practice/Operations|Base Instruments Evaluation PracticeRules PracticeRecords Records Journal Interchange CatalogFiles AccessLog State Credentials Crypto GRDB
Practice/Pages|Base Markup Charts Interface Evaluation Instruments PracticeRules PracticeOperations"
own="Foundation FoundationEssentials FoundationXML Glibc Dispatch Synchronization"
imports() { sed -nE 's/^(@[a-zA-Z_]+ )?(public |package |internal |private |fileprivate )?import (struct |class |enum |func |protocol |typealias )?([A-Za-z0-9_]+).*/\4/p' "$1"; }
check() { # table key, files
  local key="$1" allowed file module
  shift
  allowed=" $own $(printf '%s\n' "$table" | sed -n "s#^$key|##p") "
  for file in "$@"; do
    [ -e "$file" ] || continue
    for module in $(imports "$file"); do
      case "$allowed" in *" $module "*) ;; *) breach "$file imports $module, which $key may not" ;; esac
    done
  done
}
for key in Base Markup Statistics Charts Instruments FHIR Evaluation CatalogFiles Credentials Journal Records AccessLog State Interchange Interface; do
  mapfile -t files < <(find "Sources/$key" -name '*.swift' 2>/dev/null)
  check "$key" "${files[@]}"
done
for shelf in Rules Records Operations Pages; do
  mapfile -t files < <(find Sources/Practice/*/"$shelf" -name '*.swift' 2>/dev/null)
  check "Practice/$shelf" "${files[@]}"
done

# 3: types declared at the top of a file of one feature, used by another (Rules are the shared language of facts; the two lists of
#    what features contribute name them all)
for shelf in Records Operations Pages; do
  for feature in $features; do
    for file in $(find "Sources/Practice/$feature/$shelf" -name '*.swift' ! -name '*Published.swift' 2>/dev/null); do
      for type in $(sed -nE 's/^(public |package |final )*(struct|enum|class|actor|protocol) ([A-Za-z0-9_]+).*/\3/p' "$file"); do
        users=$(grep -lE "\b$type\b" $(find Sources/Practice/*/$shelf -name '*.swift' ! -path "Sources/Practice/$feature/*" ! -name PracticeFeatures.swift ! -name PracticePages.swift ! -name PracticeState.swift) 2>/dev/null)
        for user in $users; do breach "$user uses $type of $feature, which does not stand in a Published.swift"; done
      done
    done
  done
done

# 4
targets="Base Markup Statistics Charts Instruments FHIR Evaluation CatalogFiles Credentials Journal Records AccessLog State Interchange Interface Server brobygger Practice CDistributions CSodium CQREncode"
for folder in Sources/*/; do
  name=$(basename "$folder")
  case " $targets " in *" $name "*) ;; *) breach "Sources/$name belongs to no target of this check" ;; esac
done
for file in $(find Sources -maxdepth 1 -name '*.swift') $(find Sources/Practice -maxdepth 2 -name '*.swift'); do breach "$file belongs to no target"; done
for folder in Tests/*/; do
  name=$(basename "$folder")
  find "$folder" -name '*.swift' | grep -q . || continue
  grep -q "\"$name\"" Package.swift || grep -q "Tests/$name\"" Package.swift || breach "Tests/$name is in no target of Package.swift"
done

# 5
for shelf in Rules Records Operations Pages; do
  find Sources/Practice/*/$shelf -name '*.swift' -printf '%f\n' 2>/dev/null | sort | uniq -d | while read -r name; do printf '  %s\n' "two files named $name on the shelf $shelf"; done
  [ -z "$(find Sources/Practice/*/$shelf -name '*.swift' -printf '%f\n' 2>/dev/null | sort | uniq -d)" ] || breaches=$((breaches + 1))
done

if [ "$breaches" -gt 0 ]; then
  printf '%s\n' "House check: $breaches breaches."
  exit 1
fi
printf '%s\n' "House check: nothing to mend."
