#!/bin/sh
# Usage: ./deploy.sh [what]
# Fails with DEPLOYMENT=failure, and if DEPLOYMENT says what.
echo "Deploying ${1:-shopist} ..."
sleep 1
if [ "$DEPLOYMENT" = failure ] || [ "$DEPLOYMENT" = "${1:-shopist}" ]; then
  echo "The cluster is full."
  exit 1
fi
echo "Done."
