#!/bin/sh
# Takes the people of a list (one e-mail address a line) out of Lightdash and KnowledgeOwl. Shows what would be lost;
# with --yes as the first argument it is done, where the server lets confirm: true suffice (STEWARD_CONFIRM=flag,
# a STEWARD_GRANT, or a token made with --confirm flag). Everything after the list goes to `steward-mcp call`.
#
#   examples/offboard.sh leavers.txt
#   examples/offboard.sh --yes leavers.txt --url https://steward.example.com/mcp --token-file /run/secrets/steward
#
# STEWARD is the command, `npx steward-mcp` unless set. Exit code 0 all done or shown, 1 something failed, 3 a person must say yes first.
set -u
steward=${STEWARD:-npx steward-mcp}
confirm=
if [ "${1:-}" = --yes ]; then
  confirm=--confirm
  shift
fi
list=${1:?which list of e-mail addresses?}
shift
worst=0

# JSON is made and read by node, so that no character of a name can become a part of a command, nor (after --) an option of node.
json() { node -p 'const [, ...pairs] = process.argv; JSON.stringify(Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2))))' -- "$@"; }
# What came on stdin, as JSON; an empty object where it is none.
read_answer='const answer = (() => { try { return JSON.parse(require("fs").readFileSync(0, "utf8")) ?? {}; } catch { return {}; } })();'
id_of() { # id_of <member that is the id> <member that must be equal> <value>, the list on stdin
  node -e "$read_answer"'const [, id, key, value] = process.argv; const { items = [] } = answer;
    const hit = items.find((item) => String(item[key]).toLowerCase() === value.toLowerCase()); if (hit) console.log(hit[id]);' -- "$@"
}

words() { # what a preview or an error says, the answer on stdin; after a call that was to be done also where a person can approve it
  node -e "$read_answer"'const { preview, error } = answer;
    const message = error?.message ?? ""; const where = process.argv[1] ? `\n  ${message.split("\n").at(-1)}` : "";
    console.log(preview ? preview.says + where : message);' -- "$@"
}

problem_of() { # why there is no list on stdin; nothing where there is one
  node -e "$read_answer"'const message = answer.error?.message ?? "no answer that can be read";
    if (!Array.isArray(answer.items)) console.log(message.replace(/\s+/g, " "));'
}

# look_up <who> <system> <tool> <json>, then what goes to every call: puts the list into $found, or fails and says why
look_up() {
  who=$1 system=$2 tool=$3 args=$4
  shift 4
  found=$($steward call "$tool" "$args" --json "$@")
  problem=$(printf '%s' "$found" | problem_of)
  [ -n "$problem" ] || return 0
  printf '%s: could not be looked up in %s: %s\n' "$who" "$system" "$problem" >&2
  worst=1
  return 1
}

# remove <who> <tool> <json>, then what goes to every call
remove() {
  who=$1 tool=$2 args=$3
  shift 3
  # shellcheck disable=SC2086
  answer=$($steward call "$tool" "$args" $confirm --json "$@")
  code=$?
  told=$(printf '%s' "$answer" | words "$confirm")
  case $code in
    0) printf '%s: done with %s\n' "$who" "$tool" ;;
    3) printf '%s: %s\n' "$who" "$told"; [ -z "$confirm" ] || [ $worst -ne 0 ] || worst=3 ;;
    *) printf '%s: %s failed: %s\n' "$who" "$tool" "$told"; worst=1 ;;
  esac
}

[ -r "$list" ] || { printf '%s cannot be read\n' "$list" >&2; exit 1; }
while IFS= read -r email <&3 || [ -n "$email" ]; do
  case $email in '' | '#'*) continue ;; esac
  printf '%s …\n' "$email" >&2
  if look_up "$email" Lightdash lightdash_list_members "$(json "searchQuery=$email")" "$@"; then
    user=$(printf '%s' "$found" | id_of userUuid email "$email")
    if [ -n "$user" ]; then
      remove "$email" lightdash_delete_member "$(json "userUuid=$user")" "$@"
    else
      printf '%s: not in Lightdash\n' "$email"
    fi
  fi
  if look_up "$email" KnowledgeOwl knowledgeowl_list_readers "$(json "username=$email" status=active)" "$@"; then
    reader=$(printf '%s' "$found" | id_of id username "$email")
    if [ -n "$reader" ]; then
      remove "$email" knowledgeowl_update_reader "$(json "id=$reader" status=deleted)" "$@"
    else
      printf '%s: no active reader of KnowledgeOwl\n' "$email"
    fi
  fi
done 3<"$list"
exit $worst
