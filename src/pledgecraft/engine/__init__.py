"""The engine: term sheets and worlds into arrays, and the arrays through the kernel."""
