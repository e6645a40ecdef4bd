#!/bin/sh
# Usage: ./deploy.sh [what]
echo "Deploying ${1:-shopist} ..."
sleep 1
echo "Done."
