#!/bin/sh
# Usage: ./deploy.sh [what]
# Fails with DEPLOYMENT=failure, and if DEPLOYMENT says what. KILLED_AT=what kills the script that calls it.
echo "Deploying ${1:-shopist} ..."
sleep 1
if [ "$KILLED_AT" = "${1:-shopist}" ]; then
  kill -9 "$PPID"
fi
if [ "$DEPLOYMENT" = failure ] || [ "$DEPLOYMENT" = "${1:-shopist}" ]; then
  echo "The cluster is full."
  exit 1
fi
echo "Done."
