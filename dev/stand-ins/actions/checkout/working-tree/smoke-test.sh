#!/bin/sh
# Fails with SMOKE_TEST=failure.
if [ "$SMOKE_TEST" = failure ]; then
  echo "The shop is closed."
  exit 1
fi
echo "The shop is open."
