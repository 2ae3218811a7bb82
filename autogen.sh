#!/bin/sh
# Make ./configure from a checkout (a release tarball already has it).
cd "$(dirname "$0")" && exec autoreconf -fi
