#!/bin/sh
# Fails where SMOKE_TEST is failure.
if [ "${SMOKE_TEST:-success}" = failure ]; then
  echo "The shop is closed."
  exit 1
fi
echo "The shop is open."
