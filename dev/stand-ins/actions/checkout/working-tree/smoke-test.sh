#!/bin/sh
# Fails, as that is what the recipes with a smoke test are for; with SMOKE_TEST=passes it does not.
if [ "$SMOKE_TEST" = passes ]; then
  echo "The shop is open."
else
  echo "The shop is closed."
  exit 1
fi
