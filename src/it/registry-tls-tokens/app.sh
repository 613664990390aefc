#!/bin/sh
echo "behind a door"
