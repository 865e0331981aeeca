"""The commands of the command line, one noun a file; `parchi/cli.py` puts them together."""
