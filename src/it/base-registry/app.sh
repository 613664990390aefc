#!/bin/sh
echo "$TEXT of $BASE: $(cat /tmp/x)"
