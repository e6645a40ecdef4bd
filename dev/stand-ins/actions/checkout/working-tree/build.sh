#!/bin/sh
# Prints the version it built.
echo "2.14.0"
