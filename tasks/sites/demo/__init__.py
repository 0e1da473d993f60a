"""The outlets of the built-in demo web, see `demo/`."""
