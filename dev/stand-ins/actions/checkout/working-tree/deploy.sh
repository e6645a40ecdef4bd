#!/bin/sh
# Usage: ./deploy.sh [what]
# Fails with DEPLOYMENT=failure.
echo "Deploying ${1:-shopist} ..."
sleep 1
if [ "$DEPLOYMENT" = failure ]; then
  echo "The cluster is full."
  exit 1
fi
echo "Done."
