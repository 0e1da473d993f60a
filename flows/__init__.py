"""One flow for each thing that a person starts."""
