#!/bin/sh
# The images of deploy/container/Dockerfile without a container engine: a root file system of Debian's packages stands for each base image,
# the Dockerfile's own lines are applied to it, and programs run in it as its user, on a read-only root, with /tmp alone to write to.
#
#   image.sh build WORK            makes WORK/api, WORK/flink and WORK/spark; SOURCE, if set, is a checkout to build in
#   image.sh run WORK STAGE [--mount FROM:TO]... [--env NAME=VALUE]... -- COMMAND...
#
# Needs root and mmdebstrap. A base has Java and nothing else: Flink's and Spark's own files are not among Debian's packages.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../../../.." && pwd)
dockerfile=$root/deploy/container/Dockerfile

lines() { # stage: its lines, those that go on in the next joined
  sed -e ':a' -e '/\\$/{N;s/\\\n//;ba' -e '}' "$dockerfile" | awk -v stage="$1" '/^FROM /{on = $4 == stage; next} on'
}

base() {
  [ ! -d "$work/base" ] || return 0
  new=$work/base.new
  sources=
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    [ ! -s "$file" ] || sources="$sources $file"
  done
  set --
  for file in /etc/apt/apt.conf.d/*; do
    ! grep -q '^Acquire' "$file" || set -- "$@" "--aptopt=$file"
  done
  # shellcheck disable=SC2086
  cat $sources | mmdebstrap --quiet --variant=minbase --dpkgopt=force-unsafe-io --include=openjdk-17-jre-headless,ca-certificates "$@" \
    "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$new" -
  mv "$new" "$work/base"
}

# The stage 'build', on this machine: its commands as they stand, but for where they write to.
build_stage() {
  built=$work/build
  rm -rf "$built"
  mkdir -p "$built"
  source=${SOURCE:-$work/src}
  if [ -z "${SOURCE:-}" ]; then
    rm -rf "$source"
    mkdir -p "$source"
    tar -C "$root" --exclude=.git --exclude=target --exclude=./data -cf - . | tar -C "$source" -xf -
  fi
  commands=$(lines build | sed -n 's/^RUN //p' | sed -E "s#([ =])/(tastelake|s3|delta)([ /]|\$)#\\1$built/\\2\\3#g")
  (cd "$source" && sh -ec "$commands")
}

apply_stage() { # stage
  stage=$1
  target=$work/$stage
  rm -rf "$target"
  cp -al "$work/base" "$target"
  : >"$work/$stage.env"
  lines "$stage" | while read -r word rest; do
    case $word in
      COPY)
        from=$work/build/${rest#--from=build /}
        from=${from% *}
        to=$target${rest##* }
        if [ -d "$from" ]; then
          mkdir -p "$to"
          cp -r "$from/." "$to/"
        else
          mkdir -p "$(dirname "$to")"
          cp "$from" "$to"
        fi
        ;;
      RUN) chroot "$target" /bin/sh -ec "$rest" </dev/null ;;
      ENV) echo "$rest" | tr ' ' '\n' >>"$work/$stage.env" ;;
      USER) echo "$rest" >"$work/$stage.user" ;;
      EXPOSE | ENTRYPOINT | '#' | '') ;;
      *) echo "image.sh does not know $word" >&2 && exit 1 ;;
    esac
  done
}

# In a mount namespace of its own, which ends with it.
run() { # stage, options, --, command
  stage=$1
  target=$work/$stage
  shift
  mount --bind "$target" "$target"
  mkdir -p "$target/tmp"
  mount -t tmpfs -o mode=1777 tmpfs "$target/tmp"
  mount --rbind /dev "$target/dev"
  mount --bind /proc "$target/proc"
  for file in /etc/hosts /etc/resolv.conf; do # as a container engine gives them
    touch "$target$file"
    mount --bind "$file" "$target$file"
  done
  variables=$(cat "$work/$stage.env")
  while [ "$1" != -- ]; do
    case $1 in
      --mount)
        from=${2%%:*}
        to=$target${2#*:}
        if [ -d "$from" ]; then mkdir -p "$to"; else mkdir -p "$(dirname "$to")" && touch "$to"; fi
        mount --bind "$from" "$to"
        mount -o remount,bind,ro "$to"
        ;;
      --env) variables="$variables $2" ;;
    esac
    shift 2
  done
  shift
  mount -o remount,bind,ro "$target"
  # shellcheck disable=SC2086
  exec chroot --userspec="$(cat "$work/$stage.user")" "$target" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin $variables "$@"
}

command=$1
work=$(mkdir -p "$2" && CDPATH= cd -- "$2" && pwd)
shift 2
case $command in
  build)
    base
    build_stage
    for stage in api flink spark; do apply_stage "$stage"; done
    ;;
  run) exec unshare --mount sh "$here/image.sh" within "$work" "$@" ;;
  within) run "$@" ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$here/image.sh" >&2 && exit 2 ;;
esac
