#!/bin/sh
echo "Tidied up."
