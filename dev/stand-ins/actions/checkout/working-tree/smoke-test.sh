#!/bin/sh
echo "The shop is open."
