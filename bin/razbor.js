#!/usr/bin/env node
// The command line as an installed command, which speaks of itself as `razbor`.
import './cli.js';
