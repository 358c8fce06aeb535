"""The engine: term sheets and worlds into arrays, and the arrays through the kernel."""

from pledgecraft.engine.cache import use_compilation_cache

use_compilation_cache()  # before any module of the kernel loads the compiler
