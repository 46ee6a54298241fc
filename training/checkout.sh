#!/bin/sh
# Puts the listed folders of repositories under DEST/NAME, at their commits. Files whose objects a clone lacks are left out.
# usage: training/checkout.sh MIRROR REPOS_TSV DEST   (rows: name, language, owner/name, commit, folders separated by spaces or nothing)
set -eu

mirror=$1
list=$2
destination=$3
tab=$(printf '\t')
# A tab that follows a tab would be read as one separator: an empty last column is marked first.
sed "s/${tab}\$/${tab}./; s/${tab}${tab}/${tab}.${tab}/g" "$list" | while IFS="$tab" read -r name _ repository commit folders _; do
  [ -e "$destination/$name" ] && continue
  git_dir=$mirror/$(echo "$repository" | tr / +)/repo
  # A repository of its own: the ignore rules of one that it may stand in do not hold for it.
  git init -q "$destination/$name.part"
  [ "$folders" = . ] && folders=
  # shellcheck disable=SC2086 # several folders are several arguments
  git --git-dir="$git_dir" archive "$commit" $folders ':(exclude)*.a' | tar -x -C "$destination/$name.part"
  mv "$destination/$name.part" "$destination/$name"
done
